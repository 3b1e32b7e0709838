import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alphaVantage } from '../../../src/engine/adapters/alpha-vantage/alpha-vantage.vendor.ts';
import { forexFactory, nasdaq } from '../../../src/engine/adapters/calendars/calendars.vendor.ts';
import { fmp } from '../../../src/engine/adapters/fmp/fmp.vendor.ts';
import { addDays, instantOf, wallTime } from '../../../src/engine/domain/time.ts';
import type { Vendor } from '../../../src/engine/ports/vendor.ts';
import { createVirtualClock } from '../../../src/engine/simulators/create-virtual-clock.ts';
import { createPracticeMarket } from '../../../src/engine/simulators/market/practice-market.ts';
import { createMarketStory } from '../../../src/engine/simulators/story/create-market-story.ts';
import { alphaVantageEmulator } from '../../../src/engine/simulators/vendors/alpha-vantage/alpha-vantage-emulator.ts';
import {
  forexFactoryEmulator,
  nasdaqEmulator,
} from '../../../src/engine/simulators/vendors/calendars/calendar-emulators.ts';
import { fmpEmulator } from '../../../src/engine/simulators/vendors/fmp/fmp-emulator.ts';
import type { RunningEmulator, VendorEmulator } from '../../../src/engine/simulators/vendors/kit/emulator.ts';
import { askVendor } from '../../support/ask-vendor.ts';
import { keptLog } from '../../support/silent-log.ts';
import { expectSoundFacts, factsOf } from '../../support/translated.ts';

const tradingDate = '20261007';
const now = instantOf(tradingDate, 11 * 3600 + 17);
const clock = createVirtualClock({ startMs: now, speed: 0 });
const story = createMarketStory(createPracticeMarket({ seed: 7, tradingDate, clock }));
const servers = new Map<string, RunningEmulator>();
const emulators: readonly VendorEmulator[] = [fmpEmulator, alphaVantageEmulator, nasdaqEmulator, forexFactoryEmulator];

beforeAll(async () => {
  for (const emulator of emulators) servers.set(emulator.vendor, await emulator.start({ story, log: keptLog() }));
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  clock.close();
});

type Parts = {
  readonly symbol?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly credentials?: Readonly<Record<string, string>>;
};

function ask(vendor: Vendor, endpoint: string, { symbol = '', parameters = {}, credentials }: Parts = {}) {
  const server = servers.get(vendor.id);
  if (!server) throw new Error(`no server for ${vendor.id}`);
  const asked = {
    vendor,
    bases: server.bases,
    credentials: credentials ?? server.credentials,
    now: story.now(),
    symbols: ['SPY', 'AAPL', 'NVDA'],
  };
  return askVendor(asked, { endpoint, symbol, parameters });
}

describe('Financial Modeling Prep', () => {
  test('quotes say what the market does', async () => {
    const { facts, refusals } = await ask(fmp, 'quotes');
    expect(refusals).toEqual([]);
    expectSoundFacts(facts);
    const quotes = factsOf(facts, 'quote');
    expect(quotes.map(({ subject }) => subject)).toEqual(['SPY', 'AAPL', 'NVDA']);
    const market = story.quote('AAPL');
    expect(quotes[1]?.body).toMatchObject({ last: market?.last, previousClose: market?.previousClose, bid: null });
  });

  test('daily and minute bars are the market’s, in any order', async () => {
    const daily = factsOf((await ask(fmp, 'daily-bars', { symbol: 'AAPL' })).facts, 'bar');
    const bars = story.dailyBars('AAPL', addDays(tradingDate, -30), tradingDate);
    expect(new Map(daily.map(({ body }) => [body.start, body.close])).size).toBe(bars.length);
    const minutes = factsOf((await ask(fmp, 'minute-bars', { symbol: 'AAPL' })).facts, 'bar');
    const [first] = story.minuteBars('AAPL', tradingDate);
    expect(minutes.map(({ body }) => body.start)).toContain(first?.startMs);
  });

  test('its indicators and the curve are numbers of their day', async () => {
    const { facts } = await ask(fmp, 'indicators', { parameters: { name: 'rsi', period: '14' } });
    const values = factsOf(facts, 'indicator');
    expect(values.length).toBeGreaterThan(10);
    for (const { body } of values) expect(body).toMatchObject({ name: 'RSI', period: 14 });
    const rates = factsOf((await ask(fmp, 'treasury-rates')).facts, 'macro-observation');
    const ten = rates.find(({ subject }) => subject === 'DGS10');
    const [told] = story.macroSeries('DGS10', ten?.body.date ?? '', ten?.body.date ?? '');
    expect(ten?.body.value).toBe(told?.value);
  });

  test('news are asked for as the free plan allows, and more of them are refused without stopping anything', async () => {
    const { facts, verdicts } = await ask(fmp, 'news');
    expect(verdicts).toEqual(['payload']);
    expect(facts.length).toBeLessThanOrEqual(5);
    const base = servers.get('fmp')?.bases['rest'] ?? '';
    const more = await fetch(`${base}/stable/news/stock?symbols=SPY&limit=50&apikey=practice-fmp-key`);
    const head = { status: more.status, headers: {}, body: new Uint8Array(await more.arrayBuffer()) };
    expect(fmp.judge(head)).toMatchObject({ kind: 'failure', code: 'bad-request' });
  });

  test('a wrong key, an old route and the end of the day are told apart', async () => {
    const wrong = await ask(fmp, 'treasury-rates', { credentials: { key: 'wrong' } });
    expect(wrong.verdicts[0]).toMatch(/^unauthorised/);
    const base = servers.get('fmp')?.bases['rest'] ?? '';
    const old = await fetch(`${base}/api/v3/quote/AAPL?apikey=practice-fmp-key`);
    const head = { status: old.status, headers: {}, body: new Uint8Array(await old.arrayBuffer()) };
    expect(fmp.judge(head)).toMatchObject({ kind: 'failure', code: 'not-found' });
    for (let request = 0; request < 260; request += 1) {
      const { verdicts } = await ask(fmp, 'economic-series', { parameters: { series: 'CPI' } });
      if (!(verdicts[0] ?? '').startsWith('rate-limited')) continue;
      expect(request).toBeLessThan(250);
      return;
    }
    expect.fail('the day never ended');
  });
});

