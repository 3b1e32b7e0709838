import { describe, expect, test } from 'vitest';
import { findDivergences } from './divergences.ts';
import { pivotHighs, pivotLows } from './pivots.ts';

/** A line of 1 with some bars at other heights. */
function line(size: number, points: Readonly<Record<number, number>>): Float64Array {
  const values = new Float64Array(size).fill(1);
  for (const [bar, value] of Object.entries(points)) values[Number(bar)] = value;
  return values;
}

describe('pivots', () => {
  test('stand above five bars on either side', () => {
    expect(pivotHighs(line(11, { 5: 2 }))).toEqual([5]);
    expect(pivotLows(line(11, { 5: 0 }))).toEqual([5]);
  });

  test('of two equal tops within five bars the first counts', () => {
    expect(pivotHighs(line(20, { 6: 2, 9: 2 }))).toEqual([6]);
    expect(pivotLows(line(20, { 6: 0, 9: 0 }))).toEqual([6]);
  });

  test('need all ten neighbours, and numbers in them', () => {
    expect(pivotHighs(line(10, { 4: 2 }))).toEqual([]);
    expect(pivotHighs(line(10, { 5: 2 }))).toEqual([]);
    expect(pivotHighs(line(20, { 8: 2, 11: Number.NaN }))).toEqual([]);
    expect(pivotHighs(new Float64Array(30))).toEqual([]);
    expect(pivotHighs(new Float64Array(0))).toEqual([]);
  });
});

describe('divergences', () => {
  const size = 40;
  const flat = line(size, {});
  const at = (high: Record<number, number>, low: Record<number, number>, oscillator: Record<number, number>) =>
    findDivergences({ high: line(size, high), low: line(size, low), oscillator: line(size, oscillator) });

  test.each([
    ['regular_bearish', { 10: 3, 20: 4 }, {}, { 10: 70, 20: 60 }],
    ['hidden_bearish', { 10: 4, 20: 3 }, {}, { 10: 60, 20: 70 }],
    ['regular_bullish', {}, { 10: 0.5, 20: 0.25 }, { 10: 30, 20: 40 }],
    ['hidden_bullish', {}, { 10: 0.25, 20: 0.5 }, { 10: 40, 20: 30 }],
  ])('%s', (type, high, low, oscillator) => {
    const found = at(high, low, oscillator);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ type, first: 10, second: 20, confirmedAt: 25 });
    expect(found[0]?.firstOscillator).toBe(oscillator[10]);
  });

  test('price and oscillator that agree, or stand still, are none', () => {
    expect(at({ 10: 3, 20: 4 }, {}, { 10: 60, 20: 70 })).toEqual([]);
    expect(at({ 10: 3, 20: 3 }, {}, { 10: 60, 20: 70 })).toEqual([]);
    expect(at({ 10: 3, 20: 4 }, {}, { 10: 60, 20: 60 })).toEqual([]);
  });

  test('an oscillator without a value at a pivot gives none', () => {
    expect(at({ 10: 3, 20: 4 }, {}, { 10: Number.NaN, 20: 60 })).toEqual([]);
    expect(findDivergences({ high: line(size, { 10: 3, 20: 4 }), low: flat, oscillator: new Float64Array(0) })).toEqual(
      [],
    );
  });

  test('only neighbouring pivots up to 60 bars apart are compared', () => {
    const far = (second: number) =>
      findDivergences({
        high: line(100, { 10: 3, [second]: 4 }),
        low: line(100, {}),
        oscillator: line(100, { 10: 70, [second]: 60 }),
      }).length;
    expect([far(70), far(71)]).toEqual([1, 0]);
    const between = at({ 10: 3, 20: 2, 30: 4 }, {}, { 10: 70, 20: 80, 30: 60 });
    expect(between.map(({ first, second }) => [first, second])).toEqual([
      [10, 20],
      [20, 30],
    ]);
  });
});
