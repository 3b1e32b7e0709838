import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../../tests/support/translated.ts';
import { translateSnapshots } from './alpaca-market-data.ts';
import { readBar, readQuote } from './alpaca-prints.ts';
import { readFrame } from './alpaca-stream.ts';
import { judgeAlpaca, readAlpacaBudget } from './judge-alpaca.ts';

const now = Date.UTC(2026, 9, 8, 16);
const frame = (...events: readonly object[]) => readFrame(JSON.stringify(events), now);

describe('prints', () => {
  const quote = (t: string, symbol = 'SPY') => readQuote({ t, bp: 660.1, bs: 3, ap: 660.2, as: 4 }, symbol);

  test('sizes were lots until November 2025, are not known since, and are contracts for options', () => {
    expect(quote('2025-10-31T15:00:00.123456789Z')).toMatchObject({
      eventTime: Date.UTC(2025, 9, 31, 15, 0, 0, 123),
      body: { bidSize: 300 },
    });
    expect(quote('2025-11-03T15:00:00Z')).toMatchObject({ body: { bidSize: null, askSize: null } });
    expect(quote('2026-10-08T15:00:00Z', 'SPY261016C00660000')).toMatchObject({
      body: { bidSize: 3, delayMs: 900_000 },
    });
  });

  test('an offset of New York and UTC are the same instant', () => {
    const [one, two] = ['2026-10-08T11:00:00-04:00', '2026-10-08T15:00:00Z'].map((t) => quote(t));
    expect(typeof one === 'string' || typeof two === 'string' ? null : one?.eventTime === two?.eventTime).toBe(true);
    expect(quote('2026-10-08T15:00:00')).toBe('SPY has a quote without a time');
  });

  test('a day begins at midnight in New York, in winter and in summer', () => {
    const day = (t: string) =>
      readBar({ t, o: 1, h: 2, l: 1, c: 2, v: 100 }, 'SPY', {
        intervalMs: 86_400_000,
        wholeMarket: true,
        receivedTime: now,
      });
    expect(day('2026-01-15T05:00:00Z')).toMatchObject({ body: { start: Date.UTC(2026, 0, 15), volume: 100 } });
    expect(day('2026-07-15T04:00:00Z')).toMatchObject({ body: { start: Date.UTC(2026, 6, 15) } });
  });
});

describe('a snapshot', () => {
  const SPY = {
    latestTrade: { t: '2026-10-08T15:59:59Z', p: 660, s: 1, x: 'V', i: 1 },
    minuteBar: { t: '2026-10-08T15:58:00Z', o: 659, h: 661, l: 658, c: 660, v: 10 },
    dailyBar: { t: '2026-10-08T04:00:00Z', o: 655, h: 662, l: 654, c: 660, v: 900 },
    prevDailyBar: { t: '2026-10-07T04:00:00Z', o: 650, h: 657, l: 649, c: 656.5, v: 90_000 },
  };
  const { facts } = translateSnapshots({ kind: 'json', value: { SPY } }, { receivedTime: now });

  test('of IEX tells its days in the quote alone: a bar of them would replace the whole market’s', () => {
    expect(factsOf(facts, 'bar').map(({ body }) => body.intervalMs)).toEqual([60_000]);
    expect(factsOf(facts, 'quote')[0]?.body).toMatchObject({ open: 655, high: 662, low: 654, previousClose: 656.5 });
  });
});

