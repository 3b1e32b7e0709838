import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  age,
  bytes,
  compact,
  missing,
  number,
  percent,
  price,
  score,
  signed,
  signedCompact,
  signedPercent,
} from './format.ts';

describe('missing values', () => {
  test.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])('%s is a dash, never a zero', (value) => {
    for (const format of [number, signed, percent, signedPercent, price, compact, signedCompact, score, age, bytes]) {
      expect(format(value)).toBe(missing);
    }
  });
  test('zero is a zero', () => {
    expect([number(0), signed(0), percent(0), compact(0), score(0), age(0)]).toEqual([
      '0.00',
      '0.00',
      '0.0%',
      '0',
      '0',
      '0s',
    ]);
  });
});

describe('signs', () => {
  test('a true minus, an explicit plus', () => {
    expect([number(-1234.5), signed(412), signedPercent(0.0041), signed(-3, 0)]).toEqual([
      '−1,234.50',
      '+412.00',
      '+0.41%',
      '−3',
    ]);
  });
  test('what rounds to zero carries no sign', () => {
    expect([number(-0.001), signed(0.001), signed(-0.001), signedPercent(-0.00001)]).toEqual([
      '0.00',
      '0.00',
      '0.00',
      '0.00%',
    ]);
  });
});

describe('compact', () => {
  test.each([
    [312, '312'],
    [12.34, '12.3'],
    [999.4, '999'],
    [1_000, '1.00K'],
    [999_499, '999K'],
    [999_999, '1.00M'],
    [12_345_678, '12.3M'],
    [1_240_000_000, '1.24B'],
    [-980_000, '−980K'],
  ])('%d is %s', (value, text) => expect(compact(value)).toBe(text));

  test('never longer than seven characters below a quadrillion', () => {
    fc.assert(fc.property(fc.double({ min: -9e14, max: 9e14, noNaN: true }), (value) => compact(value).length <= 7));
  });
});

test('prices below one keep four digits', () => {
  expect([price(0.0512), price(1.5), price(5_812.25)]).toEqual(['0.0512', '1.50', '5,812.25']);
});

test('ages switch units', () => {
  expect([900, 59_999, 60_000, 3_599_000, 3_600_000, 90_000_000].map((ms) => age(ms))).toEqual([
    '0s',
    '59s',
    '1m',
    '59m',
    '1h',
    '1d',
  ]);
});
