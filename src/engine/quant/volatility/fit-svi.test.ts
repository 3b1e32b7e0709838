import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitSvi } from './fit-svi.ts';
import { nearMoney } from './near-money.ts';
import { leeWingsHold, sliceArbitrage, smallestButterfly } from './svi-arbitrage.ts';
import { type SviSlice, sviVariance } from './svi-slice.ts';

const grid = Float64Array.from({ length: 21 }, (_value, index) => -0.5 + index * 0.05);
const vogt: SviSlice = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 };

function quotesOf(slice: SviSlice, k: Float64Array) {
  return { k, variance: k.map((one) => sviVariance(slice, one)) };
}

/** Slices whose bend lies in reach of the quotes, scaled by their level. */
const slices = fc
  .record({
    level: fc.double({ min: 1e-4, max: 1, noNaN: true }),
    b: fc.double({ min: 0.1, max: 1.2, noNaN: true }),
    rho: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
    m: fc.double({ min: -1, max: 1, noNaN: true }),
    sigma: fc.double({ min: 0.2, max: 2, noNaN: true }),
  })
  .map(({ level, b, rho, m, sigma }) => {
    const root = Math.sqrt(level);
    return { a: 0.5 * level, b: b * root, rho, m: m * root, sigma: sigma * root };
  });

const noise = fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 21, maxLength: 21 });

/** 21 strikes over two and a half at-the-money deviations to either side. */
function strikesOf(slice: SviSlice): Float64Array {
  const reach = 2.5 * Math.sqrt(sviVariance(slice, 0));
  return grid.map((k) => 2 * k * reach);
}