describe('the stream', () => {
  test.each([
    [400, 'bad-request'],
    [401, 'unauthorised'],
    [402, 'unauthorised'],
    [404, 'timeout'],
    [405, 'not-entitled'],
    [406, 'rate-limited'],
    [407, 'vendor-error'],
    [409, 'not-entitled'],
    [410, 'bad-request'],
    [500, 'vendor-error'],
    [999, 'vendor-error'],
  ])('error %s is %s', (code, meaning) => {
    expect(frame({ T: 'error', code, msg: 'words' })).toEqual([
      { kind: 'refused', code: meaning, message: `Alpaca ${code}: words` },
    ]);
  });

  test.each([
    ['H', true],
    ['T', false],
    ['2', true],
    ['3', false],
  ])('status %s means halted: %s', (sc, halted) => {
    const status = { T: 's', S: 'AAPL', sc, sm: 'Status', rm: 'News', t: '2026-10-08T16:00:00Z', z: 'C' };
    expect(frame(status)[0]).toMatchObject({ facts: [{ kind: 'trading-status', body: { halted, reason: 'News' } }] });
  });

  test('a cancelled trade is the same trade, taken back; one without a price is refused', () => {
    const trade = { S: 'AAPL', i: 5, x: 'V', p: 226, s: 10, t: '2026-10-08T16:00:00Z' };
    const facts = frame({ T: 't', ...trade, c: ['@'] }, { T: 'x', ...trade, a: 'C' }).flatMap((message) =>
      message.kind === 'facts' ? message.facts : [],
    );
    expect(factsOf(facts, 'trade').map(({ key, body }) => [key, body.cancelled])).toEqual([
      ['20261008:V:5', false],
      ['20261008:V:5', true],
    ]);
    expect(frame({ T: 'x', S: 'AAPL', i: 5, x: 'V', t: '2026-10-08T16:00:00Z' })[0]).toMatchObject({
      refusals: [{ reason: 'AAPL has a trade without price or size' }],
    });
  });

  test('an unknown status is said, not guessed', () => {
    expect(frame({ T: 's', S: 'AAPL', sc: 'Z', t: '2026-10-08T16:00:00Z' })[0]).toMatchObject({
      refusals: [{ reason: 'AAPL has the unknown status Z' }],
    });
  });

  test('a minute told again keeps its key', () => {
    const bar = { S: 'SPY', o: 1, h: 2, l: 1, c: 2, v: 10, t: '2026-10-08T15:59:00Z' };
    const facts = frame({ T: 'b', ...bar }, { T: 'u', ...bar, c: 1.9 }).flatMap((message) =>
      message.kind === 'facts' ? message.facts : [],
    );
    expect(new Set(facts.map(({ key }) => key)).size).toBe(1);
    expect(factsOf(facts, 'bar').map(({ body }) => [body.close, body.volume])).toEqual([
      [2, null],
      [1.9, null],
    ]);
  });

  test('a day of IEX is no bar', () => {
    const bar = { S: 'SPY', o: 1, h: 2, l: 1, c: 2, v: 10, t: '2026-10-08T04:00:00Z' };
    expect(frame({ T: 'd', ...bar })).toEqual([{ kind: 'control', reply: null }]);
  });

  test('what is no list of events is unknown', () => {
    expect(readFrame('{"T":"t"}', now)).toMatchObject([{ kind: 'unknown' }]);
    expect(frame({ T: 'l', S: 'SPY' })).toMatchObject([{ kind: 'unknown' }]);
  });
});

describe('answers', () => {
  const judge = (status: number, body: string) =>
    judgeAlpaca({ status, headers: {}, body: new TextEncoder().encode(body) });

  test.each([
    [403, '{"message":"forbidden."}', 'unauthorised'],
    [401, '{"message":"unauthorized."}', 'unauthorised'],
    [403, '{"code":40310000,"message":"subscription does not permit"}', 'not-entitled'],
    [422, '{"code":42210000,"message":"invalid"}', 'bad-request'],
    [429, 'too many requests', 'rate-limited'],
    [404, '{"code":40410000,"message":"not found"}', 'not-found'],
  ])('%s with %s', (status, body, code) => {
    expect(judge(status, body)).toMatchObject({ kind: 'failure', code });
  });

  test('say what is left of the minute', () => {
    const headers = {
      date: 'Thu, 08 Oct 2026 16:00:10 GMT',
      'x-ratelimit-limit': '200',
      'x-ratelimit-remaining': '150',
      'x-ratelimit-reset': String(Date.UTC(2026, 9, 8, 16, 0, 40) / 1000),
    };
    expect(readAlpacaBudget({ status: 200, headers, body: new Uint8Array() })).toMatchObject({
      minuteLimit: 200,
      minuteUsed: 50,
      minuteResetMs: 30_000,
    });
  });
});
