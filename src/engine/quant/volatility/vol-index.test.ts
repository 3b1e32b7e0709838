import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexTerms, vix3mWindow, vixWindow } from './index-terms.ts';
import { vix3mMinutes, vixMinutes, volIndex } from './vol-index.ts';

const day = 1440;

describe('a volatility index', () => {
  test('interpolates total variance, by hand', () => {
    // Halfway between 20 and 40 days: (20 x 0.04 + 40 x 0.01) / 2 / 30 = 0.02.
    const near = { minutes: 20 * day, variance: 0.04 };
    const next = { minutes: 40 * day, variance: 0.01 };
    expect(volIndex({ near, next })).toEqual({ status: 'ok', value: 100 * Math.sqrt(0.02) });
    expect(volIndex({ near, next, targetMinutes: near.minutes }).value).toBeCloseTo(20, 12);
    expect(volIndex({ near, next, targetMinutes: next.minutes }).value).toBeCloseTo(10, 12);
  });

  test('gives a flat curve back at any maturity', () => {
    const minutes = fc.integer({ min: 1, max: 400 * day });
    fc.assert(
      fc.property(
        minutes,
        minutes,
        minutes,
        fc.double({ min: 0.01, max: 4, noNaN: true }),
        (a, b, target, variance) => {
          fc.pre(a < b);
          const index = volIndex({
            near: { minutes: a, variance },
            next: { minutes: b, variance },
            targetMinutes: target,
          });
          // Far outside a narrow pair the two terms cancel.
          const cancelling = (b * b) / ((b - a) * target);
          const error = Math.abs(index.value / (100 * Math.sqrt(variance)) - 1);
          expect(error).toBeLessThan(1e-14 + 4 * Number.EPSILON * cancelling);
          expect(index.status).toBe(a <= target && target <= b ? 'ok' : 'extrapolated');
        },
      ),
    );
  });

  test('has a status where it has no value', () => {
    const near = { minutes: 20 * day, variance: 0.04 };
    const next = { minutes: 40 * day, variance: 0.05 };
    const none = { status: 'invalid-input', value: Number.NaN };
    expect(volIndex({ near, next: near })).toEqual(none);
    expect(volIndex({ near: next, next: near })).toEqual(none);
    expect(volIndex({ near: { ...near, variance: Number.NaN }, next })).toEqual(none);
    expect(volIndex({ near: { ...near, minutes: 0 }, next })).toEqual(none);
    expect(volIndex({ near, next, targetMinutes: -1 })).toEqual(none);
    // Extrapolated to below 0: total variance falls by 0.03 a day.
    const falling = { near: { minutes: 20 * day, variance: 0.4 }, next: { minutes: 25 * day, variance: 0.01 } };
    expect(volIndex(falling)).toEqual({ status: 'not-positive', value: Number.NaN });
  });
});

describe('the terms of an index', () => {
  const fridays = (first: number) => Float64Array.from({ length: 8 }, (_value, week) => first + 7 * week);
  const chosen = (days: Float64Array, window = vixWindow) => {
    const { status, near, next } = indexTerms(days, window);
    return [status, days[near], days[next]];
  };

  test('lie on either side of 30 days, every day of the week', () => {
    // Monday to Friday: 4 to 0 days before the next Friday.
    expect(chosen(fridays(4))).toEqual(['ok', 25, 32]);
    expect(chosen(fridays(3))).toEqual(['ok', 24, 31]);
    // The roll: 23 days are too few, 30 and 37 take over.
    expect(chosen(fridays(2))).toEqual(['ok', 30, 37]);
    expect(chosen(fridays(1))).toEqual(['ok', 29, 36]);
    expect(chosen(fridays(0))).toEqual(['ok', 28, 35]);
    expect(chosen(fridays(4).toReversed())).toEqual(['ok', 25, 32]);
  });

  test('lie on either side of 93 days for the three-month index', () => {
    expect(chosen(Float64Array.of(22, 57, 85, 113, 148), vix3mWindow)).toEqual(['ok', 85, 113]);
    expect(chosen(Float64Array.of(93, 2, 121), vix3mWindow)).toEqual(['ok', 93, 121]);
    expect([vixMinutes / day, vix3mMinutes / day]).toEqual([vixWindow.targetDays, vix3mWindow.targetDays]);
  });

  test('are said to lie on one side, or to be too few', () => {
    expect(chosen(Float64Array.of(24, 28, 60))).toEqual(['one-sided', 24, 28]);
    expect(chosen(Float64Array.of(36, 33))).toEqual(['one-sided', 33, 36]);
    expect(indexTerms(Float64Array.of(29))).toEqual({ status: 'too-few', near: 0, next: -1 });
    expect(indexTerms(Float64Array.of(31, 90))).toEqual({ status: 'too-few', near: -1, next: 0 });
    expect(indexTerms(Float64Array.of(Number.NaN, 3))).toEqual({ status: 'too-few', near: -1, next: -1 });
    expect(indexTerms(new Float64Array(0)).status).toBe('too-few');
  });
});
