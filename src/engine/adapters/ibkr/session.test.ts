import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import type { Quote } from '../../domain/quote.ts';
import { createWorldClock } from '../system/world-clock.ts';
import { createIbkrMarketData } from './market-data.ts';
import { IbkrSession } from './session.ts';
import type { SessionTimings } from './session-timings.ts';
import { frameOf, startScriptedTws, type Script, type ScriptedTws } from './testing/scripted-tws.ts';

const clock = createWorldClock();
const open: { close(): unknown }[] = [];
const quick: Partial<SessionTimings> = {
  settleMs: 5,
  backoffMs: [20],
  connectMs: 400,
  idInUseMs: 5_000,
  farmCheckMs: 50,
};

afterEach(async () => {
  for (const closable of open.splice(0).reverse()) await closable.close();
});

async function connected(script: Script, timings: Partial<SessionTimings> = {}) {
  const tws = await startScriptedTws(script);
  open.push(tws);
  const session = new IbkrSession({
    host: '127.0.0.1',
    port: tws.port,
    clientId: 7,
    clock,
    log: keptLog(),
    timings: { ...quick, ...timings },
  });
  open.push(session);
  const market = createIbkrMarketData(session, { clock });
  return { tws, session, market };
}

async function ready(script: Script = {}, timings: Partial<SessionTimings> = {}) {
  const all = await connected({ answer: answerTime, ...script }, timings);
  all.session.start();
  await eventually(() => expect(all.session.connection().phase).toBe('ready'));
  return all;
}

function answerTime(message: readonly string[], tws: ScriptedTws): void {
  if (message[0] === '49') tws.say(49, 1, 1_700_000_000);
}

function spy() {
  const quotes: Quote[] = [];
  const problems: (string | null)[] = [];
  return {
    quotes,
    problems,
    listener: {
      onQuote: (quote: Quote) => void quotes.push(quote),
      onProblem: (failure: { code: string } | null) => void problems.push(failure?.code ?? null),
    },
  };
}

const apple = {
  id: 'AAPL.STK',
  symbol: 'AAPL',
  secType: 'STK',
  exchange: 'SMART',
  primaryExchange: 'NASDAQ',
  currency: 'USD',
  multiplier: 1,
  minTick: 0.01,
  expiry: '',
  strike: null,
  right: null,
  tradingClass: 'NMS',
  conId: 265_598,
  name: '',
} as const;

/** Request id of the n-th message with this message id. */
function requestId(tws: ScriptedTws, messageId: string, field: number, nth = 0): string {
  return tws.heard.filter((message) => message[0] === messageId)[nth]?.[field] ?? '';
}

