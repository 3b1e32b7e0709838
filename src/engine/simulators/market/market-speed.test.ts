import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import { createVirtualClock } from '../create-virtual-clock.ts';
import type { PracticeMarket } from './practice-market.ts';
import { createPracticeMarket } from './practice-market.ts';

const date = '20261005';

/** Processor time, which other programs on the machine do not lengthen much; limits leave several times what is needed. */
function timed(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function open(): PracticeMarket {
  return createPracticeMarket({
    seed: 9,
    tradingDate: date,
    clock: createVirtualClock({ startMs: instantOf(date, 34_200), speed: 0 }),
  });
}

describe('speed', () => {
  it('reaches half past ten at once when nobody listens', () => {
    const market = open();
    expect(
      timed(() => {
        market.clock.advanceTo(instantOf(date, 37_800));
        market.quote('SPY.STK');
      }),
    ).toBeLessThan(300);
  });

  it('plays sixty subscribed instruments far faster than a hundredfold', () => {
    const market = open();
    const options = market
      .derivatives('SPY', 'OPT')
      .slice(300, 312)
      .map((option) => option.id);
    const ids = [
      ...market.underlyings().map((instrument) => instrument.id),
      ...market.derivatives('VIX', 'FUT').map((instrument) => instrument.id),
      ...options,
    ].slice(0, 60);
    let events = 0;
    for (const id of ids) {
      market.onQuote(id, () => void (events += 1));
      market.onPrint(id, () => void (events += 1));
    }
    market.clock.advanceTo(instantOf(date, 34_500));
    // Two venue minutes last 1200 ms at a hundredfold.
    expect(timed(() => market.clock.advanceTo(instantOf(date, 34_620)))).toBeLessThan(1200);
    expect(events).toBeGreaterThan(20_000);
  });

  it('costs nothing when nobody listens', () => {
    const market = open();
    const stop = market.onQuote('SPY.STK', () => {});
    stop();
    expect(timed(() => market.clock.advanceTo(instantOf(date, 57_600)))).toBeLessThan(20);
  });

  it('answers a year of daily bars and a day of minutes quickly', () => {
    const market = open();
    market.clock.advanceTo(instantOf(date, 57_600));
    const fromMs = instantOf('20250930', 0);
    expect(
      timed(() =>
        expect(market.history('AAPL.STK', 'TRADES', 86_400_000, fromMs, market.clock.now()).length).toBeGreaterThan(
          250,
        ),
      ),
    ).toBeLessThan(1500);
    expect(
      timed(() =>
        expect(
          market.history('AAPL.STK', 'TRADES', 60_000, instantOf(date, 0), market.clock.now()).length,
        ).toBeGreaterThan(390),
      ),
    ).toBeLessThan(500);
  });
});
