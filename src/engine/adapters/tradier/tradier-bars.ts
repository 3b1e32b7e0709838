import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { barFact, dailyBarFact } from '../vendor-kit/daily-bar.ts';
import { readDate, readEpoch, readNaive } from '../vendor-kit/dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { asArray, isRow, nothingTranslated, refused, translateRows, type Row } from '../vendor-kit/rows.ts';

const minuteMs = 60_000;
const prices = ['open', 'high', 'low', 'close', 'volume'] as const;
type Context = Pick<RequestContext, 'symbol' | 'receivedTime'>;

function readPrices(row: Row, subject: string) {
  const numbers = readNumbers(row, prices);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  const negative = negativeField(numbers);
  if (negative !== null) return `${subject}: ${negative}`;
  const { close } = numbers;
  if (close === null || close === 0) return `${subject} has a bar without a close`;
  const { open, high, low, volume } = numbers;
  return { open: zeroIsMissing(open), high: zeroIsMissing(high), low: zeroIsMissing(low), close, volume };
}

/** Daily bars, dated by the exchange's day. */
export function translateHistory(payload: Payload, context: Context): Translation {
  const history = payload.kind === 'json' && isRow(payload.value) ? payload.value['history'] : undefined;
  if (history === undefined) return refused('a Tradier history without history', payload);
  if (!isRow(history)) return nothingTranslated;
  return translateRows(asArray(history['day']), (row): DraftFact | string => {
    const date = readDate(row['date']);
    if (date === null) return `${context.symbol} has a day without a date`;
    const read = readPrices(row, context.symbol);
    if (typeof read === 'string') return read;
    return dailyBarFact({ subject: context.symbol, date, receivedTime: context.receivedTime, prices: read });
  });
}

/** Minute bars: unix seconds beside New York wall time, which must be the same minute. */
export function translateTimesales(payload: Payload, context: Context): Translation {
  const series = payload.kind === 'json' && isRow(payload.value) ? payload.value['series'] : undefined;
  if (series === undefined) return refused('Tradier timesales without series', payload);
  if (!isRow(series)) return nothingTranslated;
  return translateRows(asArray(series['data']), (row): DraftFact | string => {
    const start = readEpoch(row['timestamp']);
    if (start === null) return `${context.symbol} has a minute without a time`;
    if (readNaive(row['time'], 'new-york') !== start) return `${context.symbol} has a minute whose two clocks disagree`;
    const read = readPrices(row, context.symbol);
    if (typeof read === 'string') return read;
    return barFact({
      subject: context.symbol,
      intervalMs: minuteMs,
      start,
      endTime: start + minuteMs,
      receivedTime: context.receivedTime,
      prices: read,
    });
  });
}