describe('connecting', () => {
  test('becomes ready after accounts and order id, and says where', async () => {
    const { session } = await ready();
    expect(session.accounts()).toEqual(['DU1234567']);
    expect(session.nextOrderId()).toBe(42);
    expect(session.connection().detail).toMatch(/^TWS connected \d\d:\d\d:\d\d ET$/);
  });

  test('a server that accepts and stays silent is given up and said so', async () => {
    const { session } = await connected({ greet: false }, { connectMs: 60 });
    session.start();
    await eventually(() => expect(session.connection().failure?.message).toMatch(/says nothing/));
  });

  test('what is not TWS is refused without reading further', async () => {
    const { session, tws } = await connected({ greet: false });
    session.start();
    await eventually(() => expect(tws.connections()).toBe(1));
    tws.raw(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await eventually(() => expect(session.connection().failure?.message).toMatch(/does not speak/));
  });

  test('a taken client id is named and not asked for again soon', async () => {
    const { session, tws } = await connected({
      started: (server) => {
        server.say(4, 2, -1, 326, 'Unable to connect as the client id is already in use.', '');
        server.drop();
      },
    });
    session.start();
    await eventually(() => expect(session.connection().failure?.code).toBe('client-id-in-use'));
    expect(session.connection().detail).toContain('client id 7');
    expect(tws.connections()).toBe(1);
  });

  test('a reset is followed by a new connection that restores the subscriptions, data type first', async () => {
    const { tws, market, session } = await ready();
    const quotes = spy();
    market.quotes(apple, quotes.listener);
    await eventually(() => expect(requestId(tws, '1', 2)).not.toBe(''));
    tws.heard.length = 0;
    tws.drop();
    await eventually(() => expect(requestId(tws, '1', 2)).not.toBe(''));
    expect(tws.heard.map((message) => message[0]).filter((id) => id === '59' || id === '1')).toEqual(['59', '1']);
    expect(quotes.problems).toContain('not-connected');
    expect(session.statistics().reconnects).toBe(1);
  });

  test('a half-open connection is found by its silence', async () => {
    const { session } = await ready({ answer: () => undefined }, { pingMs: 20, pingDeadlineMs: 40 });
    await eventually(() => expect(session.connection().failure?.message ?? '').toMatch(/half-open/));
  });

  test('a port that refuses is tried again and shown as disconnected', async () => {
    const { session, tws } = await connected({});
    await tws.close();
    session.start();
    await eventually(() => expect(session.connection().attempts).toBeGreaterThan(2));
    expect(session.connection().failure?.message).toMatch(/ECONNREFUSED/);
  });
});

describe('nothing stale is sent', () => {
  test('calls while disconnected answer not-connected and never reach the next connection', async () => {
    const { session, tws } = await connected({ answer: answerTime });
    const refused = session.call({ urgent: true }, (api) => api.cancelOrder(1, { extOperator: '' }));
    expect(refused).toMatchObject({ ok: false, failure: { code: 'not-connected' } });
    session.start();
    await eventually(() => expect(session.connection().phase).toBe('ready'));
    await eventually(() => expect(tws.heard.some((message) => message[0] === '49')).toBe(true));
    expect(tws.heard.some((message) => message[0] === '4')).toBe(false);
  });

  test('a queue cut off by a disconnect does not disturb the next handshake', async () => {
    const { session, tws } = await ready();
    for (let id = 0; id < 200; id += 1) session.call({ priority: 9 }, (api) => api.reqMarketRule(id));
    tws.drop();
    await eventually(() => expect(session.connection().phase).not.toBe('ready'));
    await eventually(() => expect(session.connection().phase).toBe('ready'));
    expect(tws.heard.filter((message) => message[0] === '91').length).toBeLessThan(60);
  });

  test('an order overtakes a full queue', async () => {
    const { session, tws } = await ready();
    for (let id = 0; id < 200; id += 1) session.call({ priority: 9 }, (api) => api.reqMarketRule(id));
    session.call({ urgent: true }, (api) => api.cancelOrder(5, { extOperator: '' }));
    await eventually(() => expect(tws.heard.some((message) => message[0] === '4')).toBe(true), { timeoutMs: 500 });
    expect(tws.heard.filter((message) => message[0] === '91').length).toBeLessThan(45);
  });
});

describe('quotes', () => {
  test('sizes of zero, decimals and unset values are told apart', async () => {
    const { tws, market } = await ready();
    const seen = spy();
    market.quotes(apple, seen.listener);
    await eventually(() => expect(requestId(tws, '1', 2)).not.toBe(''));
    const id = requestId(tws, '1', 2);
    tws.say(1, 6, id, 1, '187.25', '0', 1);
    tws.say(1, 6, id, 2, '187.26', '100.5', 1);
    tws.say(1, 6, id, 9, '-1', '0', 0);
    tws.say(2, 6, id, 8, '1.7976931348623157E308');
    await eventually(() =>
      expect(seen.quotes.at(-1)).toMatchObject({ bid: 187.25, bidSize: 0, ask: 187.26, askSize: 100.5, close: null }),
    );
    expect(seen.quotes.at(-1)?.volume).toBeNull();
  });

  test('one quote a chunk, however many ticks it held', async () => {
    const { tws, market } = await ready();
    const seen = spy();
    market.quotes(apple, seen.listener);
    await eventually(() => expect(requestId(tws, '1', 2)).not.toBe(''));
    const id = requestId(tws, '1', 2);
    tws.raw(Buffer.concat([1, 2, 4].map((type) => frameOf([1, 6, id, type, '10.5', '3', 0]))));
    await eventually(() => expect(seen.quotes.at(-1)?.last).toBe(10.5));
    expect(seen.quotes).toHaveLength(1);
  });

  test('delayed data is shown and marked, 354 is a problem of that line alone', async () => {
    const { tws, market } = await ready();
    const seen = spy();
    const other = spy();
    market.quotes(apple, seen.listener);
    market.quotes({ ...apple, id: 'X.STK', symbol: 'X' }, other.listener);
    await eventually(() => expect(requestId(tws, '1', 2, 1)).not.toBe(''));
    tws.say(4, 2, requestId(tws, '1', 2, 1), 354, 'Requested market data is not subscribed.', '');
    const id = requestId(tws, '1', 2);
    tws.say(4, 2, id, 10_167, 'Requested market data is not subscribed. Displaying delayed market data.', '');
    tws.say(58, 1, id, 3);
    tws.say(1, 6, id, 66, '100', '5', 0);
    await eventually(() => expect(seen.quotes.at(-1)).toMatchObject({ bid: 100, dataType: 'delayed' }));
    expect(seen.problems).toContain('delayed-only');
    expect(other.problems).toEqual(['no-entitlement']);
  });

  test('1101 opens every line again, 1102 none; both show the outage', async () => {
    const { tws, market, session } = await ready();
    market.quotes(apple, spy().listener);
    await eventually(() => expect(requestId(tws, '1', 2)).not.toBe(''));
    tws.say(4, 2, -1, 1100, 'Connectivity between IB and TWS has been lost.', '');
    await eventually(() => expect(session.connection().phase).toBe('degraded'));
    tws.say(4, 2, -1, 1102, 'Restored, data maintained.', '');
    await eventually(() => expect(session.connection().phase).toBe('ready'));
    expect(tws.heard.filter((message) => message[0] === '1')).toHaveLength(1);
    tws.say(4, 2, -1, 1101, 'Restored, data lost.', '');
    await eventually(() => expect(tws.heard.filter((message) => message[0] === '1')).toHaveLength(2));
  });

  test('a line that stays silent after its farm came back is opened again', async () => {
    const { tws, market } = await ready();
    market.quotes(apple, spy().listener);
    await eventually(() => expect(requestId(tws, '1', 2)).not.toBe(''));
    tws.say(4, 2, -1, 2103, 'Market data farm connection is broken:usfarm', '');
    tws.say(4, 2, -1, 2104, 'Market data farm connection is OK:usfarm', '');
    await eventually(() => expect(tws.heard.filter((message) => message[0] === '1')).toHaveLength(2));
    expect(requestId(tws, '1', 2, 1)).not.toBe(requestId(tws, '1', 2, 0));
  });
});

describe('what TWS may throw at the decoder', () => {
  test('a malformed reject, a short frame and a frame without its NUL cost nothing after them', async () => {
    const { tws, session } = await ready();
    const errors: number[] = [];
    session.onOrderError((_, code) => void errors.push(code));
    tws.say(4, 2, 12, 201, 'Order rejected', '{"broken": ');
    tws.raw(frameOf([1, 6]));
    tws.raw(Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from('53')]));
    tws.say(5, 1);
    tws.say(4, 2, 13, 202, 'Order Canceled - reason:', '');
    await eventually(() => expect(errors).toEqual([201, 202]));
    expect(session.statistics().faults).toBeGreaterThanOrEqual(3);
    expect(session.connection().phase).toBe('ready');
  });

  test('20,000 bars byte by byte at the seams decode in linear time', async () => {
    const { tws, market } = await ready();
    const asked = market.history({
      instrument: apple,
      kind: 'TRADES',
      interval: '1m',
      endMs: null,
      count: 30_000,
      regularHoursOnly: true,
      priority: 0,
    });
    await eventually(() => expect(requestId(tws, '20', 1)).not.toBe(''));
    const rows = Array.from({ length: 20_000 }, (_, n) => [1_700_000_000 + n * 60, 1.5, 2, 1, 1.75, '10.5', 1.6, 3]);
    const frame = frameOf([17, requestId(tws, '20', 1), '', '', rows.length, ...rows.flat()]);
    const started = performance.now();
    tws.raw(frame.subarray(0, 3));
    tws.raw(frame.subarray(3));
    const answer = await asked;
    expect(answer.ok && answer.value.length).toBe(20_000);
    expect(answer.ok && answer.value[0]).toMatchObject({ open: 1.5, high: 2, low: 1, close: 1.75, volume: 10.5 });
    expect(performance.now() - started).toBeLessThan(2_500);
  });
});

describe('depth', () => {
  test('insert, update, delete by position; 317 clears the book', async () => {
    const { tws, market } = await ready();
    const books: { bids: readonly { price: number }[]; gap: boolean }[] = [];
    market.depth(apple, 5, { onBook: (book) => void books.push(book), onProblem: () => undefined });
    await eventually(() => expect(requestId(tws, '10', 2)).not.toBe(''));
    const id = requestId(tws, '10', 2);
    tws.say(13, 1, id, 0, 'ARCA', 0, 1, '10', '100', 1);
    tws.say(13, 1, id, 0, 'NSDQ', 0, 1, '10.01', '5', 1);
    tws.say(13, 1, id, 1, 'ARCA', 1, 1, '9.99', '50', 1);
    await eventually(() => expect(books.at(-1)?.bids.map((level) => level.price)).toEqual([10.01, 9.99]));
    tws.say(13, 1, id, 0, 'NSDQ', 2, 1, '0', '0', 1);
    await eventually(() => expect(books.at(-1)?.bids.map((level) => level.price)).toEqual([9.99]));
    tws.say(4, 2, id, 317, 'Market depth data has been RESET.', '');
    await eventually(() => expect(books.at(-1)).toMatchObject({ bids: [], gap: true }));
  });
});
