import { afterAll, beforeAll, expect, test } from 'vitest';
import { tradier, tradierSandbox } from '../../../src/engine/adapters/tradier/tradier.vendor.ts';
import { instantOf } from '../../../src/engine/domain/time.ts';
import type { Stream } from '../../../src/engine/ports/vendor.ts';
import type { RunningEmulator } from '../../../src/engine/simulators/vendors/kit/emulator.ts';
import { tradierEmulator } from '../../../src/engine/simulators/vendors/tradier/tradier-emulator.ts';
import { askVendor } from '../../support/ask-vendor.ts';
import { eventually } from '../../support/eventually.ts';
import { joinStream } from '../../support/joined-stream.ts';
import { keptLog } from '../../support/silent-log.ts';
import { createSmallStory } from '../../support/small-story.ts';
import { expectSoundFacts, factsOf } from '../../support/translated.ts';

const story = createSmallStory(instantOf('20261008', 12 * 3600));
let server: RunningEmulator;

beforeAll(async () => {
  server = await tradierEmulator.start({ story, log: keptLog() });
});
afterAll(() => server.close());

function ask(
  endpoint: string,
  symbol = '',
  parts: { readonly symbols?: readonly string[]; readonly token?: string } = {},
) {
  const credentials = { token: parts.token ?? server.credentials['token'] ?? '' };
  const symbols = parts.symbols ?? ['SPY', 'BRK.B', 'VIX', 'ZZZZ'];
  return askVendor(
    { vendor: tradier, bases: server.bases, credentials, now: story.now(), symbols },
    { endpoint, symbol },
  );
}

test('quotes come in our spelling, in shares, and the unknown is named', async () => {
  const { facts, refusals } = await ask('quotes');
  expectSoundFacts(facts);
  expect(refusals.map(({ reason }) => reason)).toEqual(['Tradier does not know ZZZZ']);
  const [spy, brk, vix] = factsOf(facts, 'quote');
  expect(spy).toMatchObject({
    subject: 'SPY',
    body: { bid: 659.99, bidSize: 300, askSize: 500, last: 660, delayMs: 0 },
  });
  expect(brk?.subject).toBe('BRK.B');
  expect(vix?.body).toMatchObject({ bid: null, ask: null, bidSize: null, last: 17.4 });
});

test('one quote is an object and none is null, as XML would have it', async () => {
  expect(factsOf((await ask('quotes', '', { symbols: ['SPY'] })).facts, 'quote')).toHaveLength(1);
  expect(await ask('expirations', 'ZZZZ')).toMatchObject({ facts: [], refusals: [], requests: 1 });
  expect(await ask('history', 'ZZZZ')).toMatchObject({ facts: [], refusals: [] });
  expect(await ask('timesales', 'ZZZZ')).toMatchObject({ facts: [], refusals: [] });
});

test('expirations lead to the chains of all expiries', async () => {
  const { facts, refusals, requests } = await ask('expirations', 'SPX');
  expect(refusals).toEqual([]);
  expectSoundFacts(facts);
  const chains = factsOf(facts, 'chain-snapshot');
  expect(requests).toBe(4);
  expect(chains.map(({ key }) => key.slice(0, 8))).toEqual([
    ...new Set(story.chain('SPX').map(({ expiry }) => expiry)),
  ]);
  for (const { subject, body } of chains) {
    const options = story.chain('SPX').filter(({ expiry }) => expiry === body.expiries[0]);
    expect(subject).toBe('SPX');
    expect(body.strikes).toEqual(options.map(({ strike }) => strike));
    expect(body.volumes).toEqual(options.map(({ volume }) => volume));
    // Greeks that were not computed are missing, not zero.
    expect(body.deltas).toEqual(options.map(({ delta }) => (Math.abs(delta) < 0.002 ? null : delta)));
  }
});

