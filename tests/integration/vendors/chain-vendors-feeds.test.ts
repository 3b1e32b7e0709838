import { expect, onTestFinished, test } from 'vitest';
import { alpaca } from '../../../src/engine/adapters/alpaca/alpaca.vendor.ts';
import { cboe } from '../../../src/engine/adapters/cboe/cboe.vendor.ts';
import { createHttpClient } from '../../../src/engine/adapters/system/http-client.ts';
import { createStreamDialler } from '../../../src/engine/adapters/system/stream-dialler.ts';
import { createWorldClock } from '../../../src/engine/adapters/system/world-clock.ts';
import { tradier } from '../../../src/engine/adapters/tradier/tradier.vendor.ts';
import type { FactKind } from '../../../src/engine/domain/facts/fact.ts';
import { instantOf } from '../../../src/engine/domain/time.ts';
import { createFeeds } from '../../../src/engine/ingestion/feeds/create-feeds.ts';
import { emptyFeedsConfig, type FeedsConfig } from '../../../src/engine/ingestion/feeds/feeds-config.ts';
import { seededUniform } from '../../../src/engine/quant/statistics/seeded-uniform.ts';
import { createVirtualClock } from '../../../src/engine/simulators/create-virtual-clock.ts';
import { createPracticeMarket } from '../../../src/engine/simulators/market/practice-market.ts';
import { createMarketStory } from '../../../src/engine/simulators/story/create-market-story.ts';
import { startVendorEmulators } from '../../../src/engine/simulators/vendors/vendor-emulators.ts';
import { eventually } from '../../support/eventually.ts';
import { memoryBudgetStore } from '../../support/memory-budget-store.ts';
import { memoryFactStore } from '../../support/memory-fact-store.ts';
import { keptLog } from '../../support/silent-log.ts';

const date = '20261005';
const startMs = instantOf(date, 11 * 3600);

/** The three vendors at work in the framework, against their emulators, in a practice world that runs at a speed. */
async function stage(speed: number, config: FeedsConfig = emptyFeedsConfig) {
  const worldClock = createVirtualClock({ startMs, speed });
  const clock = createWorldClock({ venueMs: startMs, wallMs: Date.now(), speed });
  const story = createMarketStory(createPracticeMarket({ seed: 5, tradingDate: date, clock: worldClock }));
  const log = keptLog();
  const vendors = await startVendorEmulators({ story, log, wanted: ['cboe', 'tradier', 'alpaca'] });
  const http = createHttpClient({ userAgent: 'Quorum test' });
  const dialler = createStreamDialler({ userAgent: 'Quorum test' });
  const store = memoryFactStore();
  const of = (part: 'credentials' | 'bases') =>
    Object.fromEntries([...vendors.running].map(([vendor, server]) => [vendor, server[part]]));
  const feeds = createFeeds({
    vendors: [cboe, tradier, alpaca],
    http,
    dialler,
    factStore: store,
    budgets: memoryBudgetStore(),
    recorder: null,
    clock,
    budgetClock: clock,
    log,
    random: seededUniform(7),
    config,
    credentials: of('credentials'),
    bases: of('bases'),
    symbols: ['SPY', 'AAPL'],
  });
  onTestFinished(async () => {
    feeds.close();
    await http.close();
    await dialler.close();
    await vendors.close();
    worldClock.close();
  });
  const count = (source: string, kind: FactKind, subject?: string): number =>
    store.facts.filter(
      (fact) => fact.source === source && fact.kind === kind && (subject === undefined || fact.subject === subject),
    ).length;
  return { feeds, store, clock, vendors, count };
}

test('ten minutes of market with all three: every kind arrives, no budget is exceeded', async () => {
  const { feeds, clock, vendors, count, store } = await stage(20);
  feeds.start();
  await eventually(() => expect(clock.now()).toBeGreaterThan(startMs + 10 * 60_000), { timeoutMs: 60_000 });
  for (const [source, kind] of [
    ['cboe', 'chain-snapshot'],
    ['cboe', 'quote'],
    ['tradier', 'chain-snapshot'],
    ['tradier', 'quote'],
    ['tradier', 'trade'],
    ['tradier', 'bar'],
    ['tradier', 'exchange-day'],
    ['alpaca', 'chain-snapshot'],
    ['alpaca', 'quote'],
    ['alpaca', 'trade'],
    ['alpaca', 'bar'],
    ['alpaca', 'news'],
  ] as const) {
    expect(count(source, kind), `${source} ${kind}`).toBeGreaterThan(0);
  }
  feeds.measure();
  const rows = ['cboe', 'tradier', 'alpaca'].map((vendor) => feeds.vendors.get(vendor));
  const used = [...vendors.running].map(([vendor, server]) => {
    const { requests, peakPerMinute, refusedOverBudget } = server.statistics();
    return `${vendor}: ${requests} requests, ${peakPerMinute} in a minute at most, ${refusedOverBudget} refused`;
  });
  console.log(used.join('; '), `; ${store.facts.length} facts`);
  for (const server of vendors.running.values()) expect(server.statistics().refusedOverBudget).toBe(0);
  expect(rows.map((row) => row?.state)).not.toContain('blocked');
});

test('a symbol added while Tradier streams is joined with those it had', async () => {
  const { feeds, count } = await stage(5);
  feeds.start();
  await eventually(() => expect(count('tradier', 'trade', 'AAPL')).toBeGreaterThan(0), { timeoutMs: 30_000 });
  feeds.applySymbols(['SPY', 'AAPL', 'NVDA']);
  await eventually(() => expect(count('tradier', 'trade', 'NVDA')).toBeGreaterThan(0), { timeoutMs: 30_000 });
  const before = count('tradier', 'trade', 'SPY');
  await eventually(() => expect(count('tradier', 'trade', 'SPY')).toBeGreaterThan(before), { timeoutMs: 30_000 });
});

test('the long answer in the place of the socket brings the same', async () => {
  const streams = { 'market-events': { enabled: false }, 'market-events-http': { enabled: true } };
  const { feeds, store, count } = await stage(5, { ...emptyFeedsConfig, vendors: { tradier: { streams } } });
  feeds.start();
  await eventually(() => expect(count('tradier', 'trade', 'SPY')).toBeGreaterThan(5), { timeoutMs: 30_000 });
  const trades = store.facts.filter((fact) => fact.source === 'tradier' && fact.kind === 'trade');
  expect(new Set(trades.map((fact) => fact.endpoint))).toEqual(new Set(['market-events-http']));
});
