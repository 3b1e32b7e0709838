import { isTradingDay, nextTradingDay } from '../../domain/calendar.ts';
import { invariant } from '../../domain/outcome.ts';
import { dateUtc } from '../../domain/time.ts';

/** First day of every daily chain: early enough that two years of history exist before the first practice day. */
export const chainStart = '20240102';
/** Symbols close at their table price on this day, whatever the seed. */
export const anchorDate = '20261002';

const days: string[] = [chainStart];
/** Midnight of each day, UTC ms. */
const midnights: number[] = [];
const indexes = new Map<string, number>([[chainStart, 0]]);

/** Position of a trading date in the chain, 0 = `chainStart`; -1 for dates before it and for closed days. */
export function tradingDayIndex(date: string): number {
  if (date < chainStart || !isTradingDay(date)) return -1;
  let last = days.at(-1) ?? chainStart;
  while (last < date) {
    last = nextTradingDay(last);
    indexes.set(last, days.length);
    days.push(last);
  }
  return indexes.get(date) ?? -1;
}

export function tradingDayAt(index: number): string {
  while (days.length <= index) tradingDayIndex(nextTradingDay(days.at(-1) ?? chainStart));
  const date = days[index];
  invariant(date !== undefined, `no trading day at index ${index}`);
  return date;
}

/** 00:00 UTC of the trading date at an index, ms since epoch. */
export function tradingDayUtc(index: number): number {
  return (midnights[index] ??= dateUtc(tradingDayAt(index)));
}
