import { createBoundedCache } from '../market/bounded-cache.ts';
import type { OffExchangeTotal } from '../market/off-exchange.ts';
import { offExchangeTotal } from '../market/off-exchange.ts';
import { createSymbolDay } from '../market/symbol-day.ts';
import { tradingDayIndex } from '../market/trading-days.ts';
import type { StoryDays } from './story-days.ts';

/** Off-exchange shares and trades of whole days, counted once. */
export function createOffExchangeDays(days: StoryDays): (symbol: string, date: string) => OffExchangeTotal {
  const known = createBoundedCache<OffExchangeTotal>(3000);
  return (symbol, date) =>
    known.get(`${symbol}/${date}`, () => {
      const day = days.today();
      const underlying = day.bySymbol(symbol);
      const index = tradingDayIndex(date);
      if (!underlying || index < 1) return { shares: 0, trades: 0 };
      return offExchangeTotal(createSymbolDay(day.world, underlying.spec, underlying.line, index));
    });
}
