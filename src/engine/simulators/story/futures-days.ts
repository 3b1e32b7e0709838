import { createBoundedCache } from '../market/bounded-cache.ts';
import { outlineBar } from '../market/daily-bars.ts';
import { combine, keyOf, normal } from '../market/random.ts';
import { createSymbolDay } from '../market/symbol-day.ts';
import { tradingDayIndex } from '../market/trading-days.ts';
import { volatilityExpiries, volatilityFuture } from '../market/underlyings.ts';
import type { StoryFutureDay } from './market-story.ts';
import type { StoryDays } from './story-days.ts';
import { atNewYork, tradingDatesBetween } from './story-dates.ts';

/** Monthly volatility futures that are listed at a time. */
const listed = 8;

/** Settled days of the volatility futures: the first two are those TWS quotes, all are read off one variance curve. */
export function createFutureDays(days: StoryDays): (fromDate: string, toDate: string) => readonly StoryFutureDay[] {
  const { seed } = days.market;
  const known = createBoundedCache<readonly StoryFutureDay[]>(800);

  function dayOf(date: string): readonly StoryFutureDay[] {
    const { world } = days.today();
    const index = tradingDayIndex(date);
    return volatilityExpiries(date, listed).map((expiry, rank) => {
      const future = volatilityFuture(world, expiry, rank);
      const bar = outlineBar(createSymbolDay(world, future.spec, future.line, index));
      const key = keyOf(seed, 'future interest', Number(expiry));
      const wide = Math.exp(0.15 * normal(key) + 0.05 * normal(combine(key, index)));
      return {
        date,
        expiry,
        open: bar.open,
        high: bar.high,
        low: bar.low,
        close: bar.close,
        settle: bar.close,
        volume: bar.volume,
        openInterest: Math.round(future.spec.volume * (rank === 0 ? 1.4 : 1.9 + 0.4 * rank) * wide),
      };
    });
  }

  return (fromDate, toDate) =>
    tradingDatesBetween(fromDate, toDate)
      .filter((date) => tradingDayIndex(date) > 0 && atNewYork(date, 16, 15) <= days.now())
      .flatMap((date) => known.get(date, () => dayOf(date)));
}
