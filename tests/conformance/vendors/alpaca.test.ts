import { afterAll, beforeAll, expect, test } from 'vitest';
import { alpaca } from '../../../src/engine/adapters/alpaca/alpaca.vendor.ts';
import { readFrame } from '../../../src/engine/adapters/alpaca/alpaca-stream.ts';
import { instantOf } from '../../../src/engine/domain/time.ts';
import { alpacaEmulator } from '../../../src/engine/simulators/vendors/alpaca/alpaca-emulator.ts';
import type { RunningEmulator } from '../../../src/engine/simulators/vendors/kit/emulator.ts';
import { askVendor } from '../../support/ask-vendor.ts';
import { eventually } from '../../support/eventually.ts';
import { joinStream } from '../../support/joined-stream.ts';
import { keptLog } from '../../support/silent-log.ts';
import { createSmallStory } from '../../support/small-story.ts';
import { contextAt, endpointOf, expectSoundFacts, factsOf } from '../../support/translated.ts';

const story = createSmallStory(instantOf('20261008', 12 * 3600));
let server: RunningEmulator;

beforeAll(async () => {
  server = await alpacaEmulator.start({ story, log: keptLog() });
});
afterAll(() => server.close());

type Parts = {
  readonly symbol?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly symbols?: readonly string[];
  readonly credentials?: Readonly<Record<string, string>>;
};

function ask(
  endpoint: string,
  { symbol = '', parameters = {}, symbols = ['SPY', 'AAPL', 'VIX'], credentials }: Parts = {},
) {
  const asked = {
    vendor: alpaca,
    bases: server.bases,
    credentials: credentials ?? server.credentials,
    now: story.now(),
    symbols,
  };
  return askVendor(asked, { endpoint, symbol, parameters });
}

test('snapshots join quote, trade and days of every stock in one request', async () => {
  const { facts, refusals, requests } = await ask('stock-snapshots');
  expect([refusals, requests]).toEqual([[], 1]);
  expectSoundFacts(facts);
  const quotes = factsOf(facts, 'quote');
  expect(quotes.map(({ subject }) => subject)).toEqual(['SPY', 'AAPL']);
  const before = story.dailyBars('SPY', '20261007', '20261007')[0];
  // IEX's volume is not the market's, and the unit of its sizes is not known since November 2025.
  expect(quotes[0]?.body).toMatchObject({ bid: 659.99, previousClose: before?.close, volume: null, bidSize: null });
});

test('minute bars of all symbols come in one answer', async () => {
  const { facts, refusals } = await ask('stock-bars-minute', { symbols: ['SPY', 'AAPL'] });
  expect(refusals).toEqual([]);
  expect(factsOf(facts, 'bar')).toHaveLength(300);
  expect(factsOf(facts, 'bar')[0]?.body).toMatchObject({ start: instantOf('20261008', 34_200), volume: null });
});

test('daily bars are the whole market up to yesterday', async () => {
  const bars = factsOf((await ask('stock-bars-daily', { symbols: ['SPY'] })).facts, 'bar');
  expect(bars.at(-1)?.body).toMatchObject({ start: Date.UTC(2026, 9, 7), volume: 1_000_000 });
});

test('an expiry never arrives in halves, however the pages fall', async () => {
  const { facts, refusals, requests } = await ask('option-chain', { symbol: 'AAPL' });
  expect([refusals, requests]).toEqual([[], 1]);
  const whole = factsOf(facts, 'chain-snapshot');
  expect(whole).toHaveLength(3);
  expectSoundFacts(facts);
  // The same with pages that end inside an expiry.
  const url = `${server.bases['rest']}/v1beta1/options/snapshots/AAPL`;
  const { headers } = alpaca.authorise(server.credentials);
  const rows: number[] = [];
  const { translate } = endpointOf(alpaca, 'option-chain');
  let query = '';
  for (let page = 0; page < 10; page += 1) {
    const response = await fetch(`${url}?limit=50${query}`, { headers });
    const context = contextAt(story.now(), { symbol: 'AAPL' });
    const read = translate({ kind: 'json', value: await response.json() }, context);
    rows.push(...factsOf(read.facts, 'chain-snapshot').map(({ body }) => body.strikes.length));
    const [next] = read.followUps;
    if (!next) break;
    const { from = '', cursor = '' } = next.parameters;
    query =
      cursor === ''
        ? `&expiration_date_gte=${from.slice(0, 4)}-${from.slice(4, 6)}-${from.slice(6)}`
        : `&page_token=${cursor}`;
  }
  expect(rows).toEqual([42, 42, 42]);
});

