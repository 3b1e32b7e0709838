import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../pricing/normal.ts';
import { ssviButterfly, ssviCalendarFree, ssviSlice, ssviVariance } from './ssvi.ts';
import {
  butterflyTerm,
  calendarCheck,
  checkGrid,
  gridPoint,
  leeWingsHold,
  sliceArbitrage,
  smallestButterfly,
} from './svi-arbitrage.ts';
import { jumpWings, sliceOfJumpWings } from './svi-jump-wings.ts';
import {
  isSviSlice,
  type SviSlice,
  sviCurvature,
  sviFloor,
  sviSlope,
  sviVariance,
  sviVariances,
  sviVol,
} from './svi-slice.ts';

/** Axel Vogt's example: a slice whose density turns negative. Gatheral & Jacquier 2014, example 3.1. */
const vogt: SviSlice = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 };
const calm: SviSlice = { a: 0.01, b: 0.05, rho: -0.4, m: 0.02, sigma: 0.1 };
const flat: SviSlice = { a: 0.04, b: 0, rho: 0, m: 0, sigma: 0.1 };

const slices = fc.record({
  a: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
  b: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  rho: fc.double({ min: -0.95, max: 0.95, noNaN: true }),
  m: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
  sigma: fc.double({ min: 0.05, max: 0.8, noNaN: true }),
});
const moneyness = fc.double({ min: -2, max: 2, noNaN: true });

/** Undiscounted call on a forward of 1 struck at K = e^k. */
function call(slice: SviSlice, strike: number): number {
  const k = Math.log(strike);
  const deviation = Math.sqrt(sviVariance(slice, k));
  const d1 = -k / deviation + deviation / 2;
  return normalCdf(d1) - strike * normalCdf(d1 - deviation);
}

describe('an SVI slice', () => {
  test('has the values of its formula', () => {
    // k - m = 0.24, R = 0.26.
    expect(sviVariance(calm, 0.26)).toBeCloseTo(0.01 + 0.05 * (-0.4 * 0.24 + 0.26), 15);
    expect(sviSlope(calm, 0.26)).toBeCloseTo(0.05 * (-0.4 + 0.24 / 0.26), 15);
    expect(sviCurvature(calm, 0.26)).toBeCloseTo((0.05 * 0.01) / 0.26 ** 3, 14);
    expect(sviVol(calm, 0.26, 0.5)).toBeCloseTo(Math.sqrt(sviVariance(calm, 0.26) / 0.5), 15);
    expect(sviVol(calm, 0.26, 0)).toBeNaN();
    const out = new Float64Array(2);
    sviVariances(calm, Float64Array.of(0.26, 0), out);
    expect([...out]).toEqual([sviVariance(calm, 0.26), sviVariance(calm, 0)]);
  });

  test('has the derivatives of its variance, and nothing below its floor', () => {
    fc.assert(
      fc.property(slices, moneyness, (slice, k) => {
        const h = 1e-5;
        const slope = (sviVariance(slice, k + h) - sviVariance(slice, k - h)) / (2 * h);
        const curvature = (sviSlope(slice, k + h) - sviSlope(slice, k - h)) / (2 * h);
        expect(sviSlope(slice, k)).toBeCloseTo(slope, 7);
        expect(sviCurvature(slice, k)).toBeCloseTo(curvature, 5);
        expect(sviVariance(slice, k)).toBeGreaterThanOrEqual(sviFloor(slice) * (1 - 1e-12));
      }),
    );
  });

  test('is told from what is none', () => {
    expect([vogt, calm, flat].map(isSviSlice)).toEqual([true, true, true]);
    for (const wrong of [{ b: -0.1 }, { rho: 1 }, { rho: Number.NaN }, { sigma: 0 }, { a: -0.02 }, { m: Infinity }]) {
      expect(isSviSlice({ ...calm, ...wrong })).toBe(false);
      expect(sliceArbitrage({ ...calm, ...wrong })).toBe('invalid-slice');
    }
  });

  test('goes to jump wings and back', () => {
    fc.assert(
      fc.property(slices, fc.double({ min: 0.01, max: 3, noNaN: true }), (slice, years) => {
        const wings = jumpWings(slice, years);
        // Where the vertex stands at the money the way back does not exist.
        fc.pre(wings !== null && wings.variance - wings.smallestVariance > 1e-3 * wings.variance);
        const back = wings === null ? null : sliceOfJumpWings(wings, years);
        expect(back).not.toBeNull();
        for (const k of [-1, -0.1, 0, 0.2, 1]) {
          expect(sviVariance(back ?? flat, k)).toBeCloseTo(sviVariance(slice, k), 8);
        }
      }),
    );
    expect(jumpWings(calm, 0)).toBeNull();
    expect(
      sliceOfJumpWings({ variance: 0.1, skew: 9, putWing: 0.5, callWing: 0.5, smallestVariance: 0.05 }, 1),
    ).toBeNull();
  });
});

