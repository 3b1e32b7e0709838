import { regularSession } from '../../domain/calendar.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import { wallTime } from '../../domain/time.ts';
import type { Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { barFact } from '../vendor-kit/daily-bar.ts';
import { readDate, readNaive } from '../vendor-kit/dates.ts';
import { numberOrNull, readNumber } from '../vendor-kit/numbers.ts';
import { isRow, refused, sampleOf, textOf, type Row } from '../vendor-kit/rows.ts';

/** The one entry of an answer whose name begins so; names carry the interval or the indicator. */
function entryOf(payload: Payload, prefix: string): Row | null {
  if (payload.kind !== 'json' || !isRow(payload.value)) return null;
  const found = Object.entries(payload.value).find(([name]) => name.startsWith(prefix));
  return found && isRow(found[1]) ? found[1] : null;
}

const minuteMs = 60_000;

/** Minute bars; times are New York's and name no zone. */
export function translateIntraday(payload: Payload, context: RequestContext): Translation {
  const series = entryOf(payload, 'Time Series');
  if (!series) return refused('bars without a time series', payload);
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  for (const [time, value] of Object.entries(series)) {
    const start = readNaive(time, 'new-york');
    const close = isRow(value) ? readNumber(value['4. close']) : undefined;
    if (start === null || !isRow(value) || typeof close !== 'number' || close <= 0) {
      refusals.push({ reason: 'a bar without a time or a close', sample: sampleOf({ [time]: value }) });
      continue;
    }
    const prices = {
      open: numberOrNull(value['1. open']),
      high: numberOrNull(value['2. high']),
      low: numberOrNull(value['3. low']),
      close,
      volume: numberOrNull(value['5. volume']),
    };
    const { symbol: subject, receivedTime } = context;
    facts.push(barFact({ subject, intervalMs: minuteMs, start, endTime: start + minuteMs, receivedTime, prices }));
  }
  return { facts, refusals, followUps: [] };
}

const shortTime = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/;
/** Values of one indicator that are worth keeping: the newest, since the older ones were kept when they were new. */
const newestKept = 5;

function startOf(time: string): number | null {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(time) ? readDate(time) : null;
  if (date !== null) return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
  return readNaive(shortTime.test(time) ? `${time}:00` : time, 'new-york');
}

/** Each named value of an indicator: MACD has three, the bands as many. */
export function translateIndicator(payload: Payload, context: RequestContext): Translation {
  const series = entryOf(payload, 'Technical Analysis');
  if (!series) return refused('an indicator without values', payload);
  const { interval = 'daily', period = '' } = context.parameters;
  const intervalMs = interval === 'daily' ? 86_400_000 : Number.parseInt(interval, 10) * minuteMs;
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  const times = Object.keys(series).toSorted().slice(-newestKept);
  for (const time of times) {
    const start = startOf(time);
    const values = series[time];
    if (start === null || !isRow(values)) {
      refusals.push({ reason: 'an indicator without a time', sample: sampleOf({ [time]: values }) });
      continue;
    }
    for (const [name, text] of Object.entries(values)) {
      const value = readNumber(text);
      if (typeof value !== 'number') {
        refusals.push({ reason: `${name} is no number`, sample: sampleOf(values) });
        continue;
      }
      facts.push({
        kind: 'indicator',
        subject: context.symbol,
        key: `${name}:${period}:${interval}:${start}`,
        eventTime: Math.min(start + intervalMs, context.receivedTime),
        body: { name, period: Number(period) || null, intervalMs, start, value },
      });
    }
  }
  return { facts, refusals, followUps: [] };
}

/** What is not asked for as real time, with a plan for it, is a quarter of an hour old at least, and the last close with a free key. */
const unentitledDelayMs = 900_000;

/** A price of a day that is over is that day's close, however late it is told. */
function toldAt(date: string, receivedTime: number): number {
  return date < wallTime(receivedTime).date ? Math.min(regularSession(date).closeMs, receivedTime) : receivedTime;
}

export function translateGlobalQuote(payload: Payload, context: RequestContext): Translation {
  const quote = entryOf(payload, 'Global Quote');
  if (!quote) return refused('a quote without values', payload);
  const last = readNumber(quote['05. price']);
  if (typeof last !== 'number' || last <= 0) return refused('a quote without a price', quote);
  const day = readDate(quote['07. latest trading day']);
  if (day === null) return refused('a quote without its day', quote);
  const body = {
    bid: null,
    ask: null,
    bidSize: null,
    askSize: null,
    last,
    lastSize: null,
    volume: numberOrNull(quote['06. volume']),
    open: numberOrNull(quote['02. open']),
    high: numberOrNull(quote['03. high']),
    low: numberOrNull(quote['04. low']),
    previousClose: numberOrNull(quote['08. previous close']),
    delayMs: unentitledDelayMs,
  };
  const subject = context.symbol || textOf(quote['01. symbol']);
  return {
    facts: [{ kind: 'quote', subject, key: 'quote', eventTime: toldAt(day, context.receivedTime), body }],
    refusals: [],
    followUps: [],
  };
}
