import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { OffExchangeLevel } from '../../../engine/domain/evidence.ts';
import type { Exposure } from '../../../engine/domain/exposure.ts';
import { Condition } from '../../components/condition.tsx';
import { useDataAbsence } from '../../stores/broker-absence.ts';
import type { ChartBar } from './chart/bar-book.ts';
import { PriceChart } from './chart/price-chart.ts';
import { useBars, type ChartInterval } from './chart/use-bars.ts';
import { darkLevelsOf, levelsOf } from './levels.ts';
import type { ChartView } from './view-state.ts';
import { testIds } from '../../components/test-ids.ts';

type Props = {
  readonly instrument: string;
  readonly interval: ChartInterval;
  readonly exposure: Exposure | null;
  readonly dark: readonly OffExchangeLevel[];
  readonly view: ChartView;
  readonly visible: boolean;
};

/** The chart and, over it, what stands in its way. */
export function ChartPanel({ instrument, interval, exposure, dark, view, visible }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<PriceChart | null>(null);
  const pending = useRef<Parameters<PriceChart['setBars']> | null>(null);
  const levels = useMemo(() => [...levelsOf(exposure), ...darkLevelsOf(dark)], [exposure, dark]);
  const sink = useCallback((bars: readonly ChartBar[], change: Parameters<PriceChart['setBars']>[1]) => {
    pending.current = [bars, { ...change, from: 0 }];
    chart.current?.setBars(bars, change);
  }, []);

  useEffect(() => {
    if (!host.current) return;
    const made = new PriceChart(host.current);
    chart.current = made;
    if (pending.current) made.setBars(...pending.current);
    return () => {
      chart.current = null;
      made.close();
    };
  }, []);
  useEffect(() => {
    chart.current?.gex.show({ exposure, levels, ...view });
  }, [exposure, levels, view]);

  const absence = useDataAbsence();
  const condition = useBars(instrument, interval, { sink, active: visible });
  return (
    <div className="chart-panel" data-testid={testIds.priceChart}>
      <div
        ref={host}
        className="chart-host"
        role="img"
        aria-label={`Price chart of ${instrument}, ${interval} bars. Levels are listed as text beside it.`}
        data-old={condition.known && condition.phase !== 'live'}
      />
      {condition.known && !condition.empty ? null : (
        <div className="chart-condition">
          {condition.failure ? (
            <Condition tone="danger" title="No bars">
              {condition.failure.message}
            </Condition>
          ) : (
            <Condition title={condition.known ? 'No bars yet' : 'Waiting for bars'}>
              {absence ? `${absence.fact}. ${absence.remedy}` : `${instrument}, ${interval}`}
            </Condition>
          )}
        </div>
      )}
    </div>
  );
}
