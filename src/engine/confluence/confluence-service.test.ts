import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import { instantOf } from '../domain/time.ts';
import { emptyQuote } from '../domain/quote.ts';
import { ConfluenceService } from './confluence-service.ts';
import { AnalyticsService } from '../analytics/analytics-service.ts';

const clock = new ManualClock(instantOf('20261005', 10 * 3600));
const services: AnalyticsService[] = [];

afterEach(() => {
  for (const service of services.splice(0)) service.close();
});

function start() {
  const analytics = new AnalyticsService(clock);
  services.push(analytics);
  const confluence = new ConfluenceService({ clock, weights: () => ({}), book: (ticker) => analytics.book(ticker) });
  analytics.onBook((book) => confluence.update(book));
  analytics.onUnwatch((ticker) => confluence.forget(ticker));
  return { analytics, confluence };
}

function watchSpy(analytics: AnalyticsService): void {
  analytics.watch({ ticker: 'SPY', instrument: { id: 'SPY.STK' }, impliedVol30: 0.2 });
  analytics.quote({ ...emptyQuote('SPY.STK'), bid: 499.9, ask: 500.1, receivedTime: clock.now() });
  analytics.pass();
}

describe('a watched ticker', () => {
  it('tells what it knows, and takes it back when the ticker leaves the watchlist', () => {
    const { analytics, confluence } = start();
    const told: string[] = [];
    confluence.rows.watch({ set: (row) => told.push(`+${row.ticker}`), remove: (key) => told.push(`-${key}`) });
    analytics.volatilities.watch(
      { set: (volatility) => told.push(`+vol ${volatility.underlying}`), remove: (key) => told.push(`-vol ${key}`) },
      'SPY',
    );
    watchSpy(analytics);
    expect(told).toEqual(['+vol SPY', '+SPY']);
    analytics.unwatch('SPY');
    expect(told).toEqual(['+vol SPY', '+SPY', '-vol SPY', '-SPY']);
    expect([confluence.score('SPY'), analytics.book('SPY')]).toEqual([null, null]);
  });

  it('starts afresh when the ticker comes back', () => {
    const { analytics, confluence } = start();
    watchSpy(analytics);
    analytics.unwatch('SPY');
    watchSpy(analytics);
    expect(confluence.score('SPY')?.ticker).toBe('SPY');
  });
});

it('a quote too soon for another score is scored as soon as one may be, though nothing else comes', async () => {
  const { analytics, confluence } = start();
  watchSpy(analytics);
  await clock.advance(1_000);
  const scoredMs: number[] = [];
  const startMs = clock.monotonicMs();
  confluence.onScore(() => scoredMs.push(clock.monotonicMs() - startMs));
  const quote = (bid: number): void =>
    analytics.quote({ ...emptyQuote('SPY.STK'), bid, ask: bid + 0.2, receivedTime: clock.now() });
  quote(499.9);
  await clock.advance(150);
  quote(499.91);
  await clock.advance(600);
  expect(scoredMs).toEqual([100, 500]);
});

describe('a VIX that is told no more', () => {
  async function shownWith(vixTime: number) {
    const { analytics, confluence } = start();
    analytics.watch({ ticker: 'VIX', instrument: { id: 'VIX.IND' }, impliedVol30: null });
    analytics.quote({ ...emptyQuote('VIX.IND'), last: 38, close: 30, eventTime: vixTime, receivedTime: vixTime });
    confluence.refreshRegime();
    watchSpy(analytics);
    return { confluence, layer: confluence.score('SPY')?.layers.find(({ layer }) => layer === 'vix-regime') };
  }

  it('of a session before scales nothing, and says of when it is', async () => {
    const { confluence, layer } = await shownWith(instantOf('20261002', 15 * 3600));
    expect(confluence.regime.get('regime')).toMatchObject({
      ...{ regime: 'unknown', vix: null, vixChange: null, bullishModifier: 1, bearishModifier: 1 },
      explanation: 'VIX 38.00 of 2026-10-02 15:00 ET is too old: no regime adjustment',
    });
    expect(layer?.reason).toBe('VIX 38.00 of 2026-10-02 15:00 ET is too old: no regime adjustment');
  });

  it('stops scaling while the session goes on', async () => {
    const { confluence } = await shownWith(clock.now());
    expect(confluence.regime.get('regime')).toMatchObject({ regime: 'crisis', bullishModifier: 0.4 });
    await clock.advance(11 * 60_000);
    confluence.refreshRegime();
    expect(confluence.regime.get('regime')).toMatchObject({ regime: 'unknown', bullishModifier: 1 });
  });
});

/** Real time goes on, market time stands still: a paused practice market, a night between two sessions of a replay. */
class StoppedMarket extends ManualClock {
  override now = (): number => instantOf('20261005', 10 * 3600);
}

describe('a quiet market', () => {
  it('is scored again while time goes on, and only for new circumstances while market time stands still', async () => {
    const scoresAfterSixSeconds = async (
      market: ManualClock,
      change: () => void = () => undefined,
    ): Promise<number> => {
      const analytics = new AnalyticsService(market);
      services.push(analytics);
      const confluence = new ConfluenceService({
        clock: market,
        weights: () => weights,
        book: (ticker) => analytics.book(ticker),
      });
      analytics.onBook((book) => confluence.update(book));
      let scores = 0;
      confluence.onScore(() => (scores += 1));
      watchSpy(analytics);
      await market.advance(6_000);
      change();
      confluence.refreshQuiet(analytics.books());
      return scores;
    };
    let weights = {};
    const startMs = clock.now();
    expect(await scoresAfterSixSeconds(new ManualClock(startMs))).toBe(2);
    expect(await scoresAfterSixSeconds(new StoppedMarket(startMs))).toBe(1);
    expect(await scoresAfterSixSeconds(new StoppedMarket(startMs), () => (weights = { momentum: 0.5 }))).toBe(2);
  });

  it('tells an unchanged regime once', async () => {
    const { analytics, confluence } = start();
    analytics.watch({ ticker: 'VIX', instrument: { id: 'VIX.IND' }, impliedVol30: null });
    analytics.quote({ ...emptyQuote('VIX.IND'), last: 15, close: 15, eventTime: clock.now() });
    const told: (number | null)[] = [];
    confluence.regime.watch({ set: ({ vix }) => told.push(vix), remove: () => undefined });
    confluence.refreshRegime();
    await clock.advance(2_000);
    confluence.refreshRegime();
    expect(told).toEqual([15]);
    analytics.quote({ ...emptyQuote('VIX.IND'), last: 16, close: 15, eventTime: clock.now() });
    await clock.advance(2_000);
    confluence.refreshRegime();
    expect(told).toEqual([15, 16]);
  });
});
