import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ivRank } from './iv-rank.ts';

const rising = Array.from({ length: 21 }, (_, index) => 0.1 + index / 100);

describe('IV rank', () => {
  test('places the current value in its year', () => {
    expect(ivRank(Float64Array.of(...rising.slice(0, 20), 0.15))).toMatchObject({ count: 21, low: 0.1 });
    expect(ivRank(Float64Array.of(...rising.slice(0, 20), 0.195)).rank).toBeCloseTo(50, 9);
    expect(ivRank(Float64Array.of(...rising.slice(0, 20), 0.195)).percentile).toBe(50);
    expect(ivRank(Float64Array.from(rising))).toMatchObject({ rank: 100, percentile: 100 });
  });

  test('has no value without a current one or with too few, and no rank where it is flat', () => {
    expect(ivRank(Float64Array.of(...rising, Number.NaN))).toMatchObject({ rank: null, percentile: null, count: 21 });
    expect(ivRank(Float64Array.from(rising.slice(0, 19)))).toMatchObject({ rank: null, percentile: null, count: 19 });
    expect(ivRank(new Float64Array(30).fill(0.2))).toMatchObject({ rank: null, percentile: 0 });
    expect(ivRank(new Float64Array(0))).toEqual({ rank: null, percentile: null, low: null, high: null, count: 0 });
  });

  test('looks back no further than the window', () => {
    expect(ivRank(Float64Array.of(9, ...rising)).high).toBe(9);
    expect(ivRank(Float64Array.of(9, ...rising), 21).high).toBeCloseTo(0.3, 12);
  });

  test('lies in 0 .. 100 and does not depend on the unit', () => {
    const vols = fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 20, maxLength: 80 });
    fc.assert(
      fc.property(vols, fc.integer({ min: -8, max: 8 }), (series, power) => {
        const column = Float64Array.from(series);
        const { rank, percentile } = ivRank(column);
        // A power of two scales without rounding.
        expect(ivRank(column.map((vol) => vol * 2 ** power))).toMatchObject({ rank, percentile });
        for (const value of [rank ?? 0, percentile ?? 0]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
