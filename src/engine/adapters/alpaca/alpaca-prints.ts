import type { DraftFact } from '../../domain/facts/fact.ts';
import type { VendorQuote } from '../../domain/facts/vendor-prices.ts';
import { parseOccSymbol } from '../../domain/occ-symbol.ts';
import { wallTime } from '../../domain/time.ts';
import { barFact, dailyBarFact } from '../vendor-kit/daily-bar.ts';
import { readInstant } from '../vendor-kit/dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { textOf, type Row } from '../vendor-kit/rows.ts';
import { noSides, noTrades } from '../vendor-kit/untold-quote.ts';

/** Options come 15 minutes late on the indicative feed, stocks at once from IEX. */
export function alpacaDelayMs(subject: string): number {
  return parseOccSymbol(subject) ? 900_000 : 0;
}

/** Since 3 November 2025 the tapes state sizes in shares; whether Alpaca's lots followed could not be verified. */
const lotsUntil = '20251103';

function sizeOf(subject: string, date: string, told: number | null): number | null {
  if (told === null || parseOccSymbol(subject)) return told;
  return date < lotsUntil ? told * 100 : null;
}

export const emptyQuote: VendorQuote = { ...noSides, ...noTrades, delayMs: 0 };

export function readQuote(row: Row, subject: string): DraftFact<'quote'> | string {
  const eventTime = readInstant(row['t']);
  if (eventTime === null) return `${subject} has a quote without a time`;
  const numbers = readNumbers(row, ['bp', 'ap', 'bs', 'as']);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  const negative = negativeField(numbers);
  if (negative !== null) return `${subject}: ${negative}`;
  const quoted = (numbers.bp ?? 0) > 0 || (numbers.ap ?? 0) > 0;
  const { date } = wallTime(eventTime);
  // A stock without a bid has none; an option's bid may be a real nothing.
  const bid = parseOccSymbol(subject) ? numbers.bp : zeroIsMissing(numbers.bp);
  const body: VendorQuote = {
    ...emptyQuote,
    bid: quoted ? bid : null,
    ask: zeroIsMissing(numbers.ap),
    bidSize: quoted ? sizeOf(subject, date, numbers.bs) : null,
    askSize: quoted ? sizeOf(subject, date, numbers.as) : null,
    delayMs: alpacaDelayMs(subject),
  };
  return { kind: 'quote', subject, key: textOf(row['t']), eventTime, body };
}

/** Conditions are a list for stocks and one letter for options; a blank says nothing. */
function readConditions(value: unknown): readonly string[] {
  const told: readonly unknown[] = Array.isArray(value) ? value : [value];
  return told.map(textOf).filter((condition) => condition !== '');
}

/** Prints of stocks are numbered by venue and day, which is what a correction names; options have no numbers. */
function tradeKey(date: string, venue: string, number: string): string {
  return `${date}:${venue}:${number}`;
}

/** `u` of a past trade; what is neither of these stands. */
const takenBack: ReadonlySet<string> = new Set(['canceled', 'incorrect']);

export function readTrade(row: Row, subject: string): DraftFact<'trade'> | string {
  const eventTime = readInstant(row['t']);
  if (eventTime === null) return `${subject} has a trade without a time`;
  const numbers = readNumbers(row, ['p', 's']);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  const { p: price, s: size } = numbers;
  if (price === null || price <= 0 || size === null || size < 0) return `${subject} has a trade without price or size`;
  const venue = textOf(row['x']);
  const number = textOf(row['i']);
  const key = tradeKey(wallTime(eventTime).date, venue, number === '' ? textOf(row['t']) : number);
  const body = { price, size, venue, conditions: readConditions(row['c']), cancelled: takenBack.has(textOf(row['u'])) };
  return { kind: 'trade', subject, key, eventTime, body };
}

export type BarReading = {
  readonly intervalMs: number;
  /** False for IEX, whose volume is a few hundredths of the market's and would pass for it. */
  readonly wholeMarket: boolean;
  readonly receivedTime: number;
};

export function readBar(row: Row, subject: string, reading: BarReading): DraftFact<'bar'> | string {
  const start = readInstant(row['t']);
  if (start === null) return `${subject} has a bar without a time`;
  const numbers = readNumbers(row, ['o', 'h', 'l', 'c', 'v']);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  const negative = negativeField(numbers);
  if (negative !== null) return `${subject}: ${negative}`;
  const { o, h, l, c: close, v } = numbers;
  if (close === null || close === 0) return `${subject} has a bar without a close`;
  const volume = reading.wholeMarket ? v : null;
  const prices = { open: zeroIsMissing(o), high: zeroIsMissing(h), low: zeroIsMissing(l), close, volume };
  const { intervalMs, receivedTime } = reading;
  // A day starts at midnight in New York, which is 04:00 or 05:00 UTC.
  if (intervalMs === 86_400_000) return dailyBarFact({ subject, date: wallTime(start).date, receivedTime, prices });
  return barFact({ subject, intervalMs, start, endTime: start + intervalMs, receivedTime, prices });
}
