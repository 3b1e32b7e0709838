import { afterAll, beforeAll, expect, test } from 'vitest';
import { cboe } from '../../../src/engine/adapters/cboe/cboe.vendor.ts';
import { readAnswer } from '../../../src/engine/ingestion/feeds/read-answer.ts';
import { dateUtc, instantOf } from '../../../src/engine/domain/time.ts';
import { cboeEmulator } from '../../../src/engine/simulators/vendors/cboe/cboe-emulator.ts';
import type { RunningEmulator } from '../../../src/engine/simulators/vendors/kit/emulator.ts';
import { askVendor } from '../../support/ask-vendor.ts';
import { keptLog } from '../../support/silent-log.ts';
import { createSmallStory } from '../../support/small-story.ts';
import { contextAt, endpointOf, expectSoundFacts, factsOf } from '../../support/translated.ts';

// Thursday, 8 October 2026, noon in New York.
const story = createSmallStory(instantOf('20261008', 12 * 3600));
let server: RunningEmulator;

beforeAll(async () => {
  server = await cboeEmulator.start({ story, log: keptLog() });
});
afterAll(() => server.close());

function ask(
  endpoint: string,
  parts: { readonly symbol?: string; readonly parameters?: Readonly<Record<string, string>> } = {},
  headers: Readonly<Record<string, string>> = {},
) {
  const asked = { vendor: cboe, bases: server.bases, credentials: {}, now: story.now(), symbols: ['SPY'] };
  return askVendor(asked, { endpoint, ...parts }, headers);
}

test('a delayed chain says of every option what the market does', async () => {
  const { facts, refusals } = await ask('delayed-chain', { symbol: 'SPX' });
  expect(refusals).toEqual([]);
  expectSoundFacts(facts);
  const [chain] = factsOf(facts, 'chain-snapshot');
  const options = story.chain('SPX');
  expect(chain?.subject).toBe('SPX');
  expect(chain?.eventTime).toBe(story.now());
  expect(new Set(chain?.body.tradingClasses)).toEqual(new Set(['SPX', 'SPXW']));
  expect(chain?.body.strikes).toEqual(options.map((option) => option.strike));
  expect(chain?.body.bids).toEqual(options.map((option) => option.bid ?? 0));
  expect(chain?.body.openInterests).toEqual(options.map((option) => option.openInterest));
  // What was not solved is null, and something is.
  expect(chain?.body.impliedVols.filter((vol) => vol === null).length).toBeGreaterThan(0);
  expect(chain?.body).toMatchObject({ spot: 6600, delayMs: 900_000, impliedVol30: 0.18 });
});

test('a chain shows a market a quarter hour old once it has one', async () => {
  const { facts: before } = await ask('delayed-chain', { symbol: 'AAPL' });
  story.advance(20 * 60_000);
  const { facts } = await ask('delayed-chain', { symbol: 'AAPL' });
  const [old, now] = [before, facts].map((one) => factsOf(one, 'chain-snapshot')[0]);
  expect(now?.body).toEqual(old?.body);
  expect(now?.eventTime).toBe((old?.eventTime ?? 0) + 20 * 60_000);
});

test('index quotes keep what we follow, in points and without a book', async () => {
  const { facts } = await ask('index-quotes');
  const quotes = factsOf(facts, 'quote');
  expect(quotes.map(({ subject }) => subject)).toContain('VIX9D');
  expect(quotes.map(({ subject }) => subject)).not.toContain('BXM');
  const vix = quotes.find(({ subject }) => subject === 'VIX');
  expect(vix?.body).toMatchObject({ last: 17.4, bid: null, ask: null, volume: null, delayMs: 900_000 });
});

test.each(['VIX', 'VIX9D', 'VIX3M', 'VIX6M', 'VIX1D', 'VXN', 'VVIX', 'SKEW', 'OVX', 'GVZ'])(
  'the history of %s ends with yesterday, in its own layout',
  async (index) => {
    const { facts, refusals, heads } = await ask('index-history', { parameters: { index } });
    expect(refusals).toEqual([]);
    expectSoundFacts(facts);
    const bars = factsOf(facts, 'bar');
    expect(bars.length).toBeGreaterThan(480);
    expect(bars.at(-1)).toMatchObject({ subject: index, body: { start: dateUtc('20261007') } });
    expect(bars.at(-1)?.body.open === null).toBe(['VVIX', 'SKEW', 'OVX', 'GVZ'].includes(index));
    const again = await ask(
      'index-history',
      { parameters: { index } },
      { 'if-none-match': heads[0]?.headers['etag'] ?? '' },
    );
    expect([again.heads[0]?.status, again.verdicts]).toEqual([304, ['empty']]);
  },
);

