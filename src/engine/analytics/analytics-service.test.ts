import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import type { OptionChain, OptionRow } from '../domain/chain.ts';
import { instantOf } from '../domain/time.ts';
import { AnalyticsService } from './analytics-service.ts';

const nowMs = instantOf('20261005', 10 * 3_600);

function chainOf(strikes: readonly number[]): OptionChain {
  const rows = strikes.map((strike): OptionRow => ({
    ...{ instrument: `SPY.OPT.20261016.C.${strike}`, tradingClass: 'SPY', expiry: '20261016', strike, right: 'C' },
    ...{ bid: null, ask: null, last: null, volume: 10, openInterest: 1_000, impliedVol: 0.2 },
    ...{ eventTime: nowMs, receivedTime: nowMs },
  }));
  const time = rows.length > 0 ? nowMs : null;
  return {
    ...{ underlying: 'SPY', multiplier: 100, spot: 500, wanted: 10, seen: rows.length, rows, delayMs: 0 },
    ...{ core: { wanted: 10, answered: rows.length } },
    ...{ oldestRowTime: time, newestRowTime: time, middleRowTime: time },
  };
}

test('levels of a chain that is no more are taken back, not left standing', async () => {
  const clock = new ManualClock(nowMs);
  const analytics = new AnalyticsService(clock);
  const removed: string[] = [];
  const receiver = { set: () => undefined, remove: (key: string) => void removed.push(key) };
  analytics.exposures.watch(receiver);
  analytics.volatilities.watch(receiver);
  analytics.watch({ ticker: 'SPY', instrument: null, impliedVol30: null });
  analytics.chain(chainOf([490, 500, 510]));
  await clock.advance(5_000);
  expect(analytics.exposures.get('SPY')).toBeDefined();
  expect(analytics.volatilities.get('SPY')).toBeDefined();
  analytics.chain(chainOf([]));
  await clock.advance(5_000);
  expect(removed).toEqual(['SPY', 'SPY']);
  expect(analytics.exposures.get('SPY')).toBeUndefined();
  expect(analytics.volatilities.get('SPY')).toBeUndefined();
  analytics.close();
});
