import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moments, sortedQuantile } from './moments.ts';

const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 3, maxLength: 40 });

describe('moments', () => {
  test('by hand', () => {
    // 1, 2, 6: mean 3, squares 4 + 1 + 9, cubes -8 - 1 + 27, fourths 16 + 1 + 81.
    const found = moments(Float64Array.of(1, 2, 6));
    expect(found?.mean).toBe(3);
    expect(found?.variance).toBe(7);
    expect(found?.skew).toBeCloseTo(6 / (14 / 3) ** 1.5, 14);
    expect(found?.excessKurtosis).toBeCloseTo(98 / 3 / (14 / 3) ** 2 - 3, 14);
  });

  test('do not exist where there is nothing to measure', () => {
    expect(moments(new Float64Array(0))).toBeNull();
    expect(moments(Float64Array.of(1, Number.NaN))).toBeNull();
    expect(moments(Float64Array.of(5))).toEqual({
      count: 1,
      mean: 5,
      variance: null,
      skew: null,
      excessKurtosis: null,
    });
    // The sum of fifty equal thousandths is not fifty thousandths: flat must not depend on it.
    expect(moments(new Float64Array(50).fill(0.001))).toMatchObject({ mean: 0.001, variance: 0, skew: null });
  });

  test('do not depend on the order, and scale as they should', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0.01, max: 100, noNaN: true }), (list, scale) => {
        const plain = moments(Float64Array.from(list));
        const other = moments(Float64Array.from(list.toReversed(), (value) => value * scale));
        if (plain === null || other === null) throw new Error('a finite sample has moments');
        const allowed = 1e-9 * scale * scale * 1e4;
        expect(Math.abs(other.mean - scale * plain.mean)).toBeLessThanOrEqual(1e-9 * scale * 100);
        expect(Math.abs((other.variance ?? 0) - scale * scale * (plain.variance ?? 0))).toBeLessThanOrEqual(allowed);
      }),
    );
  });
});

describe('the quantile', () => {
  const values = Float64Array.of(1, 2, 4, 8);

  test('is linear between order statistics', () => {
    expect(sortedQuantile(values, 0)).toBe(1);
    expect(sortedQuantile(values, 1)).toBe(8);
    expect(sortedQuantile(values, 0.5)).toBe(3);
    expect(sortedQuantile(values, 0.9)).toBeCloseTo(6.8, 14);
  });

  test('meets an order statistic that only rounding keeps it from', () => {
    const eleven = Float64Array.from({ length: 11 }, (_, at) => at ** 3);
    expect(sortedQuantile(eleven, 1 - 0.9)).toBe(1);
  });

  test('has no value for nothing or beyond its range', () => {
    expect(sortedQuantile(new Float64Array(0), 0.5)).toBeNull();
    expect(sortedQuantile(values, 1.5)).toBeNull();
    expect(sortedQuantile(values, Number.NaN)).toBeNull();
  });
});