test('an option chain says what the market does, late by its rules', async () => {
  const [chain] = factsOf((await ask('option-chain', { symbol: 'AAPL' })).facts, 'chain-snapshot');
  const expiry = chain?.body.expiries[0] ?? '';
  const options = story.chain('AAPL').filter((option) => option.expiry === expiry);
  const strikes = options.toSorted((a, b) => (a.optionSymbol < b.optionSymbol ? -1 : 1)).map(({ strike }) => strike);
  expect(chain?.body.strikes).toEqual(strikes);
  expect(chain?.body).toMatchObject({ delayMs: 900_000, spot: null });
  expect(new Set(chain?.body.openInterests)).toEqual(new Set([null]));
});

test('single options have bars, trades and quotes', async () => {
  const option = story.chain('SPY').find(({ last }) => last !== null)?.optionSymbol ?? '';
  for (const endpoint of ['option-bars', 'option-trades', 'option-quotes']) {
    const { facts, refusals } = await ask(endpoint, { parameters: { option } });
    expect(refusals).toEqual([]);
    expect(facts.length, endpoint).toBeGreaterThan(0);
    expect(new Set(facts.map(({ subject }) => subject))).toEqual(new Set([option]));
    expectSoundFacts(facts);
  }
});

test('ticks of the day, news, calendar and clock', async () => {
  const trades = factsOf((await ask('stock-trades', { symbol: 'SPY' })).facts, 'trade');
  expect(trades.length).toBe(story.stockPrints('SPY', instantOf('20261008', 14_400), story.now()).length);
  expect(new Set(trades.map(({ key }) => key)).size).toBe(trades.length);
  const takenBack = story.cancelledPrints('SPY', instantOf('20261008', 14_400), story.now());
  expect(trades.filter(({ body }) => body.cancelled).map(({ eventTime }) => eventTime)).toEqual(
    takenBack.map(({ timeMs }) => timeMs),
  );
  expect(factsOf((await ask('stock-quotes', { symbol: 'SPY' })).facts, 'quote')).toHaveLength(1);
  const news = await ask('news');
  expect(news.requests).toBe(1);
  expect(factsOf(news.facts, 'news')[0]?.body).toMatchObject({ tickers: ['SPY', 'AAPL'], url: null });
  const calendar = await ask('calendar');
  expect(calendar.refusals).toEqual([]);
  expect(factsOf(calendar.facts, 'exchange-day').find(({ key }) => key === '20261127')?.body.close).toBe('1300');
  expect((await ask('clock')).verdicts).toEqual(['payload']);
});

test('a day left out between two others is a closed one', () => {
  const { translate } = endpointOf(alpaca, 'calendar');
  const value = [
    { date: '2027-01-07', open: '09:30', close: '16:00' },
    { date: '2027-01-11', open: '09:30', close: '13:00' },
  ];
  const { facts, refusals } = translate({ kind: 'json', value }, contextAt(story.now()));
  expect(refusals).toEqual([]);
  expect(factsOf(facts, 'exchange-day').map(({ body }) => body)).toEqual([
    { date: '20270107', open: '0930', close: '1600' },
    { date: '20270111', open: '0930', close: '1300' },
    { date: '20270108', open: '', close: '' },
  ]);
});

test('a wrong key is not a plan that lacks the data', async () => {
  expect((await ask('clock', { credentials: { key: 'x', secret: 'y' } })).verdicts[0]).toMatch(
    /^unauthorised: Alpaca: forbidden/,
  );
  const refused = { code: 42210000, message: 'subscription does not permit querying recent SIP data' };
  const body = new TextEncoder().encode(JSON.stringify(refused));
  expect(alpaca.judge({ status: 403, headers: {}, body })).toMatchObject({ kind: 'failure', code: 'not-entitled' });
});

test('the 201st request of a minute waits for the next', async () => {
  story.advance(60_000);
  const answers = await Promise.all(Array.from({ length: 201 }, () => ask('clock')));
  const over = answers.filter(({ verdicts }) => verdicts[0]?.startsWith('rate-limited'));
  expect(over).toHaveLength(1);
  expect(over[0]?.heads[0] && alpaca.judge(over[0].heads[0])).toMatchObject({ retryAfterMs: 60_000 });
  story.advance(60_000);
});

const [stream] = alpaca.streams;

function connect(credentials = server.credentials) {
  if (!stream) throw new Error('no stream');
  const url = `${server.bases['stream']}${stream.path}`;
  return joinStream({ stream, url, credentials, receivedTime: story.now });
}

