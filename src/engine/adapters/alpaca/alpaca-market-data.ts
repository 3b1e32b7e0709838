import type { DraftFact } from '../../domain/facts/fact.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { asArray, isRow, refused, sampleOf, textOf, type Row } from '../vendor-kit/rows.ts';
import { emptyQuote, readBar, readQuote, readTrade, type BarReading } from './alpaca-prints.ts';

type ReadRow = (row: Row, subject: string) => DraftFact | readonly DraftFact[] | string;

/** Rows by symbol, one or a list each: `{"bars":{"AAPL":[…]}}`, `{"quotes":{"AAPL":{…}}}`, or null for none. */
export function translateBySymbol(value: unknown, read: ReadRow): Translation {
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  for (const [symbol, rows] of isRow(value) ? Object.entries(value) : []) {
    for (const row of asArray(rows)) {
      const result = isRow(row) ? read(row, symbol) : `${symbol} has a row that is no object`;
      if (typeof result === 'string') refusals.push({ reason: result, sample: sampleOf(row) });
      else if (Array.isArray(result)) facts.push(...(result as readonly DraftFact[]));
      else facts.push(result as DraftFact);
    }
  }
  return { facts, refusals, followUps: [] };
}

/** The next page asks the same with its token; null ends. */
export function nextPage(
  endpoint: string,
  whole: Row,
  context: Pick<RequestContext, 'symbol' | 'parameters'>,
): readonly FollowUp[] {
  const cursor = textOf(whole['next_page_token']);
  if (cursor === '') return [];
  return [{ endpoint, symbol: context.symbol, parameters: { ...context.parameters, cursor }, once: null }];
}

type Context = Pick<RequestContext, 'symbol' | 'parameters' | 'receivedTime'>;

/** Answers whose rows stand under one of these names; option endpoints write `trade` where stocks write `trades`. */
function translateNamed(
  payload: Payload,
  context: Context,
  parts: { readonly endpoint: string; readonly names: readonly string[]; readonly read: ReadRow },
): Translation {
  if (payload.kind !== 'json' || !isRow(payload.value)) return refused(`${parts.endpoint} is no JSON object`, payload);
  const whole = payload.value;
  const name = parts.names.find((one) => one in whole);
  if (name === undefined) return refused(`${parts.endpoint} without ${parts.names[0]}`, whole);
  const rows = whole[name];
  if (rows !== null && !isRow(rows)) return refused(`${parts.endpoint}: ${name} are not by symbol`, rows);
  return { ...translateBySymbol(rows, parts.read), followUps: nextPage(parts.endpoint, whole, context) };
}

export function translateBars(reading: Omit<BarReading, 'receivedTime'> & { readonly endpoint: string }) {
  return (payload: Payload, context: Context): Translation =>
    translateNamed(payload, context, {
      endpoint: reading.endpoint,
      names: ['bars'],
      read: (row, subject) => readBar(row, subject, { ...reading, receivedTime: context.receivedTime }),
    });
}

export function translateQuotes(endpoint: string) {
  return (payload: Payload, context: Context): Translation =>
    translateNamed(payload, context, { endpoint, names: ['quotes', 'quote'], read: readQuote });
}

export function translateTrades(endpoint: string) {
  return (payload: Payload, context: Context): Translation =>
    translateNamed(payload, context, { endpoint, names: ['trades', 'trade'], read: readTrade });
}

/**
 * Everything about each stock on IEX at once: last trade and quote, the running minute and day, the day before. Of the days
 * only the quote tells: as bars they would stand in the place of the whole market's.
 */
export function translateSnapshots(payload: Payload, context: Pick<RequestContext, 'receivedTime'>): Translation {
  if (payload.kind !== 'json' || !isRow(payload.value)) return refused('snapshots are no JSON object', payload);
  return translateBySymbol(payload.value, (row, subject) => readSnapshot(row, subject, context.receivedTime));
}

function readSnapshot(row: Row, subject: string, receivedTime: number): readonly DraftFact[] | string {
  const part = <Result>(name: string, read: (row: Row) => Result): Result | null => {
    const value = row[name];
    return isRow(value) ? read(value) : null;
  };
  const iex = { wholeMarket: false, receivedTime };
  const quote = part('latestQuote', (one) => readQuote(one, subject));
  const trade = part('latestTrade', (one) => readTrade(one, subject));
  const minute = part('minuteBar', (one) => readBar(one, subject, { ...iex, intervalMs: 60_000 }));
  const day = part('dailyBar', (one) => readBar(one, subject, { ...iex, intervalMs: 86_400_000 }));
  const before = part('prevDailyBar', (one) => readBar(one, subject, { ...iex, intervalMs: 86_400_000 }));
  const parts = [quote, trade, minute, day, before];
  const refusal = parts.find((one) => typeof one === 'string');
  if (typeof refusal === 'string') return refusal;
  const [told, sold, today, yesterday] = [quote, trade, day, before] as readonly (DraftFact | null)[];
  const eventTime = Math.max(told?.eventTime ?? 0, sold?.eventTime ?? 0);
  if (eventTime === 0) return `${subject} has neither trade nor quote`;
  const whole: DraftFact<'quote'> = {
    kind: 'quote',
    subject,
    key: String(eventTime),
    eventTime,
    body: {
      ...(told?.kind === 'quote' ? told.body : emptyQuote),
      ...(sold?.kind === 'trade' && !sold.body.cancelled ? { last: sold.body.price, lastSize: sold.body.size } : {}),
      ...(today?.kind === 'bar' ? { open: today.body.open, high: today.body.high, low: today.body.low } : {}),
      previousClose: previousClose(today ?? null, yesterday ?? null),
    },
  };
  return minute === null || typeof minute === 'string' ? [whole] : [whole, minute];
}

function previousClose(today: DraftFact | null, yesterday: DraftFact | null): number | null {
  if (today?.kind !== 'bar' || yesterday?.kind !== 'bar') return null;
  return yesterday.body.start < today.body.start ? yesterday.body.close : null;
}
