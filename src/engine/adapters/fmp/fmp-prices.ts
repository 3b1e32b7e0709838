import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { barFact, dailyBarFact } from '../vendor-kit/daily-bar.ts';
import { readDate, readEpoch, readNaive } from '../vendor-kit/dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { refused, textOf, translateRows, type Row } from '../vendor-kit/rows.ts';
import { fromFmp } from './fmp-symbols.ts';

/** FMP answers with flat lists only. */
export function listOf(payload: Payload): readonly unknown[] | null {
  return payload.kind === 'json' && Array.isArray(payload.value) ? (payload.value as readonly unknown[]) : null;
}

function readQuote(row: Row, context: RequestContext): DraftFact<'quote'> | string {
  const symbol = fromFmp(textOf(row['symbol']));
  const numbers = readNumbers(row, ['price', 'volume', 'open', 'dayHigh', 'dayLow', 'previousClose', 'timestamp']);
  if (symbol === null) return 'a quote without a symbol of ours';
  if (typeof numbers === 'string') return numbers;
  const wrong = negativeField(numbers);
  if (wrong !== null) return wrong;
  const eventTime = readEpoch(numbers.timestamp) ?? context.receivedTime;
  const body = {
    bid: null,
    ask: null,
    bidSize: null,
    askSize: null,
    last: zeroIsMissing(numbers.price),
    lastSize: null,
    volume: numbers.volume,
    open: zeroIsMissing(numbers.open),
    high: zeroIsMissing(numbers.dayHigh),
    low: zeroIsMissing(numbers.dayLow),
    previousClose: zeroIsMissing(numbers.previousClose),
    delayMs: 0,
  };
  return { kind: 'quote', subject: symbol, key: 'quote', eventTime, body };
}

export function translateQuotes(payload: Payload, context: RequestContext): Translation {
  const rows = listOf(payload);
  return rows ? translateRows(rows, (row) => readQuote(row, context)) : refused('quotes that are no list', payload);
}

function pricesOf(row: Row) {
  const numbers = readNumbers(row, ['open', 'high', 'low', 'close', 'volume']);
  if (typeof numbers === 'string') return numbers;
  const { close } = numbers;
  if (close === null || close <= 0) return 'a bar without a close';
  return negativeField(numbers) ?? { ...numbers, close };
}

/** Daily bars, newest first as FMP writes them. */
export function translateDailyBars(payload: Payload, context: RequestContext): Translation {
  const rows = listOf(payload);
  if (!rows) return refused('bars that are no list', payload);
  return translateRows(rows, (row) => {
    const date = readDate(row['date']);
    const prices = pricesOf(row);
    if (date === null) return 'a bar without a date';
    if (typeof prices === 'string') return prices;
    return dailyBarFact({ subject: context.symbol, date, receivedTime: context.receivedTime, prices });
  });
}

/** Intraday bars; their times are New York's and name no zone. */
export function translateMinuteBars(payload: Payload, context: RequestContext): Translation {
  const rows = listOf(payload);
  if (!rows) return refused('bars that are no list', payload);
  return translateRows(rows, (row) => {
    const start = readNaive(row['date'], 'new-york');
    const prices = pricesOf(row);
    if (start === null) return 'a bar without a time';
    if (typeof prices === 'string') return prices;
    const { symbol: subject, receivedTime } = context;
    return barFact({ subject, intervalMs: 60_000, start, endTime: start + 60_000, receivedTime, prices });
  });
}

const dayMs = 86_400_000;

/** One column named after the indicator beside the bar it belongs to. */
export function translateIndicator(payload: Payload, context: RequestContext): Translation {
  const rows = listOf(payload);
  if (!rows) return refused('an indicator that is no list', payload);
  const { name = '', period = '' } = context.parameters;
  return translateRows(rows, (row) => {
    const date = readDate(row['date']);
    const numbers = readNumbers(row, [name]);
    if (date === null) return 'an indicator without a date';
    if (typeof numbers === 'string') return numbers;
    const value = numbers[name];
    if (value === null || value === undefined) return `no ${name} in the row`;
    const start = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
    return {
      kind: 'indicator',
      subject: context.symbol,
      key: `${name}:${period}:${date}`,
      eventTime: Math.min(start + dayMs, context.receivedTime),
      body: { name: name.toUpperCase(), period: Number(period) || null, intervalMs: dayMs, start, value },
    };
  });
}
