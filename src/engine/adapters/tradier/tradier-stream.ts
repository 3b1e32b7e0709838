import type { DraftFact } from '../../domain/facts/fact.ts';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import { wallTime } from '../../domain/time.ts';
import type {
  Payload,
  Refusal,
  Stream,
  StreamMessage,
  StreamSession,
  StreamTopic,
  VendorFailureCode,
} from '../../ports/vendor.ts';
import { readEpoch } from '../vendor-kit/dates.ts';
import { stream } from '../vendor-kit/define.ts';
import { readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { isRow, sampleOf, textOf, type Row } from '../vendor-kit/rows.ts';
import { noSides, noTrades } from '../vendor-kit/untold-quote.ts';
import { lotSize, readTradierSymbol, spellTradier } from './tradier-symbols.ts';

/** `timesale` names each print once; `trade` and `tradex` would tell them again. */
const filter = ['quote', 'summary', 'timesale'];

/** Objects of a frame, a line each; without line breaks they follow each other directly. */
export function streamObjects(text: string): readonly unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap(
    (line) => parsed(line) ?? line.split(/(?<=\})\s*(?=\{)/).flatMap((part) => parsed(part) ?? [part]),
  );
}

function parsed(text: string): readonly unknown[] | null {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    return null;
  }
}

export function readEvents(frame: string | Uint8Array, receivedTime: number): readonly StreamMessage[] {
  const text = typeof frame === 'string' ? frame : new TextDecoder().decode(frame);
  // Bare line breaks keep a quiet connection open.
  if (text.trim() === '') return [{ kind: 'control', reply: null }];
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  const others: StreamMessage[] = [];
  for (const event of streamObjects(text)) {
    const read = isRow(event) ? readEvent(event, receivedTime) : null;
    if (read === null) others.push({ kind: 'unknown', sample: sampleOf(event) });
    else if (typeof read === 'string') refusals.push({ reason: read, sample: sampleOf(event) });
    else if ('refused' in read) others.push({ kind: 'refused', code: 'unauthorised', message: read.refused });
    else facts.push(read);
  }
  return facts.length + refusals.length === 0 ? others : [{ kind: 'facts', facts, refusals }, ...others];
}

type Read = DraftFact | { readonly refused: string } | string | null;

function readEvent(event: Row, receivedTime: number): Read {
  if (event['error'] !== undefined) return { refused: `Tradier ended the session: ${textOf(event['error'])}` };
  const subject = readTradierSymbol(event['symbol']);
  if (subject === '') return null;
  if (event['type'] === 'quote') return readQuote(event, subject);
  if (event['type'] === 'summary') return readSummary(event, subject, receivedTime);
  if (event['type'] === 'timesale') return readSale(event, subject);
  return event['type'] === 'trade' || event['type'] === 'tradex' ? readTrade(event, subject) : null;
}

function readQuote(event: Row, subject: string): Read {
  const numbers = readNumbers(event, ['bid', 'ask', 'bidsz', 'asksz']);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  const { bid, ask, bidsz, asksz } = numbers;
  const eventTime = Math.max(readEpoch(event['biddate']) ?? 0, readEpoch(event['askdate']) ?? 0);
  if (eventTime === 0 || (bid ?? 0) < 0 || (ask ?? 0) < 0) return `${subject} has a quote without a time or below 0`;
  const quoted = (bid ?? 0) > 0 || (ask ?? 0) > 0;
  const lot = lotSize(subject);
  const body = {
    ...noTrades,
    bid: quoted ? bid : null,
    ask: zeroIsMissing(ask),
    bidSize: quoted && bidsz !== null ? bidsz * lot : null,
    askSize: quoted && asksz !== null ? asksz * lot : null,
    delayMs: 0,
  };
  return { kind: 'quote', subject, key: String(eventTime), eventTime, body };
}

/** The day's range as it changes; it carries no time of its own. */
function readSummary(event: Row, subject: string, receivedTime: number): Read {
  const numbers = readNumbers(event, ['open', 'high', 'low', 'prevClose']);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  const { open, high, low, prevClose } = numbers;
  const range = { open: zeroIsMissing(open), high: zeroIsMissing(high), low: zeroIsMissing(low) };
  const body = { ...noSides, ...noTrades, ...range, previousClose: zeroIsMissing(prevClose), delayMs: 0 };
  return { kind: 'quote', subject, key: `summary:${receivedTime}`, eventTime: receivedTime, body };
}

