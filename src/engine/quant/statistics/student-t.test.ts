import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../pricing/normal.ts';
import { logGamma, logGammaHalfStep } from './log-gamma.ts';
import { studentTCdf } from './student-t.ts';

const relative = (value: number, reference: number) => Math.abs(value / reference - 1);

describe("Student's t", () => {
  test('has closed forms with one, two and no end of degrees of freedom', () => {
    for (const t of [-1e6, -40, -3, -0.7, -1e-8, 0, 1e-8, 0.5, 2, 30]) {
      const cauchy = t < -1 ? Math.atan(-1 / t) / Math.PI : 0.5 + Math.atan(t) / Math.PI;
      expect(relative(studentTCdf(t, 1), cauchy)).toBeLessThan(1e-13);
      // With two: 1/2 + t / (2 sqrt(2 + t^2)), written without cancellation on the left.
      const root = Math.sqrt(2 + t * t);
      const two = t < 0 ? 1 / (root * (root - t)) : 0.5 + t / (2 * root);
      expect(relative(studentTCdf(t, 2), two)).toBeLessThan(1e-13);
      if (t > -30) expect(relative(studentTCdf(t, Number.POSITIVE_INFINITY), normalCdf(t))).toBeLessThan(1e-13);
    }
  });

  test('agrees with 40-digit references, few and many degrees of freedom', () => {
    for (const [t, df, reference] of references) {
      expect(relative(studentTCdf(t, df), reference), `t ${t}, df ${df}`).toBeLessThan(1e-12);
    }
  });

  test('rises, is symmetric, and knows its limits', () => {
    const t = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const df = fc.double({ min: 0.05, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(t, t, df, (a, b, freedom) => {
        const [low, high] = [studentTCdf(Math.min(a, b), freedom), studentTCdf(Math.max(a, b), freedom)];
        expect(low <= high + 1e-13 && low >= 0 && high <= 1).toBe(true);
        expect(studentTCdf(a, freedom) + studentTCdf(-a, freedom)).toBeCloseTo(1, 14);
      }),
    );
    const infinite = Number.POSITIVE_INFINITY;
    expect([studentTCdf(-infinite, 3), studentTCdf(infinite, 3), studentTCdf(0, 3)]).toEqual([0, 1, 0.5]);
    for (const [x, freedom] of [
      [Number.NaN, 3],
      [1, 0],
      [1, -1],
      [1, Number.NaN],
    ] as const)
      expect(studentTCdf(x, freedom)).toBeNaN();
    expect([studentTCdf(-1e200, 5000), studentTCdf(1e200, 5000)]).toEqual([0, 1]);
  });
});

/** mpmath 1.3, regularised incomplete beta at 40 digits. */
const references: readonly (readonly [number, number, number])[] = [
  [-0.01, 0.25, 0.49785166065071706],
  [1.5, 0.25, 0.675902129073361],
  [-40, 0.25, 0.14367852324529867],
  [-100000000.0, 0.25, 0.0036133627699827297],
  [0.3, 0.6, 0.5818866772094913],
  [-2.5, 3.7, 0.03591101145591338],
  [-7, 30, 4.4349793336103216e-8],
  [4, 59.5, 0.9999111864489136],
  [-3, 120, 0.0016419508601170816],
  [-2, 2999, 0.022795146542708478],
  [-2, 3001, 0.02279511653824255],
  [-6, 50000, 9.933517623468984e-10],
];

describe('log gamma', () => {
  test('factorials, halves and limits', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n += 1) {
      factorial *= n;
      expect(logGamma(n + 1)).toBeCloseTo(Math.log(factorial), 12);
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect([logGamma(1), logGamma(2), logGamma(0), logGamma(Number.POSITIVE_INFINITY)]).toEqual([
      0,
      0,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect([logGamma(-0.5), logGamma(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
  });

  test('the half step joins where its series begins', () => {
    for (const a of [29.999999, 30, 31, 50]) {
      expect(logGammaHalfStep(a)).toBeCloseTo(logGamma(a + 0.5) - logGamma(a), 12);
    }
  });
});
