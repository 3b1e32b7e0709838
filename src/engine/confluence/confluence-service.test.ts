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