/**
 * Whether a sale that is taken back comes under its own number is not documented: marked as cancelled it does no harm
 * under another. A corrected one would count twice.
 */
function readSale(event: Row, subject: string): Read {
  if (event['correction'] === true) return `${subject} corrects a sale with ${textOf(event['seq'])}`;
  const sequence = textOf(event['seq']);
  const price = readNumbers(event, ['last', 'size']);
  if (typeof price === 'string') return `${subject}: ${price}`;
  return print({ event, subject, price: price.last, size: price.size, sequence, cancelled: event['cancel'] === true });
}

function readTrade(event: Row, subject: string): Read {
  const numbers = readNumbers(event, ['price', 'size']);
  if (typeof numbers === 'string') return `${subject}: ${numbers}`;
  return print({ event, subject, ...numbers, sequence: `v${textOf(event['cvol'])}`, cancelled: false });
}

function print(parts: {
  readonly event: Row;
  readonly subject: string;
  readonly price: number | null;
  readonly size: number | null;
  readonly sequence: string;
  readonly cancelled: boolean;
}): Read {
  const { event, subject, price, size, sequence, cancelled } = parts;
  const eventTime = readEpoch(event['date']);
  if (eventTime === null || price === null || price <= 0 || size === null || size < 0) {
    return `${subject} has a print without time, price or size`;
  }
  const flag = textOf(event['flag']);
  const body = { price, size, venue: textOf(event['exch']), conditions: flag === '' ? [] : [flag], cancelled };
  return { kind: 'trade', subject, key: `${wallTime(eventTime).date}:${sequence}`, eventTime, body };
}

type SessionAnswer = Outcome<{ readonly url: string; readonly parameters: StreamSession }, VendorFailureCode>;

function readSession(payload: Payload): SessionAnswer {
  const session = payload.kind === 'json' && isRow(payload.value) ? payload.value['stream'] : null;
  const id = isRow(session) ? textOf(session['sessionid']) : '';
  const url = isRow(session) ? textOf(session['url']) : '';
  if (id === '' || !/^https?:\/\//.test(url)) return fail('unreadable', 'Tradier opened no streaming session');
  return ok({ url, parameters: { sessionid: id } });
}

/** The answer names the address of the long answer; that of the socket is the same on the host `ws` and never told. */
function readSocketSession(payload: Payload): SessionAnswer {
  const session = readSession(payload);
  if (!session.ok) return session;
  const url = session.value.url.replace(/^http/, 'ws').replace('://stream.', '://ws.');
  return ok({ ...session.value, url });
}

const shared = {
  path: '/v1/markets/events',
  provides: ['quote', 'trade'],
  topics: (symbols: readonly string[]): readonly StreamTopic[] =>
    symbols.map((symbol) => ({ topic: spellTradier(symbol), symbol })),
  leave: () => [],
  joins: 'whole',
  read: (frame: string | Uint8Array, context: { readonly receivedTime: number }) =>
    readEvents(frame, context.receivedTime),
  sessionRequest: { method: 'POST', base: 'rest', path: '/v1/markets/events/session' },
  backfill: 'timesales',
} as const;

/** Tradier grants one session at a time: of the two ways, only one may be on. */
export const tradierStreams: readonly Stream[] = [
  stream({
    ...shared,
    id: 'market-events',
    connection: 'socket',
    title: 'Quotes and prints',
    session: readSocketSession,
    join: (topics, { sessionid = '' }) => [
      JSON.stringify({
        symbols: topics.map(({ topic }) => topic),
        sessionid,
        filter,
        linebreak: true,
        validOnly: true,
      }),
    ],
  }),
  stream({
    ...shared,
    id: 'market-events-http',
    connection: 'long-answer',
    title: 'Quotes and prints as a long answer',
    session: readSession,
    // The body of the request: its topics last as long as the answer.
    join: (topics, { sessionid = '' }) => [
      new URLSearchParams({
        symbols: topics.map(({ topic }) => topic).join(','),
        sessionid,
        filter: filter.join(','),
        linebreak: 'true',
        validOnly: 'true',
      }).toString(),
    ],
    enabled: false,
  }),
];
