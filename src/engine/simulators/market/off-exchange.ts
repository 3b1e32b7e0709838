import { blockSizes } from './dark-blocks.ts';
import { darkInSecond } from './second-prints.ts';
import { secondsPerDay } from './session-grid.ts';
import type { SymbolDay } from './symbol-day.ts';

export type OffExchangeTotal = { readonly shares: number; readonly trades: number };

/** What a day's tape reports off exchange, from 04:00 to 20:00: counted print by print, without drawing prices. */
export function offExchangeTotal(day: SymbolDay): OffExchangeTotal {
  if (day.spec.secType !== 'STK') return { shares: 0, trades: 0 };
  let shares = 0;
  let trades = 0;
  const add = (size: number): void => {
    shares += size;
    trades += 1;
  };
  for (let second = 0; second < secondsPerDay; second += 1) darkInSecond(day, second, add);
  for (const size of blockSizes(day)) add(size);
  return { shares, trades };
}
