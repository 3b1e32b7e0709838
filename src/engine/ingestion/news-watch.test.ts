import { expect, onTestFinished, test } from 'vitest';
import { openIbkr } from '../../../tests/conformance/open-ibkr.ts';
import { eventually } from '../../../tests/support/eventually.ts';
import type { Fact } from '../domain/facts/fact.ts';
import type { Instrument } from '../domain/instrument.ts';
import { NewsWatch } from './news-watch.ts';

async function stage(options: { readonly mostLines: number; readonly allowed?: boolean }) {
  const world = await openIbkr({ clientId: 71, settings: { newsAllowed: options.allowed ?? true } });
  const { market, brokerNews, venue } = world;
  await eventually(() => expect(market.connection().phase).toBe('ready'));
  const known = new Map<string, Instrument>();
  for (const symbol of ['SPY', 'AAPL']) {
    const found = await market.resolve({ symbol, secType: 'STK', exchange: 'SMART', currency: 'USD' });
    if (found.ok && found.value[0]) known.set(symbol, found.value[0]);
  }
  const facts: Fact[] = [];
  let nowMs = 0;
  let reservations = 0;
  const watch = new NewsWatch({
    news: brokerNews,
    clock: { now: () => venue.clock.now(), monotonicMs: () => nowMs },
    instrumentOf: (ticker) => known.get(ticker) ?? null,
    ready: () => market.connection().phase === 'ready',
    mostLines: () => options.mostLines,
    onReserved: () => void (reservations += 1),
    onLineLimit: () => undefined,
    onFacts: (arrived) => void facts.push(...arrived),
  });
  onTestFinished(() => watch.close());
  watch.watch(['SPY', 'AAPL']);
  /** Seconds of the feed's clock, one step each. */
  const run = (seconds: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      nowMs += 1_000;
      watch.step();
    }
  };
  const keys = (): readonly string[] => facts.map((fact) => `${fact.subject} ${fact.endpoint} ${fact.key}`);
  return { ...world, watch, facts, keys, run, reservations: () => reservations };
}

test('lines are reserved first and taken when the rotation has given them back', async () => {
  const { watch, run, simulator, reservations } = await stage({ mostLines: 1 });
  expect(watch.reserved).toBe(0);
  run(1);
  await eventually(() => expect(watch.providers).toHaveLength(4));
  expect([watch.reserved, watch.lines]).toEqual([1, 0]);
  expect(reservations()).toBeGreaterThan(0);
  await eventually(() => {
    run(1);
    expect(watch.lines).toBe(1);
  });
  await eventually(() => expect(simulator.clients()[0]?.count('marketData')).toBe(1));
});

test('the first symbol is told live, every symbol from the past; the same headline twice is the same fact', async () => {
  const { watch, keys, run, news, venue, facts } = await stage({ mostLines: 1 });
  const now = venue.clock.now();
  news.add({ id: 'old', timeMs: now - 60_000, symbols: ['SPY', 'AAPL'] });
  await eventually(() => {
    run(1);
    expect(keys()).toEqual(
      expect.arrayContaining(['SPY historical-news MRDN|MRDN$old', 'AAPL historical-news MRDN|MRDN$old']),
    );
  });
  await eventually(() => {
    run(1);
    expect(watch.lines).toBe(1);
  });
  news.add({ id: 'new', timeMs: venue.clock.now() + 500, symbols: ['SPY', 'AAPL'] });
  await eventually(() => expect(keys()).toContain('SPY tick-news MRDN|MRDN$new'));
  expect(keys()).not.toContain('AAPL tick-news MRDN|MRDN$new');
  run(120);
  await eventually(() => {
    run(1);
    expect(keys()).toContain('AAPL historical-news MRDN|MRDN$new');
  });
  expect(facts[0]).toMatchObject({
    kind: 'news',
    source: 'ibkr',
    body: { publisher: 'Meridian Wire', sentiment: 0.5 },
  });
});

test('after an outage every symbol is asked for what it has missed', async () => {
  const { watch, keys, run, news, venue, simulator, market } = await stage({ mostLines: 2 });
  await eventually(() => {
    run(1);
    expect(watch.lines).toBe(2);
  });
  await eventually(() => {
    run(1);
    expect(simulator.stats.requests('historicalNews')).toBe(2);
  });
  simulator.faults.inject({ kind: 'reset' });
  await eventually(() => expect(market.connection().phase).not.toBe('ready'));
  news.add({ id: 'missed', timeMs: venue.clock.now() - 1 });
  await eventually(() => expect(market.connection().phase).toBe('ready'));
  watch.heal();
  await eventually(() => {
    run(1);
    expect(keys()).toContain('SPY historical-news MRDN|MRDN$missed');
  });
});

test('an account without news is asked no more and reserves nothing', async () => {
  const { watch, run, simulator } = await stage({ mostLines: 2, allowed: false });
  run(1);
  await eventually(() => expect(watch.failure?.code).toBe('no-entitlement'));
  run(600);
  expect([watch.reserved, watch.lines]).toEqual([0, 0]);
  expect(simulator.stats.requests('newsProviders')).toBe(1);
  expect(simulator.stats.requests('historicalNews')).toBe(0);
});

test('bulletins are facts about the market as a whole', async () => {
  const { facts, simulator } = await stage({ mostLines: 0 });
  await eventually(() => {
    simulator.faults.inject({ kind: 'bulletin', type: 2, text: 'closed early', exchange: 'ARCA' });
    expect(facts.at(-1)).toMatchObject({
      ...{ kind: 'news', subject: '', endpoint: 'bulletins' },
      body: { headline: 'ARCA: closed early', isMajor: true },
    });
  });
});
