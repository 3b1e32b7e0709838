import { regularSession, isTradingDay } from '../../domain/calendar.ts';
import { dateUtc } from '../../domain/time.ts';
import { readDate, readEpoch, readInstant } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { textOf } from '../vendor-kit/rows.ts';

const firstInstant = Date.UTC(1990, 0, 1);
const lastInstant = Date.UTC(2100, 0, 1);

/** ISO text with a zone, or an epoch number; null outside the years a market feed can mean. */
export function instantIn(value: unknown): number | null {
  const time = readInstant(value) ?? readEpoch(value);
  return time !== null && time >= firstInstant && time < lastInstant ? time : null;
}

const leadingDate = /^\d{4}-\d{2}-\d{2}(?:$|T| )/;

/** `YYYYMMDD` of a `YYYY-MM-DD`, with or without a time behind it. */
export function dateIn(value: unknown): string | null {
  if (typeof value !== 'string' || !leadingDate.test(value)) return null;
  const date = readDate(value.slice(0, 10));
  return date !== null && date > '19000101' && date < '21000101' ? date : null;
}

/**
 * When a day's figure was true: its session's end, or the arrival while the session runs. Days without a session end at
 * their midnight, so that no fact lies ahead of its arrival for being dated.
 */
export function dayInstant(date: string, receivedTime: number): number {
  const end = isTradingDay(date) ? regularSession(date).closeMs : dateUtc(date);
  return Math.min(end, receivedTime);
}

/** A count, a price or a premium: never below zero. Undefined = missing or nonsense. */
export function amount(value: unknown): number | undefined {
  const number = readNumber(value);
  return typeof number === 'number' && number >= 0 ? number : undefined;
}

export function amountOrNull(value: unknown): number | null {
  return amount(value) ?? null;
}

export function positive(value: unknown): number | undefined {
  const number = readNumber(value);
  return typeof number === 'number' && number > 0 ? number : undefined;
}

/** Null where the arithmetic left the range of numbers. */
export function finiteOrNull(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

const spelledHere = /^[A-Z0-9][A-Z0-9.]{0,9}$/;

/** A ticker in our spelling, `BRK/B` and `BRK-B` as `BRK.B`; null for what cannot be one. */
export function tickerIn(value: unknown): string | null {
  const ticker = textOf(value).toUpperCase().replace(/[/-]/, '.');
  return spelledHere.test(ticker) ? ticker : null;
}
