import { describe, expect, test } from 'vitest';
import { digitsOf, numberText, parseNumber, stepped } from './number-input.ts';

describe('parseNumber', () => {
  test('reads what a person types', () => {
    expect(parseNumber('1,250.5')).toBe(1250.5);
    expect(parseNumber(' .5 ')).toBe(0.5);
    expect(parseNumber('−3')).toBe(-3);
  });
  test('anything else is not a number, never zero', () => {
    for (const text of ['', ' ', 'abc', '1e9', '1.2.3', '--1', 'NaN', 'Infinity']) expect(parseNumber(text)).toBeNull();
  });
});

describe('stepped', () => {
  test('moves by whole steps without binary dust', () => {
    expect(stepped(188.2, 0.01, 1)).toBe(188.21);
    expect(stepped(188.2, 0.01, -10)).toBe(188.1);
    expect(stepped(0.1, 0.0001, 2)).toBe(0.1002);
  });
  test('a value off the grid lands on the next line in that direction', () => {
    expect(stepped(188.204, 0.01, 1)).toBe(188.21);
    expect(stepped(188.204, 0.01, -1)).toBe(188.2);
    expect(stepped(7, 5, 1)).toBe(10);
  });
});

test('digits follow the step', () => {
  expect([1, 0.5, 0.01, 0.0001].map(digitsOf)).toEqual([0, 1, 2, 4]);
  expect(numberText(188.2, 2)).toBe('188.20');
  expect(numberText(null, 2)).toBe('');
});
