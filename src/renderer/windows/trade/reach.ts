import { useEffect, useState } from 'react';
import { links } from '../../bridge/links.ts';
import { exposureOf } from '../../stores/feeds.ts';
import { useFeedItem } from '../../stores/use-feed.ts';
import { averageTrueRange } from './average-true-range.ts';
import type { Reach } from './levels.ts';

const atrDays = 14;
const calendarDayYears = 1 / 365;

function useAtr(instrument: string): number | null {
  const [atr, setAtr] = useState<number | null>(null);
  useEffect(() => {
    setAtr(null);
    if (instrument === '') return;
    const watch = links().ingestion.watch.bars(
      { instrument, interval: '1d', count: atrDays * 2 },
      {
        onBatch({ snapshot, columns: { high, low, close } }) {
          // Today's bar moves with every tick; the range of finished days is what a stop is measured by.
          if (snapshot && high && low && close)
            setAtr(
              averageTrueRange({ high: high.slice(0, -1), low: low.slice(0, -1), close: close.slice(0, -1) }, atrDays),
            );
        },
      },
    );
    return () => watch.close();
  }, [instrument]);
  return atr;
}

/** The day's usual distance: average true range, else what options expect, else one percent. */
export function useReach(ticker: string, instrument: string, price: number | null): Reach | null {
  const atr = useAtr(instrument);
  const moves = useFeedItem(exposureOf(ticker), ticker)?.expectedMoves ?? [];
  if (atr !== null && atr > 0) return { amount: atr, source: `ATR(${atrDays})` };
  const nearest = moves.find(({ timeYears, move }) => timeYears > 0 && move > 0);
  if (nearest)
    return {
      amount: nearest.move * Math.sqrt(Math.min(1, calendarDayYears / nearest.timeYears)),
      source: 'expected day move',
    };
  return price === null ? null : { amount: price * 0.01, source: '1% of price' };
}
