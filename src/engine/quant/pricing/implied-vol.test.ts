import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chainImpliedVols, impliedVol, impliedVolStatuses } from './implied-vol.ts';
import { allocateOptions } from './option-columns.ts';
import { bsmGreeks } from './option-greeks.ts';

const base = { cp: 1, spot: 100, strike: 90, years: 0.5, rate: 0.04, dividendYield: 0.01 } as const;

describe('implied volatility', () => {
  test('recovers a known vol', () => {
    const { price } = bsmGreeks({ ...base, vol: 0.37 });
    expect(impliedVol({ ...base, price }).vol).toBeCloseTo(0.37, 12);
  });

  test.each([
    [{ price: 11.27 }, 'below-intrinsic'],
    [{ strike: 120, price: -0.01 }, 'below-intrinsic'],
    [{ rate: 0, dividendYield: 0, price: 10 }, 'at-intrinsic'],
    [{ strike: 150, price: 0 }, 'at-intrinsic'],
    [{ price: 100 }, 'above-max'],
    [{ cp: -1, price: 90 }, 'above-max'],
    [{ price: Number.NaN }, 'invalid-input'],
    [{ years: 0, price: 12 }, 'invalid-input'],
    [{ spot: 0, price: 12 }, 'invalid-input'],
    [{ strike: 150, price: 1e-200 }, 'ok'],
  ] as const)('of %o is %s', (change, status) => {
    const result = impliedVol({ ...base, ...change });
    expect(result.status).toBe(status);
    if (status === 'at-intrinsic') expect(result.vol).toBe(0);
    else expect(result.vol !== null).toBe(status === 'ok');
  });

  test('round trips over the whole plane of moneyness, time and vol', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const point = fc.tuple(
      number(-2.5, 2.5),
      number(1e-5, 10),
      number(0.005, 8),
      fc.constantFrom(1 as const, -1 as const),
    );
    let inverted = 0;
    fc.assert(
      fc.property(point, ([logMoneyness, years, vol, cp]) => {
        const terms = { ...base, strike: 100 * Math.exp(logMoneyness), years, cp };
        const { price, vega, delta } = bsmGreeks({ ...terms, vol });
        const result = impliedVol({ ...terms, price });
        if (result.status !== 'ok' || result.vol === null) return;
        // The accuracy that rounding of the price alone allows.
        const scale = Math.abs(delta) * 100 + price + 100 + terms.strike;
        const attainable = 2e-12 * vol + (32 * Number.EPSILON * scale) / vega;
        if (attainable > 0.01 * vol) return;
        inverted += 1;
        expect(Math.abs(result.vol - vol)).toBeLessThanOrEqual(attainable);
      }),
      { numRuns: 3000, seed: 11 },
    );
    expect(inverted).toBeGreaterThan(1000);
  });

  test('inverts the smallest price a double holds', () => {
    // Vols of the exact price 2^-1074, from 60 digits: S 100, T 0.5, r 4 %, q 1 %.
    const smallest = { price: Number.MIN_VALUE, spot: 100, years: 0.5, rate: 0.04, dividendYield: 0.01 };
    const call = impliedVol({ ...smallest, cp: 1, strike: 150 });
    const put = impliedVol({ ...smallest, cp: -1, strike: 60 });
    expect([call.status, put.status]).toEqual(['ok', 'ok']);
    expect(call.vol).toBeCloseTo(0.01438851636413864, 15);
    expect(put.vol).toBeCloseTo(0.019378616640694, 15);
  });

  test('of a chain equals row by row', () => {
    const options = allocateOptions(5);
    options.cp.set([1, -1, 1, -1, 1]);
    options.strike.set([90, 100, 110, 0, 150]);
    options.years.fill(0.25);
    const prices = Float64Array.of(14, 4, 2, 3, 0);
    const out = { vol: new Float64Array(5), status: new Uint8Array(5) };
    chainImpliedVols({ options, prices, spot: 100 }, out);
    for (let row = 0; row < 5; row += 1) {
      const alone = impliedVol({
        cp: options.cp[row] === 1 ? 1 : -1,
        price: prices[row] ?? 0,
        spot: 100,
        strike: options.strike[row] ?? 0,
        years: 0.25,
        rate: 0,
        dividendYield: 0,
      });
      expect(impliedVolStatuses[out.status[row] ?? 9]).toBe(alone.status);
      expect(Number.isNaN(out.vol[row]) ? null : out.vol[row]).toBe(alone.vol);
    }
  });
});
