import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expMinus } from './exponential.ts';
import { logRatio } from './log-ratio.ts';

test('e^-h agrees with the library to the last digits, down to where it is no number any more', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 700, noNaN: true }), (h) => {
      expect(Math.abs(expMinus(h) / Math.exp(-h) - 1)).toBeLessThan(4 * Number.EPSILON);
    }),
    { numRuns: 5_000 },
  );
  expect(expMinus(0)).toBe(1);
  expect(Math.abs(expMinus(708) / 3.307553003638408e-308 - 1)).toBeLessThan(1e-15);
  // Subnormal: whole multiples of the smallest double.
  expect(Math.abs(expMinus(744) - 1e-323)).toBeLessThanOrEqual(5e-324);
  expect([expMinus(746), expMinus(1e300), expMinus(Infinity)]).toEqual([0, 0, 0]);
  expect(expMinus(Number.NaN)).toBeNaN();
});

test('ln(a / b) agrees with the library and keeps the digits of a small difference', () => {
  const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(positive, fc.double({ min: 0.05, max: 20, noNaN: true }), (b, ratio) => {
      const a = b * ratio;
      expect(Math.abs(logRatio(a, b) - Math.log(a / b))).toBeLessThan(
        4 * Number.EPSILON * (1 + Math.abs(Math.log(ratio))),
      );
      expect(Math.abs(logRatio(a, b) + logRatio(b, a))).toBeLessThan(
        4 * Number.EPSILON * (1 + Math.abs(Math.log(ratio))),
      );
    }),
    { numRuns: 2_000 },
  );
  // A tick of a cent on 5,000: log1p has every digit of it, the quotient has not.
  const spot = 5_000.01;
  expect(Math.abs(logRatio(spot, 5_000) / Math.log1p((spot - 5_000) / 5_000) - 1)).toBeLessThan(4 * Number.EPSILON);
  expect([logRatio(1, 0), logRatio(7, 7), logRatio(0, 1)]).toEqual([Infinity, 0, -Infinity]);
  expect(logRatio(1, -2)).toBeNaN();
});
