import { fail, ok, type Outcome } from '../../../domain/outcome.ts';
import { isTradingDay, previousTradingDay } from '../../../domain/calendar.ts';
import { addDays, instantOf, wallTime } from '../../../domain/time.ts';
import type { SimHistoryKind } from '../../simulated-market.ts';

const second = 1_000;
const minute = 60_000;
const hour = 3_600_000;
export const dayMs = 86_400_000;

const barSizes: Readonly<Record<string, number>> = {
  '1 secs': second,
  '1 sec': second,
  '5 secs': 5 * second,
  '10 secs': 10 * second,
  '15 secs': 15 * second,
  '30 secs': 30 * second,
  '1 min': minute,
  '2 mins': 2 * minute,
  '3 mins': 3 * minute,
  '5 mins': 5 * minute,
  '10 mins': 10 * minute,
  '15 mins': 15 * minute,
  '20 mins': 20 * minute,
  '30 mins': 30 * minute,
  '1 hour': hour,
  '2 hours': 2 * hour,
  '3 hours': 3 * hour,
  '4 hours': 4 * hour,
  '8 hours': 8 * hour,
  '1 day': dayMs,
  '1 week': 7 * dayMs,
  '1W': 7 * dayMs,
  '1 month': 30 * dayMs,
  '1M': 30 * dayMs,
};

/** Bar length in ms; a week is 7 days, a month 30, to be summed from daily bars. Null when unknown. */
export function barLength(text: string): number | null {
  return barSizes[text.trim()] ?? null;
}

const kinds: Readonly<Record<string, SimHistoryKind>> = {
  TRADES: 'TRADES',
  ADJUSTED_LAST: 'TRADES',
  AGGTRADES: 'TRADES',
  MIDPOINT: 'MIDPOINT',
  BID: 'BID',
  ASK: 'ASK',
  BID_ASK: 'BID_ASK',
  HISTORICAL_VOLATILITY: 'HISTORICAL_VOLATILITY',
  OPTION_IMPLIED_VOLATILITY: 'OPTION_IMPLIED_VOLATILITY',
};

export function historyKind(text: string): SimHistoryKind | null {
  return kinds[text.toUpperCase()] ?? null;
}

/** Start of a duration such as `1 D`, `3600 S`, `6 M`: days count trading days, today included. */
export function durationStart(text: string, endMs: number): Outcome<number, '321'> {
  const parts = /^(\d+)\s*([SDWMY])$/i.exec(text.trim());
  if (!parts)
    return fail(
      '321',
      `Error validating request.-'bU' : cause - Historical data request duration format invalid: ${text}`,
    );
  const count = Number(parts[1]);
  const unit = (parts[2] ?? '').toUpperCase();
  if (unit === 'S') return ok(endMs - count * second);
  if (unit === 'D') return ok(tradingDaysBack(count, endMs));
  const days = unit === 'W' ? 7 : unit === 'M' ? 30 : 365;
  return ok(instantOf(addDays(wallTime(endMs).date, -count * days), 0));
}

function tradingDaysBack(count: number, endMs: number): number {
  let date = wallTime(endMs - 1).date;
  if (!isTradingDay(date)) date = previousTradingDay(date);
  for (let day = 1; day < count; day += 1) date = previousTradingDay(date);
  return instantOf(date, 0);
}
