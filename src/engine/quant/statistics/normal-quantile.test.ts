import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../pricing/normal.ts';
import { normalQuantile } from './normal-quantile.ts';

describe('the normal quantile', () => {
  // 17 digits from mpmath, at the double nearest to each probability.
  test.each([
    [0.01, -2.326347874040841],
    [1e-10, -6.361340902404056],
    [0.25, -0.6744897501960817],
    [1e-300, -37.0470962993612],
  ])('of %s is %s', (p, expected) => {
    expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(1e-14);
  });

  test('at the ends and outside of them', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN();
  });

  test('undoes the distribution function and mirrors at one half', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-200, max: 0.4999, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
        if (p > 1e-15) expect(normalQuantile(1 - p) + normalQuantile(1 - (1 - p))).toBe(0);
      }),
    );
  });
});
