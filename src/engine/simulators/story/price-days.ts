import { createBoundedCache } from '../market/bounded-cache.ts';
import { outlineBar } from '../market/daily-bars.ts';
import { createSymbolDay } from '../market/symbol-day.ts';
import { tradingDayIndex } from '../market/trading-days.ts';
import type { StoryDays } from './story-days.ts';
import { tradingOnOrBefore } from './story-dates.ts';

export type PriceDay = { readonly low: number; readonly high: number; readonly close: number };

/** What a symbol cost on a finished day, from its outline; null before the market begins. */
export type PriceDays = (symbol: string, date: string) => PriceDay | null;

export function createPriceDays(days: StoryDays): PriceDays {
  const known = createBoundedCache<PriceDay | null>(8000);
  return (symbol, date) =>
    known.get(`${symbol}/${date}`, () => {
      const day = days.today();
      const underlying = day.bySymbol(symbol);
      const index = tradingDayIndex(tradingOnOrBefore(date));
      if (!underlying || index < 1) return null;
      return outlineBar(createSymbolDay(day.world, underlying.spec, underlying.line, index));
    });
}