test('bars carry the exchange day and the minute', async () => {
  const history = factsOf((await ask('history', 'SPY')).facts, 'bar');
  expect(history.at(-1)?.body).toMatchObject({ start: Date.UTC(2026, 9, 8), intervalMs: 86_400_000 });
  // The day still forms: it is known as of now.
  expect(history.at(-1)?.eventTime).toBe(story.now());
  const { facts, refusals } = await ask('timesales', 'SPY');
  expect(refusals).toEqual([]);
  const minutes = factsOf(facts, 'bar');
  expect(minutes).toHaveLength(150);
  expect(minutes[0]?.body.start).toBe(instantOf('20261008', 34_200));
});

test('the calendar agrees with the rules, and says where not', async () => {
  const { facts, refusals } = await ask('calendar');
  expect(refusals).toEqual([]);
  const days = factsOf(facts, 'exchange-day');
  expect(days).toHaveLength(31);
  expect(days.find(({ key }) => key === '20261010')?.body).toEqual({ date: '20261010', open: '', close: '' });
  expect(factsOf((await ask('clock')).facts, 'exchange-day')[0]?.body.close).toBe('1600');
});

test('a wrong token, a missing parameter, a full minute and XML each say so', async () => {
  expect((await ask('clock', '', { token: 'wrong' })).verdicts[0]).toMatch(/^unauthorised: .*Invalid Access Token/);
  expect((await ask('history')).verdicts[0]).toMatch(/^bad-request: HTTP 400: Missing parameter: symbol/);
  server.addFault({ fault: { kind: 'html' }, path: '', times: 1 });
  expect((await ask('clock')).verdicts[0]).toMatch(/^unreadable: expected JSON, got markup/);
});

test('the budget is read from the headers, whatever the unit of its end', () => {
  const head = (expiry: string) => ({
    status: 200,
    body: new Uint8Array(),
    headers: {
      date: 'Thu, 08 Oct 2026 16:00:10 GMT',
      'x-ratelimit-allowed': '120',
      'x-ratelimit-used': '7',
      'x-ratelimit-expiry': expiry,
    },
  });
  const endMs = Date.UTC(2026, 9, 8, 16, 1, 0);
  const reading = { minuteLimit: 120, minuteUsed: 7, minuteResetMs: 50_000, dayLimit: null, dayUsed: null };
  expect(tradier.budget.read(head(String(endMs)))).toEqual(reading);
  expect(tradier.budget.read(head(String(endMs / 1000)))).toEqual(reading);
});

test('the 121st request of a minute is refused until the minute ends', async () => {
  story.advance(60_000);
  const answers = await Promise.all(Array.from({ length: 121 }, () => ask('clock')));
  const over = answers.filter(({ verdicts }) => verdicts[0]?.startsWith('rate-limited'));
  expect(over).toHaveLength(1);
  expect(over[0]?.heads[0] && tradier.judge(over[0].heads[0])).toMatchObject({
    code: 'rate-limited',
    retryAfterMs: 60_000,
  });
  story.advance(60_000);
  expect((await ask('clock')).verdicts).toEqual(['payload']);
});

test('the sandbox says how late it is', () => {
  const row = { symbol: 'SPY', last: 660, bid: 659, ask: 661, trade_date: 1_557_168_406_000 };
  const value = { quotes: { quote: row } };
  const endpoint = tradierSandbox.endpoints.find(({ id }) => id === 'quotes');
  const context = { symbol: '', parameters: {}, receivedTime: 0, tradingDate: '20261008', headers: {} };
  const { facts } = endpoint?.translate({ kind: 'json', value }, context) ?? { facts: [] };
  expect(factsOf(facts, 'quote')[0]?.body.delayMs).toBe(900_000);
});

function streamOf(id: string): Stream {
  const found = tradier.streams.find((stream) => stream.id === id);
  if (!found) throw new Error(`no stream ${id}`);
  return found;
}

async function openSession(stream: Stream) {
  const { headers } = tradier.authorise(server.credentials);
  const response = await fetch(`${server.bases['rest']}${stream.sessionRequest?.path}`, { method: 'POST', headers });
  const session = stream.session?.({ kind: 'json', value: await response.json() });
  if (!session?.ok) throw new Error('no session');
  return session.value;
}

