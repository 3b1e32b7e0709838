import { useEffect, useState } from 'react';
import type { Failure } from '../../../../engine/domain/outcome.ts';
import type { BarInterval } from '../../../../engine/domain/bar.ts';
import type { WatchState } from '../../../../engine/link/api.ts';
import { links } from '../../../bridge/links.ts';
import { barsOf, mergeBars, type ChartBar } from './bar-book.ts';

/** Never more than the chart may hold. */
export const barCount: Readonly<Record<'1m' | '5m' | '1d', number>> = { '1m': 1_170, '5m': 1_560, '1d': 500 };
export type ChartInterval = keyof typeof barCount;

export type BarsCondition = {
  readonly phase: WatchState;
  readonly failure: Failure | null;
  readonly known: boolean;
  readonly empty: boolean;
};
type Sink = (bars: readonly ChartBar[], change: { readonly interval: BarInterval; readonly from: number }) => void;

const waiting: BarsCondition = { phase: 'waiting', failure: null, known: false, empty: true };

/** Streams bars into `sink`, outside React; the answer is only what the panel has to say about them. */
export function useBars(
  instrument: string,
  interval: ChartInterval,
  { sink, active }: { readonly sink: Sink; readonly active: boolean },
): BarsCondition {
  const [condition, setCondition] = useState(waiting);
  useEffect(() => {
    if (!active || instrument === '') return;
    setCondition(waiting);
    let bars: readonly ChartBar[] = [];
    const watch = links().ingestion.watch.bars(
      { instrument, interval, count: barCount[interval] },
      {
        onState: (phase, failure) => setCondition((before) => ({ ...before, phase, failure })),
        onBatch(batch) {
          const changed = barsOf(batch);
          const merged = batch.snapshot ? { bars: changed, from: 0 } : mergeBars(bars, changed);
          bars = merged.bars;
          sink(bars, { interval, from: merged.from });
          setCondition((before) =>
            before.known && before.empty === (bars.length === 0)
              ? before
              : { ...before, known: true, empty: bars.length === 0 },
          );
        },
      },
    );
    return () => watch.close();
  }, [instrument, interval, sink, active]);
  return condition;
}
