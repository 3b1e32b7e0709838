import { minutesPerDay } from './activity.ts';
import { blockSizes } from './dark-blocks.ts';
import { darkInMinute } from './second-prints.ts';
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
  for (let minute = 0; minute < minutesPerDay; minute += 1) darkInMinute(day, minute, add);
  for (const size of blockSizes(day)) add(size);
  return { shares, trades };
}
