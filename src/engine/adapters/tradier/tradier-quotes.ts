import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, Translation } from '../../ports/vendor.ts';
import { readEpoch } from '../vendor-kit/dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { asArray, isRow, refused, textOf, translateRows, type Row } from '../vendor-kit/rows.ts';
import { lotSize, readTradierSymbol } from './tradier-symbols.ts';

const fields = [
  'bid',
  'ask',
  'bidsize',
  'asksize',
  'last',
  'last_volume',
  'volume',
  'open',
  'high',
  'low',
  'prevclose',
] as const;

/** The newest of a row's times; 0 says that it never happened. */
export function newestTime(row: Row): number | null {
  const times = [row['trade_date'], row['bid_date'], row['ask_date']].map(readEpoch).filter((time) => time !== null);
  return times.length === 0 ? null : Math.max(...times);
}

/** Quotes of stocks, indices and options together. Symbols that Tradier does not know come in a list of their own. */
export function translateQuotes(payload: Payload, delayMs: number): Translation {
  const quotes = payload.kind === 'json' && isRow(payload.value) ? payload.value['quotes'] : undefined;
  if (quotes === undefined) return refused('Tradier quotes without quotes', payload);
  if (!isRow(quotes)) return { facts: [], refusals: [], followUps: [] };
  const known = translateRows(asArray(quotes['quote']), (row) => quoteFact(row, delayMs));
  const unmatched = isRow(quotes['unmatched_symbols']) ? asArray(quotes['unmatched_symbols']['symbol']) : [];
  const unknown = unmatched.map((symbol) => ({
    reason: `Tradier does not know ${textOf(symbol)}`,
    sample: textOf(symbol),
  }));
  return { ...known, refusals: [...known.refusals, ...unknown] };
}

function quoteFact(row: Row, delayMs: number): DraftFact<'quote'> | string {
  const subject = readTradierSymbol(row['symbol']);
  if (subject === '') return 'a quote without a symbol';
  const numbers = readNumbers(row, fields);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  const negative = negativeField(numbers);
  if (negative !== null) return `${subject}: ${negative}`;
  const eventTime = newestTime(row);
  if (eventTime === null) return `${subject} has a quote without any time`;
  const lot = lotSize(subject);
  // A bid of 0 below an ask is an option nobody wants to buy; both 0 mean no quote.
  const quoted = (numbers.bid ?? 0) > 0 || (numbers.ask ?? 0) > 0;
  const size = (told: number | null): number | null => (quoted && told !== null ? told * lot : null);
  return {
    kind: 'quote',
    subject,
    key: String(eventTime),
    eventTime,
    body: {
      bid: quoted ? numbers.bid : null,
      ask: zeroIsMissing(numbers.ask),
      bidSize: size(numbers.bidsize),
      askSize: size(numbers.asksize),
      last: zeroIsMissing(numbers.last),
      lastSize: zeroIsMissing(numbers.last_volume),
      volume: numbers.volume,
      open: zeroIsMissing(numbers.open),
      high: zeroIsMissing(numbers.high),
      low: zeroIsMissing(numbers.low),
      previousClose: zeroIsMissing(numbers.prevclose),
      delayMs,
    },
  };
}
