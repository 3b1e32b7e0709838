import { describe, expect, test } from 'vitest';
import { americanWithDividends } from './american-dividends.ts';
import { americanGreeks } from './american-greeks.ts';
import { bsmPrice } from './bsm-price.ts';

const call = { cp: 1, spot: 100, strike: 90, years: 0.5, vol: 0.25, rate: 0.05, dividendYield: 0 } as const;
const put = { ...call, cp: -1 } as const;
const dividends = [{ years: 0.25, amount: 3 }];

describe('American options on shares with cash dividends', () => {
  test('without a dividend due are the plain ones', () => {
    const plain = americanGreeks(put);
    expect(americanWithDividends(put, [])).toEqual(plain);
    expect(americanWithDividends(put, [{ years: 0.6, amount: 3 }])).toEqual(plain);
    expect(americanWithDividends(put, [{ years: -0.1, amount: 3 }])).toEqual(plain);
  });

  test('a call is worth at least exercise at expiry and exercise just before the dividend', () => {
    const { price, european, delta, gamma } = americanWithDividends(call, dividends);
    const owed = 3 * Math.exp(-0.05 * 0.25);
    expect(european).toBeCloseTo(bsmPrice({ ...call, spot: 100 - owed }), 12);
    expect(price).toBeGreaterThan(european);
    // An option that dies just before the dividend, on the same moving part: strike less the dividend.
    const untilDividend = bsmPrice({ ...call, spot: 100 - owed, strike: 90 - 3, years: 0.25 });
    expect(price).toBeGreaterThan(untilDividend);
    expect([delta > 0.7 && delta < 1, gamma > 0]).toEqual([true, true]);
  });

  test('a dividend lowers a call and raises a put', () => {
    expect(americanWithDividends(call, dividends).price).toBeLessThan(americanGreeks(call).price);
    expect(americanWithDividends(put, dividends).price).toBeGreaterThan(americanGreeks(put).price);
  });

  test('delta, gamma and theta match differences', () => {
    for (const option of [call, put]) {
      const at = (change: object) => americanWithDividends({ ...option, ...change }, dividends);
      const { delta, gamma } = at({});
      expect(delta).toBeCloseTo((at({ spot: 101 }).price - at({ spot: 99 }).price) / 2, 2);
      expect(gamma).toBeCloseTo((at({ spot: 101 }).delta - at({ spot: 99 }).delta) / 2, 2);
      const later = americanWithDividends({ ...option, years: 0.49 }, [{ years: 0.24, amount: 3 }]).price;
      expect(Math.abs(at({}).theta - (later - at({}).price) / 0.01)).toBeLessThan(0.3);
    }
  });

  test('without volatility the best moment is known', () => {
    const { price, status } = americanWithDividends({ ...call, vol: 0 }, dividends);
    expect(status).toBe('zero-vol');
    // Exercise just before the dividend: 100 now against 90 paid then.
    expect(price).toBeCloseTo(100 - 90 * Math.exp(-0.05 * 0.25), 10);
  });

  test('dividends beyond the spot and bad amounts are invalid', () => {
    expect(americanWithDividends(call, [{ years: 0.1, amount: 150 }]).status).toBe('invalid-input');
    expect(americanWithDividends(call, [{ years: 0.1, amount: Number.NaN }]).status).toBe('invalid-input');
    expect(americanWithDividends({ ...call, spot: 0 }, dividends).price).toBeNaN();
  });
});