describe('butterfly arbitrage', () => {
  test("is found in Vogt's slice, beyond four deviations of the money", () => {
    expect(smallestButterfly(vogt, { low: -2, high: 2, points: 801 })).toBeCloseTo(-0.0328633604, 7);
    expect(smallestButterfly(vogt)).toBeGreaterThan(0);
    expect(sliceArbitrage(vogt)).toBe('wing-butterfly');
    expect([calm, flat].map(sliceArbitrage)).toEqual(['none', 'none']);
  });

  test('is the sign of the second difference of call prices', () => {
    fc.assert(
      fc.property(slices, fc.double({ min: -1, max: 1, noNaN: true }), (slice, k) => {
        const strike = Math.exp(k);
        const h = 1e-3 * strike;
        const w = sviVariance(slice, k);
        const butterfly = (call(slice, strike + h) - 2 * call(slice, strike) + call(slice, strike - h)) / (h * h);
        const d2 = -k / Math.sqrt(w) - Math.sqrt(w) / 2;
        const density = (butterflyTerm(slice, k) * Math.exp(-0.5 * d2 * d2)) / (strike * Math.sqrt(2 * Math.PI * w));
        expect(Math.abs(density - butterfly)).toBeLessThan(2e-3 * Math.max(1, Math.abs(density)));
      }),
    );
  });

  test('is seen where a wing is too steep, the variance is gone or a parameter is none', () => {
    expect(sliceArbitrage({ a: 0.01, b: 1.3, rho: -0.7, m: 0, sigma: 0.1 })).toBe('wings-too-steep');
    expect(leeWingsHold({ ...calm, b: 1.25, rho: -0.6 })).toBe(true);
    expect(butterflyTerm({ ...flat, a: 0 }, 0.1)).toBeNaN();
    expect(sliceArbitrage({ ...flat, a: 0 })).toBe('butterfly');
  });

  test('is looked for on a grid that ends where it should', () => {
    const grid = checkGrid(flat);
    expect([gridPoint(grid, 0), gridPoint(grid, 800)]).toEqual([-0.8, 0.8]);
    expect(gridPoint(grid, 400)).toBeCloseTo(0, 15);
  });
});

describe('calendar arbitrage', () => {
  test('is a variance that falls', () => {
    expect(calendarCheck({ nearer: calm, later: { ...calm, a: 0.02 } })).toMatchObject({ free: true });
    const crossed = calendarCheck({ nearer: calm, later: { ...calm, m: 0.1 } });
    expect(crossed.free).toBe(false);
    expect(crossed.smallestGain).toBeLessThan(0);
    expect(calendarCheck({ nearer: calm, later: calm })).toMatchObject({ free: true, smallestGain: 0 });
  });

  test('is also a wing that will cross beyond the grid', () => {
    const steeper = { ...calm, b: 0.06 };
    const check = calendarCheck({ nearer: steeper, later: { ...calm, a: 0.2 } });
    expect(check.smallestGain).toBeGreaterThan(0);
    expect(check.free).toBe(false);
  });

  test('has no answer for what is no slice', () => {
    expect(calendarCheck({ nearer: { ...calm, b: -1 }, later: calm })).toEqual({
      free: false,
      smallestGain: Number.NaN,
      at: Number.NaN,
    });
  });
});

describe('SSVI', () => {
  const surfaces = fc.record({
    rho: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
    eta: fc.double({ min: 0.1, max: 3, noNaN: true }),
    gamma: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const thetas = fc.double({ min: 0.001, max: 1, noNaN: true });

  test('is theta at the money and a raw slice everywhere', () => {
    fc.assert(
      fc.property(surfaces, thetas, moneyness, (surface, theta, k) => {
        expect(ssviVariance(surface, theta, 0)).toBeCloseTo(theta, 12);
        expect(ssviVariance(surface, theta, k)).toBeCloseTo(sviVariance(ssviSlice(surface, theta), k), 11);
      }),
    );
  });

  test('has no butterfly under its conditions, and no calendar spread for a rising theta', () => {
    fc.assert(
      fc.property(surfaces, thetas, fc.double({ min: 0, max: 0.5, noNaN: true }), (surface, theta, later) => {
        const slice = ssviSlice(surface, theta);
        if (ssviButterfly(surface, theta).free) expect(smallestButterfly(slice)).toBeGreaterThan(-1e-9);
        expect(ssviCalendarFree(surface, Float64Array.of(theta, theta + later))).toBe(true);
        expect(calendarCheck({ nearer: slice, later: ssviSlice(surface, theta + later) }).smallestGain).toBeGreaterThan(
          -1e-12,
        );
      }),
    );
  });

  test('is never free where a parameter is out of range', () => {
    const surface = { rho: -0.5, eta: 1, gamma: 0.5 };
    expect(ssviButterfly(surface, 0).free).toBe(false);
    expect(ssviButterfly({ ...surface, rho: 1 }, 0.1).free).toBe(false);
    expect(ssviButterfly({ ...surface, eta: 60 }, 0.1).free).toBe(false);
    expect(ssviCalendarFree(surface, Float64Array.of(0.2, 0.1))).toBe(false);
    expect(ssviCalendarFree({ ...surface, gamma: 1.5 }, Float64Array.of(0.1, 0.2))).toBe(false);
    expect(ssviCalendarFree(surface, Float64Array.of(Number.NaN))).toBe(false);
  });
});
