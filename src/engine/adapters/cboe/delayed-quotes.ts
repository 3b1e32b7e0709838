import type { DraftFact } from '../../domain/facts/fact.ts';
import type { VendorQuote } from '../../domain/facts/vendor-prices.ts';
import type { Payload, Translation } from '../../ports/vendor.ts';
import { readNaive } from '../vendor-kit/dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { isRow, refused, translateRows, type Row } from '../vendor-kit/rows.ts';
import { isQuotedIndex, readCboeSymbol } from './cboe-symbols.ts';

/** Cboe's rule; 15 min 26 s was seen. */
export const cboeDelayMs = 900_000;

const fields = [
  'bid',
  'ask',
  'bid_size',
  'ask_size',
  'current_price',
  'volume',
  'open',
  'high',
  'low',
  'prev_day_close',
] as const;

/** Quotes of indices: one under `data`, or the list of all that Cboe quotes, of which the ones we follow are kept. */
export function translateDelayedQuotes(payload: Payload): Translation {
  if (payload.kind !== 'json' || !isRow(payload.value))
    return refused('delayed quotes are no JSON object', payload.kind);
  const { timestamp, data } = payload.value;
  const eventTime = readNaive(timestamp, 'utc');
  if (eventTime === null) return refused('delayed quotes without a timestamp', timestamp);
  if (isRow(data)) return translateRows([data], (row) => delayedQuote(row, eventTime));
  if (!Array.isArray(data)) return refused('delayed quotes without data', payload.value);
  const followed = data.filter((row) => !isRow(row) || isQuotedIndex(readCboeSymbol(row['symbol'])));
  return translateRows(followed, (row) => delayedQuote(row, eventTime));
}

/** The quote fact of an underlying's block; a sentence when it cannot be one. */
export function delayedQuote(row: Row, eventTime: number): DraftFact<'quote'> | string {
  const subject = readCboeSymbol(row['symbol']);
  if (subject === '') return 'a quote without a symbol';
  const numbers = readNumbers(row, fields);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  const negative = negativeField(numbers);
  if (negative !== null) return `${subject}: ${negative}`;
  const bid = zeroIsMissing(numbers.bid);
  const ask = zeroIsMissing(numbers.ask);
  const last = zeroIsMissing(numbers.current_price);
  if (last === null && bid === null && ask === null) return `${subject} has no price`;
  const body: VendorQuote = {
    bid,
    ask,
    bidSize: bid === null ? null : numbers.bid_size,
    askSize: ask === null ? null : numbers.ask_size,
    last,
    lastSize: null,
    // Indices do not trade; their 0 is no volume of nothing.
    volume: row['security_type'] === 'stock' ? numbers.volume : zeroIsMissing(numbers.volume),
    open: zeroIsMissing(numbers.open),
    high: zeroIsMissing(numbers.high),
    low: zeroIsMissing(numbers.low),
    previousClose: previousClose(row, last, zeroIsMissing(numbers.prev_day_close)),
    delayMs: cboeDelayMs,
  };
  return { kind: 'quote', subject, key: String(eventTime), eventTime, body };
}

/** Late in the evening prev_day_close already holds today's close: then the day's own change contradicts it. */
function previousClose(row: Row, last: number | null, told: number | null): number | null {
  const change = readNumbers(row, ['price_change']);
  if (told === null || typeof change === 'string') return null;
  if (last === null || change.price_change === null) return told;
  return Math.abs(last - change.price_change - told) <= Math.max(0.01, last * 1e-4) ? told : null;
}
