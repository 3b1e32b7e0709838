import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Refusal, Stream, StreamMessage, StreamTopic, VendorFailureCode } from '../../ports/vendor.ts';
import { readInstant } from '../vendor-kit/dates.ts';
import { stream } from '../vendor-kit/define.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { isRow, sampleOf, textOf, type Row } from '../vendor-kit/rows.ts';
import { readBar, readQuote, readTrade } from './alpaca-prints.ts';

/** What each error number of the stream means to us. */
const errors: Readonly<Record<number, VendorFailureCode>> = {
  400: 'bad-request',
  401: 'unauthorised',
  402: 'unauthorised',
  403: 'bad-request',
  // The keys came too late, which says nothing of them.
  404: 'timeout',
  405: 'not-entitled',
  // The account's one connection is taken, by us a moment ago or by another program: worth another try later.
  406: 'rate-limited',
  407: 'vendor-error',
  408: 'not-entitled',
  409: 'not-entitled',
  410: 'bad-request',
  500: 'vendor-error',
};

const halting = new Map<string, boolean>([
  // Tapes A and B.
  ['2', true],
  ['3', false],
  ['5', true],
  // Tape C: halt, pause, quotation only, trading.
  ['H', true],
  ['P', true],
  ['Q', true],
  ['T', false],
]);

/** What an event says, in its order: facts and words about the connection; a text = why it says nothing. */
type Read = readonly (DraftFact | StreamMessage)[] | string;

function readStatus(row: Row, subject: string): Read {
  const eventTime = readInstant(row['t']);
  const halted = halting.get(textOf(row['sc']));
  if (eventTime === null) return `${subject} has a status without a time`;
  if (halted === undefined) return `${subject} has the unknown status ${textOf(row['sc'])}`;
  const reason = textOf(row['rm']) || textOf(row['sm']);
  return [{ kind: 'trading-status', subject, key: textOf(row['t']), eventTime, body: { halted, reason } }];
}

/** The print that did not happen, under its own key. */
function readCancel(row: Row, subject: string): DraftFact<'trade'> | string {
  return readTrade({ ...row, u: 'canceled' }, subject);
}

/** The right print, in place of the wrong one or, where it has a number of its own, beside the wrong one taken back. */
function readCorrection(row: Row, subject: string): Read {
  const { t, x } = row;
  const wrong = readCancel({ t, x, i: row['oi'], p: row['op'], s: row['os'], c: row['oc'] }, subject);
  // A wrong print that cannot be read has its place taken: standing beside the right one it would count as well.
  const number = typeof wrong === 'string' ? row['oi'] : (row['ci'] ?? row['oi']);
  const right = readTrade({ t, x, i: number, p: row['cp'], s: row['cs'], c: row['cc'] }, subject);
  if (typeof right === 'string') return right;
  return typeof wrong === 'string' || wrong.key === right.key ? [right] : [wrong, right];
}

const one = (read: DraftFact | string): Read => (typeof read === 'string' ? read : [read]);

function readSubscription(row: Row): readonly StreamMessage[] {
  const trades: readonly unknown[] = Array.isArray(row['trades']) ? row['trades'] : [];
  return trades.map((symbol) => ({
    kind: 'acknowledged' as const,
    topic: textOf(symbol),
    accepted: true,
    message: 'subscribed',
  }));
}

function readEvent(row: Row, receivedTime: number): Read {
  const type = textOf(row['T']);
  if (type === 'success') {
    return row['msg'] === 'authenticated'
      ? [{ kind: 'acknowledged', topic: '', accepted: true, message: 'authenticated' }]
      : [{ kind: 'control', reply: null }];
  }
  if (type === 'subscription') return readSubscription(row);
  if (type === 'error') {
    const code = readNumber(row['code']);
    const message = `Alpaca ${code ?? 'without a code'}: ${textOf(row['msg'])}`;
    return [{ kind: 'refused', code: errors[code ?? 0] ?? 'vendor-error', message }];
  }
  const subject = textOf(row['S']);
  if (subject === '') return [{ kind: 'unknown', sample: sampleOf(row) }];
  const iex = { wholeMarket: false, receivedTime };
  if (type === 't') return one(readTrade(row, subject));
  if (type === 'q') return one(readQuote(row, subject));
  // `u` is a minute told again with late trades: the same key, another body.
  if (type === 'b' || type === 'u') return one(readBar(row, subject, { ...iex, intervalMs: 60_000 }));
  // A day of IEX alone would stand in the place of the whole market's.
  if (type === 'd') return [{ kind: 'control', reply: null }];
  if (type === 's') return readStatus(row, subject);
  if (type === 'c') return readCorrection(row, subject);
  if (type === 'x') return one(readCancel(row, subject));
  return [{ kind: 'unknown', sample: sampleOf(row) }];
}

/** Every frame is a list, of one kind or of several. */
export function readFrame(frame: string | Uint8Array, receivedTime: number): readonly StreamMessage[] {
  const text = typeof frame === 'string' ? frame : new TextDecoder().decode(frame);
  let events: unknown;
  try {
    events = JSON.parse(text);
  } catch {
    return [{ kind: 'unknown', sample: sampleOf(text) }];
  }
  if (!Array.isArray(events)) return [{ kind: 'unknown', sample: sampleOf(text) }];
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  const others: StreamMessage[] = [];
  for (const event of events as readonly unknown[]) {
    const read: Read = isRow(event) ? readEvent(event, receivedTime) : [{ kind: 'unknown', sample: sampleOf(event) }];
    if (typeof read === 'string') refusals.push({ reason: read, sample: sampleOf(event) });
    else
      for (const part of read) {
        if ('eventTime' in part) facts.push(part);
        else others.push(part);
      }
  }
  return facts.length + refusals.length === 0 ? others : [{ kind: 'facts', facts, refusals }, ...others];
}

/** Corrections and cancellations come with trades by themselves. */
const channels = ['trades', 'quotes', 'bars', 'updatedBars', 'statuses'] as const;

function change(action: 'subscribe' | 'unsubscribe', topics: readonly StreamTopic[]): readonly string[] {
  if (topics.length === 0) return [];
  const symbols = topics.map(({ topic }) => topic);
  return [JSON.stringify({ action, ...Object.fromEntries(channels.map((channel) => [channel, symbols])) })];
}

export const alpacaStreams: readonly Stream[] = [
  stream({
    id: 'stocks-iex',
    title: 'Trades, quotes and minute bars of IEX',
    path: '/v2/iex',
    provides: ['trade', 'quote', 'bar', 'trading-status'],
    topics: (symbols) => symbols.map((symbol) => ({ topic: symbol, symbol })),
    // The free plan's 30 symbols.
    mostTopics: 30,
    greet: ({ key = '', secret = '' }) => [JSON.stringify({ action: 'auth', key, secret })],
    join: (topics) => change('subscribe', topics),
    leave: (topics) => change('unsubscribe', topics),
    read: (frame, { receivedTime }) => readFrame(frame, receivedTime),
    backfill: 'stock-bars-minute',
  }),
];
