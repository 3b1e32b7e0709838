import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../../tests/support/translated.ts';
import { judgeTradier } from './judge-tradier.ts';
import { translateTimesales } from './tradier-bars.ts';
import { translateExpirations } from './tradier-chain.ts';
import { readEvents } from './tradier-stream.ts';
import { tradier } from './tradier.vendor.ts';

const now = Date.UTC(2026, 9, 8, 16);
const encoded = (body: string) => new TextEncoder().encode(body);
const judge = (status: number, body: string) => judgeTradier({ status, headers: {}, body: encoded(body) });

describe('answers', () => {
  test.each([
    [400, 'Invalid parameter, symbol: is required', 'bad-request'],
    [401, 'Invalid access token', 'unauthorised'],
    [
      500,
      '{"fault":{"faultstring":"Unexpected EOF","detail":{"errorcode":"messaging.adaptors.http.flow.UnexpectedEOF"}}}',
      'vendor-error',
    ],
    [
      429,
      '{"fault":{"faultstring":"Rate limit quota violation","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}',
      'rate-limited',
    ],
    [200, '{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.InvalidApiKey"}}}', 'unauthorised'],
    [200, '{"errors":{"error":["Backoffice rejected"]}}', 'bad-request'],
    [200, '<?xml version="1.0"?><quotes/>', 'unreadable'],
  ])('%s with %s', (status, body, code) => {
    expect(judge(status, body)).toMatchObject({ kind: 'failure', code });
  });

  test('nothing at all is empty', () => expect(judge(200, 'null')).toMatchObject({ kind: 'empty' }));
});

test('expirations come plain, detailed, alone or not at all', () => {
  const read = (expirations: unknown) =>
    translateExpirations(
      { kind: 'json', value: { expirations } },
      { symbol: 'SPY', tradingDate: '20261008' },
    ).followUps.map(({ parameters }) => parameters['expiry']);
  expect(read({ date: ['2026-10-16', '2026-10-09', '2026-10-02'] })).toEqual(['20261009', '20261016']);
  expect(read({ date: '2026-10-16' })).toEqual(['20261016']);
  expect(read({ expiration: { date: '2026-10-16', strikes: { strike: 660 } } })).toEqual(['20261016']);
  expect([read(null), read('null')]).toEqual([[], []]);
});

test('a minute whose two clocks disagree is refused', () => {
  const row = {
    time: '2026-10-08T10:00:00',
    timestamp: Date.UTC(2026, 9, 8, 15) / 1000,
    open: 1,
    high: 1,
    low: 1,
    close: 1,
    volume: 1,
  };
  const value = { series: { data: row } };
  const { facts, refusals } = translateTimesales({ kind: 'json', value }, { symbol: 'SPY', receivedTime: now });
  expect([facts.length, refusals[0]?.reason]).toEqual([0, 'SPY has a minute whose two clocks disagree']);
});

describe('events', () => {
  const sale = (change: object) =>
    JSON.stringify({
      type: 'timesale',
      symbol: 'BRK/B',
      exch: 'Q',
      last: '492.5',
      size: '10',
      date: '1791475200000',
      seq: 5,
      flag: '',
      ...change,
    });

  test('come a line each or without any break between them', () => {
    const two = [sale({}), sale({ seq: 6 })];
    for (const frame of [two.join('\n'), two.join(''), encoded(two.join('\n'))]) {
      const facts = readEvents(frame, now).flatMap((message) => (message.kind === 'facts' ? message.facts : []));
      expect(factsOf(facts, 'trade').map(({ subject, key }) => `${subject} ${key}`)).toEqual([
        'BRK.B 20261008:5',
        'BRK.B 20261008:6',
      ]);
    }
  });

  test('numbers are texts or numbers, and a quiet line is a heartbeat', () => {
    expect(readEvents(sale({ last: 492.5, size: 10 }), now)[0]).toMatchObject({ facts: [{ body: { price: 492.5 } }] });
    expect(readEvents('\n', now)).toEqual([{ kind: 'control', reply: null }]);
  });

  test('a cancelled sale is told again and marked, a corrected one is said, not counted', () => {
    const facts = [sale({}), sale({ cancel: true })]
      .flatMap((frame) => readEvents(frame, now))
      .flatMap((message) => ('facts' in message ? message.facts : []));
    expect(factsOf(facts, 'trade').map(({ key, body }) => [key, body.cancelled])).toEqual([
      ['20261008:5', false],
      ['20261008:5', true],
    ]);
    expect(readEvents(sale({ correction: true }), now)[0]).toMatchObject({
      facts: [],
      refusals: [{ reason: 'BRK.B corrects a sale with 5' }],
    });
  });

  test('an option keeps its contracts, a stock counts in lots', () => {
    const quote = (symbol: string) =>
      readEvents(
        JSON.stringify({ type: 'quote', symbol, bid: 1, bidsz: 3, ask: 2, asksz: 4, biddate: '1791475200000' }),
        now,
      )[0];
    expect(quote('SPY')).toMatchObject({ facts: [{ body: { bidSize: 300 } }] });
    expect(quote('SPY261016C00660000')).toMatchObject({ facts: [{ body: { bidSize: 3 } }] });
  });
});

test('all symbols are joined in one message, which replaces the last', () => {
  const [stream] = tradier.streams;
  const [frame = '{}'] = stream?.join(stream.topics(['SPY', 'BRK.B']), { sessionid: 'abc' }) ?? [];
  expect(JSON.parse(frame)).toMatchObject({
    symbols: ['SPY', 'BRK/B'],
    sessionid: 'abc',
    linebreak: true,
    validOnly: true,
  });
  expect([stream?.joins, stream?.leave([], {})]).toEqual(['whole', []]);
});

test("the socket's address follows from the session's", () => {
  const value = { stream: { url: 'https://stream.tradier.com/v1/markets/events', sessionid: 'abc' } };
  const [socket, longAnswer] = tradier.streams.map((stream) => stream.session?.({ kind: 'json', value }));
  expect(socket).toMatchObject({ ok: true, value: { url: 'wss://ws.tradier.com/v1/markets/events' } });
  expect(longAnswer).toMatchObject({ ok: true, value: { url: value.stream.url, parameters: { sessionid: 'abc' } } });
});