test('the settlement keeps the monthly curve and asks for each contract', async () => {
  const { facts, refusals, requests } = await ask('vx-settlement');
  expect(refusals).toEqual([]);
  expectSoundFacts(facts);
  const days = factsOf(facts, 'future-day');
  const settled = days.filter(({ key }) => key.startsWith('settlement:'));
  expect(settled.map(({ body }) => body.contract)).toEqual(['VXV26', 'VXX26', 'VXZ26', 'VXF27', 'VXG27', 'VXH27']);
  expect(settled.every(({ body }) => body.date === '20261007')).toBe(true);
  expect(requests).toBe(7);
  const whole = days.find(({ key }) => key === 'VXV26:20261007');
  expect(whole?.body).toMatchObject({ expiry: '20261021', settlement: 18, close: 18.05, openInterest: 5000 });
});

test('an archive file, with its American dates, says the same days as the contract file', async () => {
  const [archive, own] = await Promise.all([
    ask('vx-archive', { parameters: { contract: 'X26' } }),
    ask('vx-contract', { parameters: { expiry: '20261118' } }),
  ]);
  expect([archive.refusals, own.refusals]).toEqual([[], []]);
  expect(own.facts.length).toBeGreaterThan(400);
  expect(archive.facts).toEqual(own.facts);
});

test('ratios of the day and of the old files agree with their volumes', async () => {
  const { facts, refusals } = await ask('put-call');
  expect(refusals).toEqual([]);
  const ratios = factsOf(facts, 'put-call-ratio');
  expect(ratios.map(({ subject }) => subject)).toEqual(['PCR-TOTAL', 'PCR-INDEX', 'PCR-EQUITY']);
  expect(ratios[0]?.body).toMatchObject({ date: '20261007', callVolume: 5_400_000 });
  for (const [file, series] of [
    ['totalpc', 'PCR-TOTAL'],
    ['equitypc', 'PCR-EQUITY'],
    ['indexpc', 'PCR-INDEX'],
  ] as const) {
    const old = await ask('put-call-history', { parameters: { file, series } });
    expect(old.refusals).toEqual([]);
    expect(
      factsOf(old.facts, 'put-call-ratio')
        .map(({ body }) => body.date)
        .at(-1),
    ).toBe('20191004');
  }
});

test('what is not there is no answer: unknown or not out yet by what was asked, and being turned away is neither', async () => {
  expect((await ask('delayed-chain', { symbol: 'NOBODY' })).verdicts[0]).toMatch(/^not-found/);
  expect((await ask('vx-archive', { parameters: { contract: 'F05' } })).verdicts[0]).toMatch(/^not-found/);
  expect((await ask('vx-contract', { parameters: { expiry: '20200115' } })).verdicts[0]).toMatch(/^not-published/);
  const refused = await ask('index-quotes', {}, { 'user-agent': 'node' });
  expect(refused.verdicts[0]).toMatch(/^not-entitled: Cboe turned this program away/);
});

test.each([
  ['put-call', 'not-published'],
  ['delayed-chain', 'not-found'],
])('the framework hears of %s that it is %s', (id, code) => {
  const response = { status: 403, headers: {}, body: new Uint8Array() };
  const answer = readAnswer({
    vendor: cboe,
    endpoint: endpointOf(cboe, id),
    response,
    context: contextAt(story.now()),
  });
  expect(answer).toMatchObject({ kind: 'failure', code });
});

test.each([
  ['html', { kind: 'html' }, /^unreadable/],
  ['a 503', { kind: 'status', status: 503, body: 'down' }, /^vendor-error: HTTP 503: down/],
  ['wrong types', { kind: 'wrong-types' }, /^payload/],
] as const)('on %s nothing is made up', async (_name, fault, verdict) => {
  server.addFault({ fault, path: '', times: 1 });
  const { facts, verdicts } = await ask('delayed-chain', { symbol: 'SPX' });
  expect(facts).toEqual([]);
  expect(verdicts[0]).toMatch(verdict);
});