test('the stream tells trades, quotes and bars of what it joined, once each', async () => {
  const joined = await connect();
  await eventually(() =>
    expect(joined.messages).toContainEqual(expect.objectContaining({ topic: '', accepted: true })),
  );
  joined.join(['SPY', 'AAPL']);
  await eventually(() =>
    expect(joined.messages).toContainEqual(expect.objectContaining({ topic: 'AAPL', accepted: true })),
  );
  const from = story.now();
  story.advance(61_000);
  const printed = story.stockPrints('SPY', from, story.now());
  const takenBack = story.cancelledPrints('SPY', from, story.now());
  const spy = () => factsOf(joined.facts(), 'trade').filter(({ subject }) => subject === 'SPY');
  await eventually(() => expect(spy()).toHaveLength(printed.length + takenBack.length));
  expectSoundFacts(joined.facts());
  const standing = spy().filter(({ body }) => !body.cancelled);
  expect(standing.map(({ body }) => body.price)).toEqual(printed.map(({ price }) => price));
  // What was taken back says so under the key of the print that it takes back.
  const cancelled = spy().filter(({ body }) => body.cancelled);
  expect(cancelled.map(({ eventTime, body }) => [eventTime, body.price, body.size])).toEqual(
    takenBack.map(({ timeMs, price, size }) => [timeMs, price, size]),
  );
  expect(standing.map(({ key }) => key)).toEqual(expect.arrayContaining(cancelled.map(({ key }) => key)));
  expect(cancelled.length).toBe(2);
  expect(factsOf(joined.facts(), 'bar').map(({ subject }) => subject)).toEqual(['SPY', 'AAPL']);
  joined.leave(['AAPL']);
  await eventually(() => expect(joined.messages.at(-1)).toMatchObject({ kind: 'acknowledged', topic: 'SPY' }));
  const second = await connect();
  await eventually(() => expect(second.messages.at(-1)).toMatchObject({ kind: 'refused', code: 'rate-limited' }));
  second.close();
  joined.join(Array.from({ length: 30 }, (_, index) => `S${index}`));
  await eventually(() => expect(joined.messages.at(-1)).toMatchObject({ kind: 'refused', code: 'not-entitled' }));
  joined.close();
});

test('a wrong key is refused on the stream', async () => {
  const joined = await connect({ key: 'x', secret: 'y' });
  await eventually(() => expect(joined.messages.at(-1)).toMatchObject({ kind: 'refused', code: 'unauthorised' }));
  joined.close();
});

test('a correction takes the place of the print it corrects', () => {
  const sold = '[{"T":"t","S":"SPY","i":55,"x":"V","p":660,"s":100,"t":"2026-10-08T16:00:00.1Z","c":["@"],"z":"B"}]';
  const corrected =
    '[{"T":"c","S":"SPY","x":"V","oi":55,"op":660,"os":100,"oc":["@"],"ci":55,"cp":659.5,"cs":90,"cc":["@"],"t":"2026-10-08T16:00:05Z","z":"B"}]';
  const [first, second] = [sold, corrected].map((frame) => readFrame(frame, story.now())[0]);
  const facts = [first, second].flatMap((message) => (message?.kind === 'facts' ? message.facts : []));
  expect(facts.map(({ key }) => key)).toEqual(['20261008:V:55', '20261008:V:55']);
  expect(factsOf(facts, 'trade')[1]?.body).toMatchObject({ price: 659.5, size: 90, cancelled: false });
  const [renumbered] = readFrame(corrected.replace('"ci":55', '"ci":56'), story.now());
  const both = renumbered?.kind === 'facts' ? factsOf(renumbered.facts, 'trade') : [];
  expect(both.map(({ key, body }) => [key, body.price, body.cancelled])).toEqual([
    ['20261008:V:55', 660, true],
    ['20261008:V:56', 659.5, false],
  ]);
  // In the order of the frame: the print that a correction made is taken back by what follows.
  const taken = '{"T":"x","S":"SPY","i":56,"x":"V","p":659.5,"s":90,"a":"C","t":"2026-10-08T16:00:06Z","z":"B"}';
  const frame = corrected.replace('"ci":55', '"ci":56').replace(/\]$/, `,${taken}]`);
  const [chain] = readFrame(frame, story.now());
  const last = chain?.kind === 'facts' ? factsOf(chain.facts, 'trade').at(-1) : undefined;
  expect(last).toMatchObject({ key: '20261008:V:56', body: { cancelled: true } });
  // A wrong print that is not told whole has its place taken.
  const [replaced] = readFrame(corrected.replace('"ci":55', '"ci":56').replace('"op":660,', ''), story.now());
  expect(replaced).toMatchObject({ facts: [{ key: '20261008:V:55', body: { price: 659.5, cancelled: false } }] });
});
