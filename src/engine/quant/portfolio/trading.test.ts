import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedFractionalQuantity, kellyOfBets, kellyOfReturns, volTargetLeverage } from './position-sizing.ts';
import { tradeExcursion } from './trade-excursion.ts';
import { tradeStatistics } from './trade-statistics.ts';

describe('position sizes', () => {
  test('Kelly by hand, half never below nothing', () => {
    expect(kellyOfBets(0.6, 1)?.full).toBeCloseTo(0.2, 14);
    expect(kellyOfBets(0.25, 1)).toEqual({ full: -0.5, half: 0 });
    expect(kellyOfReturns(0.08, 0.2)?.full).toBeCloseTo(2, 14);
    expect([kellyOfBets(1.1, 1), kellyOfBets(0.5, 0), kellyOfBets(Number.NaN, 1), kellyOfReturns(1, 0)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('vol target, capped', () => {
    expect(volTargetLeverage({ target: 0.1, realised: 0.2, maxLeverage: 2 })).toBe(0.5);
    expect(volTargetLeverage({ target: 0.1, realised: 0.01, maxLeverage: 2 })).toBe(2);
    expect(volTargetLeverage({ target: 0.1, realised: 0, maxLeverage: 2 })).toBeNull();
    expect(volTargetLeverage({ target: 0.1, realised: Number.NaN, maxLeverage: 2 })).toBeNull();
  });

  test('fixed fractional never risks more than its share', () => {
    const price = fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(price, price, fc.integer({ min: 1, max: 1_000_000 }), (entry, stop, equity) => {
        const quantity = fixedFractionalQuantity({ equity, riskShare: 0.02, entry, stop, multiplier: 100 });
        const risked = quantity * Math.abs(entry - stop) * 100;
        expect(Number.isInteger(quantity) && risked <= 0.02 * equity + 1e-6 * Math.max(1, risked)).toBe(true);
      }),
    );
    const input = { equity: 10_000, riskShare: 0.01, entry: 100, stop: 99.9, multiplier: 1 };
    expect(fixedFractionalQuantity(input)).toBe(1000);
    expect(fixedFractionalQuantity({ ...input, stop: 100 })).toBe(0);
    expect(fixedFractionalQuantity({ ...input, equity: Number.NaN })).toBe(0);
    expect(fixedFractionalQuantity({ ...input, equity: -5 })).toBe(0);
  });
});

describe('trades', () => {
  const long = {
    side: 'long',
    entry: 100,
    stop: 98,
    exit: 103,
    highs: Float64Array.of(101, 104),
    lows: Float64Array.of(99, 100.5),
  } as const;

  test('R multiple and excursions by hand', () => {
    expect(tradeExcursion(long)).toEqual({
      rMultiple: 1.5,
      adverse: 1,
      favourable: 4,
      adverseR: 0.5,
      favourableR: 2,
    });
    expect(tradeExcursion({ ...long, side: 'short', stop: 102 })).toMatchObject({ rMultiple: -1.5, adverse: 4 });
    expect(tradeExcursion({ ...long, stop: 100 })).toMatchObject({ rMultiple: null, adverseR: null, adverse: 1 });
    expect(tradeExcursion({ ...long, exit: Number.NaN })).toBeNull();
    expect(tradeExcursion({ ...long, lows: Float64Array.of(1) })).toBeNull();
  });

  test('statistics by hand: nothing won or lost counts as a trade only', () => {
    expect(tradeStatistics(Float64Array.of(30, -10, 0, -10))).toEqual({
      count: 4,
      winRate: 0.25,
      profitFactor: 1.5,
      expectancy: 2.5,
      averageWin: 30,
      averageLoss: -10,
      payoff: 3,
    });
    expect(tradeStatistics(Float64Array.of(1)).profitFactor).toBe(Number.POSITIVE_INFINITY);
    const flat = tradeStatistics(Float64Array.of(0));
    expect(flat).toMatchObject({ winRate: 0, profitFactor: Number.POSITIVE_INFINITY, payoff: null });
    const none = { count: 0, winRate: null, profitFactor: null, expectancy: null };
    expect(tradeStatistics(new Float64Array(0))).toMatchObject(none);
    expect(tradeStatistics(Float64Array.of(1, Number.NaN))).toMatchObject({ count: 2, expectancy: null });
  });
});
