import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collector } from './collector.ts';
import { MalformedVectors } from './verifier.ts';

function one(actual: number | null | undefined, expected: number | null, tolerance = 1e-9) {
  const compared = collector();
  compared.number({ quantity: 'gamma', actual, expected, tolerance, where: 'cases[0]' });
  return compared.summary()[0]?.exceeded;
}

describe('what counts as equal', () => {
  test.each([
    [1, 1, 0],
    [1, 1 + 5e-10, 1e-9],
    [null, null, 0],
    [undefined, null, 0],
    [Number.NaN, null, 0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
    [-0, 0, 0],
  ])('%s and %s within %s', (actual, expected, tolerance) => expect(one(actual, expected, tolerance)).toBe(0));

  test.each([
    [1, 1.1, 0.01],
    [0, null, 1],
    [null, 0, 1],
    [Number.NaN, 0, 1],
    [undefined, 1, 10],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1],
    [1e300, Number.POSITIVE_INFINITY, 1e300],
    [Number.POSITIVE_INFINITY, 1, 1e300],
    [Number.POSITIVE_INFINITY, null, 1],
    [1, 2, 0],
  ])('%s and %s differ by more than %s', (actual, expected, tolerance) =>
    expect(one(actual, expected, tolerance)).toBe(1),
  );

  test('any two numbers are held to their tolerance', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(finite, finite, fc.double({ noNaN: true, min: 0, max: 1e6 }), (actual, expected, tolerance) => {
        expect(one(actual, expected, tolerance)).toBe(Math.abs(actual - expected) <= tolerance ? 0 : 1);
      }),
    );
  });

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('a tolerance of %s is refused', (tolerance) => {
    expect(() => one(1, 1, tolerance)).toThrow(MalformedVectors);
  });
});

test('keeps the comparison that used most of its tolerance, not the largest error', () => {
  const compared = collector();
  compared.number({ quantity: 'gamma', actual: 5, expected: 4, tolerance: 10, where: 'cases[0]' });
  compared.number({ quantity: 'gamma', actual: 1.5, expected: 1, tolerance: 1, where: 'cases[1]' });
  compared.number({ quantity: 'vega', actual: 3, expected: 2, tolerance: 0.5, where: 'cases[1]' });
  compared.word({ quantity: 'status', actual: 'ok', expected: 'above_max', where: 'cases[2]' });
  expect(compared.summary()).toMatchObject([
    { quantity: 'gamma', count: 2, exceeded: 0, largestError: 1, worst: { where: 'cases[1]', error: 0.5, ratio: 0.5 } },
    { quantity: 'vega', count: 1, exceeded: 1, worst: { ratio: 2, actual: '3', expected: '2' } },
    { quantity: 'status', count: 1, exceeded: 1, worst: { actual: 'ok', expected: 'above_max' } },
  ]);
});