describe('two calendars tell of the same days', () => {
  test('Nasdaq’s times and days come out as they are scheduled', async () => {
    const { facts, refusals } = await ask(nasdaq, 'economic-events');
    expect(refusals).toEqual([]);
    const told = new Map(factsOf(facts, 'economic-event').map(({ body }) => [body.name, body.scheduledTime]));
    const events = story.economicEvents(tradingDate, tradingDate);
    expect(told).toEqual(new Map(events.map((event) => [event.name, event.scheduledMs])));
  });

  test('ForexFactory’s week agrees with it, and never says what came out', async () => {
    const { facts, refusals } = await ask(forexFactory, 'this-week');
    expect(refusals).toEqual([]);
    const events = factsOf(facts, 'economic-event');
    expect(events.length).toBeGreaterThan(1);
    expect(events.every(({ body }) => body.actual === null)).toBe(true);
    const today = factsOf((await ask(nasdaq, 'economic-events')).facts, 'economic-event');
    for (const { key, body } of today) {
      expect(events.find((event) => event.key === key)?.body.scheduledTime).toBe(body.scheduledTime);
    }
  });

  test('a third look within five minutes is a page, and not an answer', async () => {
    await ask(forexFactory, 'this-week');
    expect((await ask(forexFactory, 'this-week')).verdicts[0]).toMatch(/^rate-limited/);
  });

  test('earnings of one quarter stand on the same day at Nasdaq and Alpha Vantage', async () => {
    const [, ahead] = [0, 1, 2, 3, 4].map((day) => (day === 0 ? 'earnings' : `earnings-${day}`));
    const table = factsOf((await ask(alphaVantage, 'earnings-calendar')).facts, 'earnings-event');
    expect(table.length).toBeGreaterThan(5);
    const [report] = table;
    const direct = story.earnings(report?.body.date ?? '', report?.body.date ?? '');
    expect(direct.map(({ symbol }) => symbol)).toContain(report?.subject);
    const there = factsOf((await ask(nasdaq, ahead ?? '')).facts, 'earnings-event');
    for (const { subject, body } of there) {
      expect(table.find((row) => row.subject === subject)?.body.date).toBe(body.date);
    }
  });

  test('whoever does not look like a browser is turned away', async () => {
    const bare: Vendor = { ...nasdaq, authorise: () => ({ headers: {}, query: {} }) };
    expect((await ask(bare, 'earnings')).verdicts[0]).toMatch(/^not-entitled/);
  });
});

describe('Alpha Vantage', () => {
  /** The vendor counts by the market's own seconds, and this market's stand still between two questions. */
  const aSecondLater = (): void => clock.advanceTo(clock.now() + 1_000);

  test('says everything with status 200, and is understood', async () => {
    const wrong = await ask(alphaVantage, 'quote', { credentials: { key: 'wrong' } });
    expect([wrong.heads[0]?.status, wrong.verdicts[0]]).toEqual([200, expect.stringMatching(/^unauthorised/)]);
    aSecondLater();
    const realtime = await ask(alphaVantage, 'options', { symbol: 'AAPL' });
    expect(realtime.verdicts[0]).toMatch(/^not-entitled/);
    const flood = await Promise.all(Array.from({ length: 6 }, () => ask(alphaVantage, 'quote')));
    expect(
      flood.map(({ verdicts }) => verdicts[0]).filter((verdict) => verdict?.startsWith('rate-limited')),
    ).not.toEqual([]);
  });

  test('chains, bars, series and news are the market’s', async () => {
    const patient = async (endpoint: string, parts: Parts = {}) => {
      aSecondLater();
      const answer = await ask(alphaVantage, endpoint, parts);
      expect(answer.verdicts[0]).toBe('payload');
      expectSoundFacts(answer.facts);
      return answer.facts;
    };
    const [chain] = factsOf(await patient('historical-options', { symbol: 'AAPL' }), 'chain-snapshot');
    expect(chain?.body.strikes).toHaveLength(story.chain('AAPL').length);
    expect(factsOf(await patient('intraday', { symbol: 'AAPL' }), 'bar')).toHaveLength(100);
    const yields = { function: 'TREASURY_YIELD', maturity: '10year', interval: 'daily', series: 'DGS10' };
    const ten = factsOf(await patient('macro', { parameters: yields }), 'macro-observation');
    const last = ten.find(({ body }) => body.value !== null);
    const [told] = story.macroSeries('DGS10', last?.body.date ?? '', last?.body.date ?? '');
    expect([last?.subject, last?.body.value]).toEqual(['DGS10', told?.value]);
    const news = factsOf(await patient('news'), 'news');
    for (const { eventTime } of news) expect(eventTime).toBeLessThanOrEqual(clock.now());
    expect(wallTime(clock.now()).date).toBe(tradingDate);
  });
});