describe('the SVI fit', () => {
  test('finds a slice again from quotes without noise', () => {
    fc.assert(
      fc.property(slices, (slice) => {
        const quotes = quotesOf(slice, strikesOf(slice));
        const fit = fitSvi(quotes);
        expect(fit.points).toBe(21);
        for (const [row, k] of quotes.k.entries()) {
          const error = Math.abs(sviVariance(fit.slice ?? vogt, k) - (quotes.variance[row] ?? 0));
          expect(error).toBeLessThan(1e-8);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('does not depend on the order of the strikes, nor on rows that are no quotes', () => {
    fc.assert(
      fc.property(slices, noise, fc.integer({ min: 1, max: 20 }), (slice, errors, turn) => {
        const k = strikesOf(slice);
        const variance = k.map((one, row) => sviVariance(slice, one) * (1 + (errors[row] ?? 0)));
        const turned = (column: Float64Array) => Float64Array.of(...column.slice(turn), ...column.slice(0, turn));
        const fit = fitSvi({ k, variance });
        expect(fitSvi({ k: turned(k), variance: turned(variance) })).toEqual(fit);
        const holed = {
          k: Float64Array.of(...k, 0.1, Number.NaN),
          variance: Float64Array.of(...variance, Number.NaN, 1),
        };
        expect(fitSvi(holed)).toEqual(fit);
      }),
      { numRuns: 20 },
    );
  });

  test('is no worse than the slice the noise was added to', () => {
    fc.assert(
      fc.property(slices, noise, (slice, errors) => {
        const k = strikesOf(slice);
        const variance = k.map((one, row) => sviVariance(slice, one) * (1 + (errors[row] ?? 0)));
        const truth = Math.sqrt(
          k.reduce((sum, one, row) => sum + (sviVariance(slice, one) - (variance[row] ?? 0)) ** 2, 0) / 21,
        );
        expect(fitSvi({ k, variance }).rmse).toBeLessThanOrEqual(truth * (1 + 1e-9) + 1e-12);
      }),
      { numRuns: 40 },
    );
  });

  test('scales with the variance and with the log-moneyness', () => {
    const k = grid.map((one) => one + 0.03 * Math.sin(40 * one));
    const variance = k.map((one) => sviVariance(vogt, one) * (1 + 0.02 * Math.cos(90 * one)));
    const fit = fitSvi({ k, variance });
    const scaled = fitSvi({ k: k.map((one) => 4 * one), variance: variance.map((one) => one / 16) });
    // Powers of two scale without rounding.
    expect(scaled.rmse).toBe(fit.rmse / 16);
    expect(scaled.slice?.a).toBe((fit.slice?.a ?? 0) / 16);
    expect(scaled.slice?.m).toBe(4 * (fit.slice?.m ?? 0));
    expect(scaled.slice?.rho).toBe(fit.slice?.rho);
  });

  test('says that the closest slice has an arbitrage', () => {
    const fit = fitSvi(
      quotesOf(
        vogt,
        grid.map((k) => 3 * k),
      ),
    );
    expect(fit).toMatchObject({ status: 'arbitrage', arbitrage: 'wing-butterfly' });
    expect(fit.rmse).toBeLessThan(1e-10);
    const steep = fitSvi(quotesOf({ a: 0.01, b: 1.3, rho: -0.7, m: 0, sigma: 0.1 }, grid));
    expect(steep).toMatchObject({ status: 'arbitrage', arbitrage: 'wings-too-steep' });
  });

  test('stays free of arbitrage where asked to', () => {
    const steep = { a: 0.01, b: 1.3, rho: -0.7, m: 0, sigma: 0.1 };
    for (const slice of [vogt, steep]) {
      const fit = fitSvi({
        ...quotesOf(
          slice,
          grid.map((k) => 3 * k),
        ),
        arbitrageFree: true,
      });
      expect(fit).toMatchObject({ status: 'ok', arbitrage: 'none' });
      expect(fit.rmse).toBeGreaterThan(1e-6);
    }
    fc.assert(
      fc.property(slices, noise, (slice, errors) => {
        const k = strikesOf(slice);
        const variance = k.map((one, row) => sviVariance(slice, one) * (1 + 2 * (errors[row] ?? 0)));
        const fit = fitSvi({ k, variance, arbitrageFree: true });
        expect(fit.status).toBe('ok');
        expect(leeWingsHold(fit.slice ?? steep)).toBe(true);
        expect(smallestButterfly(fit.slice ?? steep)).toBeGreaterThanOrEqual(0);
        expect(sliceArbitrage(fit.slice ?? steep)).toBe('none');
      }),
      { numRuns: 25 },
    );
  });

  test('has a status instead of a slice where there is too little', () => {
    const none = new Float64Array(0);
    expect(fitSvi({ k: none, variance: none })).toMatchObject({ status: 'no-points', slice: null, points: 0 });
    const four = Float64Array.of(-0.1, 0, 0.1, 0.2, 0.2);
    const level = new Float64Array(5).fill(0.04);
    expect(fitSvi({ k: four, variance: level })).toMatchObject({ status: 'too-few-points', slice: null, points: 5 });
    expect(fitSvi({ k: grid, variance: grid.map(() => -1) }).status).toBe('no-points');
    expect(fitSvi({ k: grid, variance: grid.map(() => Number.NaN) }).status).toBe('no-points');
  });

  test('fits what is flat, straight or a spike without a NaN', () => {
    const flat = fitSvi({ k: grid, variance: grid.map(() => 0.04) });
    expect(flat.rmse).toBeLessThan(1e-9);
    expect(flat.status).toBe('ok');
    const straight = fitSvi({ k: grid, variance: grid.map((k) => 0.04 - 0.03 * k) });
    expect(straight.rmse).toBeLessThan(1e-6);
    const spike = fitSvi({ k: grid, variance: grid.map((k) => (k === 0 ? 1 : 0.04)) });
    for (const value of [spike.rmse, ...Object.values(spike.slice ?? { none: Number.NaN })]) {
      expect(Number.isFinite(value)).toBe(true);
    }
  });

  test('leans towards the quotes with weight', () => {
    const variance = grid.map((k) => 0.04 + 0.02 * Math.abs(k) + (k > 0.2 ? 0.01 : 0));
    const weights = grid.map((k) => (k > 0.2 ? 1e-9 : 1));
    const even = fitSvi({ k: grid, variance });
    const leaning = fitSvi({ k: grid, variance, weights });
    const miss = (slice: SviSlice | null) => Math.abs(sviVariance(slice ?? vogt, -0.3) - 0.046);
    expect(miss(leaning.slice)).toBeLessThan(miss(even.slice));
  });
});

describe('quotes near the money', () => {
  test('are those within so many deviations', () => {
    const k = Float64Array.of(0.5, -0.6, 0.01, -0.4, Number.NaN);
    const variance = Float64Array.of(0.05, 0.09, 0.04, 0.06, 0.04);
    // sqrt(w(0)) = 0.2: two and a half deviations reach to 0.5.
    expect([...nearMoney({ k, variance }, 2.5).k]).toEqual([0.5, 0.01, -0.4]);
    const weighted = nearMoney({ k, variance, weights: Float64Array.of(1, 2, 3, 4, 5) }, 2.5);
    expect([...(weighted.weights ?? [])]).toEqual([1, 3, 4]);
    expect([...weighted.variance]).toEqual([0.05, 0.04, 0.06]);
  });

  test('are none without a quote', () => {
    const empty = new Float64Array(0);
    expect(nearMoney({ k: empty, variance: empty }, 5).k).toHaveLength(0);
    expect(nearMoney({ k: grid, variance: grid.map(() => Number.NaN) }, 5).k).toHaveLength(0);
  });
});