test('a socket tells quotes and prints, changes all its symbols at once, and ends with the next session', async () => {
  const stream = streamOf('market-events');
  const { url, parameters } = await openSession(stream);
  expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/v1\/markets\/events$/);
  const joined = await joinStream({ stream, url, session: parameters, receivedTime: story.now });
  joined.join(['SPY', 'BRK.B']);
  await eventually(() => expect(factsOf(joined.facts(), 'quote').map(({ subject }) => subject)).toContain('BRK.B'));
  const from = story.now();
  story.advance(40_000);
  const spy = (cancelled: boolean) =>
    factsOf(joined.facts(), 'trade').filter(({ subject, body }) => subject === 'SPY' && body.cancelled === cancelled);
  await eventually(() => expect(spy(false)).toHaveLength(80));
  expectSoundFacts(joined.facts());
  expect(spy(false).map(({ body }) => body.price)).toEqual(
    story.stockPrints('SPY', from, story.now()).map(({ price }) => price),
  );
  expect(new Set(spy(false).map(({ key }) => key)).size).toBe(80);
  const takenBack = story.cancelledPrints('SPY', from, story.now()).map(({ timeMs }) => timeMs);
  expect(takenBack.length).toBeGreaterThan(0);
  await eventually(() => expect(spy(true).map(({ eventTime }) => eventTime)).toEqual(takenBack));
  // A sale is taken back under its own number; one that was told before the symbol was joined is not here.
  const told = spy(true).filter(({ eventTime }) => eventTime >= from);
  expect(spy(false).map(({ key }) => key)).toEqual(expect.arrayContaining(told.map(({ key }) => key)));
  joined.join(['AAPL']);
  await eventually(() => expect(joined.facts().some(({ subject }) => subject === 'AAPL')).toBe(true));
  const top = factsOf(joined.facts(), 'quote').findLast(({ subject, body }) => subject === 'SPY' && body.bid !== null);
  expect(top?.body).toMatchObject({ bidSize: 300, askSize: 500 });
  const before = joined.facts().length;
  story.advance(2_000);
  await eventually(() => expect(joined.facts().length).toBeGreaterThan(before));
  expect(
    new Set(
      joined
        .facts()
        .slice(before)
        .map(({ subject }) => subject),
    ),
  ).toEqual(new Set(['AAPL']));
  expect(joined.messages.filter(({ kind }) => kind === 'unknown' || kind === 'refused')).toEqual([]);
  await openSession(stream);
  await eventually(() => expect(joined.closed()).toBe(true));
});

test('a session that is over is refused in words', async () => {
  const stream = streamOf('market-events');
  const { url } = await openSession(stream);
  const joined = await joinStream({ stream, url, session: { sessionid: 'old' }, receivedTime: story.now });
  joined.join(['SPY']);
  await eventually(() => expect(joined.messages[0]).toMatchObject({ kind: 'refused', code: 'unauthorised' }));
});

test('the long answer tells the same prints line by line', async () => {
  const stream = streamOf('market-events-http');
  const { url, parameters } = await openSession(stream);
  const body = stream.join(stream.topics(['SPY']), parameters)[0] ?? '';
  const aborter = new AbortController();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(url, { method: 'POST', body, headers, signal: aborter.signal });
  expect(response.status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const from = story.now();
  story.advance(3_000);
  let text = '';
  while (text.split('"timesale"').length <= 6) text += (await reader?.read())?.value ?? '';
  aborter.abort();
  const context = { receivedTime: story.now(), tradingDate: '20261008' };
  const facts = stream.read(text, context).flatMap((message) => (message.kind === 'facts' ? message.facts : []));
  const prices = factsOf(facts, 'trade').map(({ body: trade }) => trade.price);
  expect(prices).toEqual(story.stockPrints('SPY', from, story.now()).map(({ price }) => price));
});
