import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fineBoundary } from './american-boundary.ts';
import { americanGreeks } from './american-greeks.ts';
import { americanImpliedVol } from './american-implied-vol.ts';
import { solveAmerican } from './american-price.ts';
import { baroneAdesiWhaley } from './barone-adesi-whaley.ts';
import { bsmPrice, type SpotOption } from './bsm-price.ts';
import { crrTree } from './crr-tree.ts';
import { bsmGreeks } from './option-greeks.ts';

const put = { cp: -1, spot: 100, strike: 105, years: 0.5, vol: 0.3, rate: 0.05, dividendYield: 0.01 } as const;
const greekKeys = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho', 'european'] as const;

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Anything a listed option on a share may be, with rates from 0 up. */
const listed: fc.Arbitrary<SpotOption> = fc.record({
  cp: fc.constantFrom(1 as const, -1 as const),
  spot: fc.constant(100),
  strike: number(40, 250),
  years: number(0.001, 3),
  vol: number(0.05, 1.5),
  rate: number(0, 0.12),
  dividendYield: number(-0.02, 0.12),
});

describe('American options', () => {
  test('agree with a tree of 2,000 steps', () => {
    for (const change of [{}, { cp: 1, dividendYield: 0.08 }, { strike: 130, years: 2 }, { vol: 0.9 }] as const) {
      const option: SpotOption = { ...put, ...change };
      const tree = 0.5 * (crrTree(option, 2000).american + crrTree(option, 2001).american);
      expect(Math.abs(americanGreeks(option).price - tree)).toBeLessThan(2e-5 * option.spot);
    }
  });

  test('of the usual resolution lie within 5e-6 of spot of the fine one', () => {
    fc.assert(
      fc.property(listed, (drawn) => {
        const option = { ...drawn, rate: Math.max(drawn.rate, 0.001), cp: -1 as const };
        const fine = solveAmerican(option, { scheme: fineBoundary });
        expect(Math.abs(solveAmerican(option).price - fine.price)).toBeLessThan(5e-6 * option.spot);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  test('are worth at least the European option and intrinsic value, and rise with vol', () => {
    fc.assert(
      fc.property(listed, (option) => {
        const { price, european, exercised } = americanGreeks(option);
        const intrinsic = Math.max(option.cp * (option.spot - option.strike), 0);
        expect(price).toBeGreaterThanOrEqual(european);
        expect(price).toBeGreaterThanOrEqual(intrinsic);
        if (exercised) expect(price).toBeCloseTo(intrinsic, 6);
        const higher = americanGreeks({ ...option, vol: option.vol * 1.1 }).price;
        expect(higher).toBeGreaterThanOrEqual(price - 1e-6 * option.spot);
      }),
      { numRuns: 120, seed: 5 },
    );
  });

  test('without a gain from exercise equal the European option exactly', () => {
    fc.assert(
      fc.property(listed, number(-0.05, 0), (option, dividendYield) => {
        const call = { ...option, cp: 1 as const, dividendYield };
        expect(americanGreeks(call)).toMatchObject({ price: bsmGreeks(call).price, exercised: false });
        expect(baroneAdesiWhaley(call)).toBe(bsmPrice(call));
      }),
      { numRuns: 50, seed: 7 },
    );
    const freePut = { ...put, rate: 0 };
    expect(americanGreeks(freePut).price).toBe(bsmGreeks(freePut).price);
  });

  test('obey the symmetry of calls and puts', () => {
    const { spot, strike, rate, dividendYield } = put;
    const mirrored = { ...put, cp: 1 as const, spot: strike, strike: spot, rate: dividendYield, dividendYield: rate };
    expect(americanGreeks(mirrored).price).toBeCloseTo(americanGreeks(put).price, 10);
  });

  test('have derivatives that match differences of the fine price', () => {
    const price = (change: Partial<SpotOption>) => solveAmerican({ ...put, ...change }, { scheme: fineBoundary }).price;
    const greeks = americanGreeks(put);
    const [up, down] = [price({ spot: 100.5 }), price({ spot: 99.5 })];
    expect(greeks.delta).toBeCloseTo(up - down, 4);
    expect(greeks.gamma).toBeCloseTo((up - 2 * price({}) + down) / 0.25, 4);
    expect(greeks.vega).toBeCloseTo((price({ vol: 0.301 }) - price({ vol: 0.299 })) / 0.002, 2);
    expect(greeks.rho).toBeCloseTo((price({ rate: 0.0505 }) - price({ rate: 0.0495 })) / 0.001, 2);
    expect(greeks.theta).toBeCloseTo((price({ years: 0.499 }) - price({ years: 0.501 })) / 0.002, 2);
    const call = { ...put, cp: 1 as const, dividendYield: 0.09 };
    const callPrice = (spot: number) => solveAmerican({ ...call, spot }, { scheme: fineBoundary }).price;
    expect(americanGreeks(call).delta).toBeCloseTo(callPrice(100.5) - callPrice(99.5), 4);
    const second = (callPrice(100.5) - 2 * callPrice(100) + callPrice(99.5)) / 0.25;
    expect(americanGreeks(call).gamma).toBeCloseTo(second, 4);
  });

  test('past the boundary are the shares, and just short of it nearly so', () => {
    const deep = americanGreeks({ ...put, strike: 160 });
    expect(deep).toMatchObject({ exercised: true, price: 60, delta: -1, gamma: 0, vega: 0, theta: 0, rho: 0 });
    const near = americanGreeks({ ...put, strike: 132 });
    expect(near.exercised).toBe(false);
    expect(near.delta).toBeLessThan(-0.9);
    for (const key of greekKeys) expect(near[key]).not.toBeNaN();
  });

  test('with negative rates come from the lattice and stay above every bound', () => {
    const option = { ...put, rate: -0.01, dividendYield: -0.04 };
    const { price, european } = americanGreeks(option);
    const tree = 0.5 * (crrTree(option, 2000).american + crrTree(option, 2001).american);
    expect(Math.abs(price - tree)).toBeLessThan(1e-4 * option.spot);
    expect(price).toBeGreaterThan(european);
  });

  test.each([
    [{ spot: 0 }, 'invalid-input'],
    [{ vol: Number.NaN }, 'invalid-input'],
    [{ vol: -0.2 }, 'invalid-input'],
    [{ years: 0 }, 'expired'],
    [{ years: -1 }, 'expired'],
    [{ vol: 0 }, 'zero-vol'],
    [{ vol: 0, strike: 90 }, 'zero-vol'],
  ] as const)('with %o are %s', (change, status) => {
    const greeks = americanGreeks({ ...put, ...change });
    expect(greeks.status).toBe(status);
    for (const key of greekKeys) expect(Number.isNaN(greeks[key])).toBe(status === 'invalid-input');
  });

  test('are finite however extreme the terms', () => {
    const extreme = fc.record({
      cp: fc.constantFrom(1 as const, -1 as const),
      spot: fc.constantFrom(0.01, 100, 1e5),
      strike: fc.constantFrom(0.5, 100, 3e4),
      years: fc.constantFrom(1e-6, 0.01, 1, 15),
      vol: fc.constantFrom(0.01, 0.3, 5),
      rate: fc.constantFrom(0, 1e-6, 0.05, 0.3),
      dividendYield: fc.constantFrom(0, 1e-6, 0.05, 0.5),
    });
    fc.assert(
      fc.property(extreme, (option) => {
        const greeks = americanGreeks(option);
        for (const key of greekKeys) if (!Number.isFinite(greeks[key])) expect.fail(`${key} ${JSON.stringify(option)}`);
        expect(Number.isFinite(baroneAdesiWhaley(option))).toBe(true);
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});

test('the textbook tree needs enough steps and valid input', () => {
  expect(crrTree({ ...put, vol: 0.001 }, 1).american).toBeNaN();
  expect(crrTree({ ...put, spot: -1 }, 10).american).toBeNaN();
  expect(crrTree({ ...put, years: 0 }, 10)).toEqual({ american: 5, european: 5 });
});

describe('American implied vols', () => {
  test('give back the vol of a price', () => {
    fc.assert(
      fc.property(listed, (option) => {
        const { price, vega, exercised } = americanGreeks(option);
        const result = americanImpliedVol({ ...option, price });
        if (exercised || price === 0 || vega < 0.01) return;
        expect(result.status).toBe('ok');
        const again = americanGreeks({ ...option, vol: result.vol ?? Number.NaN }).price;
        expect(Math.abs(again - price)).toBeLessThan(1e-6 * option.spot);
        expect(Math.abs((result.vol ?? Number.NaN) - option.vol)).toBeLessThan(1e-4);
      }),
      { numRuns: 40, seed: 13 },
    );
  });

  test.each([
    [4.99, 'below-intrinsic'],
    [-1, 'below-intrinsic'],
    [5, 'at-intrinsic'],
    [105, 'above-max'],
    [Number.NaN, 'invalid-input'],
    [12, 'ok'],
  ] as const)('of a price of %d is %s', (price, status) => {
    const result = americanImpliedVol({ ...put, price });
    expect(result.status).toBe(status);
    expect(result.vol === null).toBe(status !== 'ok' && status !== 'at-intrinsic');
  });
});
