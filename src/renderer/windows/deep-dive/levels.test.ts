import { expect, test } from 'vitest';
import type { Exposure } from '../../../engine/domain/exposure.ts';
import { coverageOf } from './coverage.ts';
import { darkLevelsOf, levelsOf } from './levels.ts';

const exposure = {
  spot: 100,
  zeroGamma: 99,
  callWall: 105,
  putWall: 95,
  maxPain: 100,
  expectedMoves: [{ expiry: '20261127', timeYears: 0.02, move: 2 }],
} as unknown as Exposure;

test('known levels from high to low', () => {
  expect(levelsOf(exposure).map(({ id, price }) => [id, price])).toEqual([
    ['call-wall', 105],
    ['move-up', 102],
    ['max-pain', 100],
    ['zero-gamma', 99],
    ['move-down', 98],
    ['put-wall', 95],
  ]);
});

test('what is unknown has no line', () => {
  expect(levelsOf(null)).toEqual([]);
  expect(levelsOf({ ...exposure, zeroGamma: null, callWall: null, expectedMoves: [] }).map(({ id }) => id)).toEqual([
    'max-pain',
    'put-wall',
  ]);
  expect(levelsOf({ ...exposure, spot: null }).map(({ id }) => id)).not.toContain('move-up');
});

test('half a chain is the least to rely on', () => {
  expect(coverageOf({ rowsUsed: 80, rowsWanted: 160 })).toEqual({ share: 0.5, thin: false });
  expect(coverageOf({ rowsUsed: 3, rowsWanted: 160 }).thin).toBe(true);
  expect(coverageOf({ rowsUsed: 170, rowsWanted: 160 }).share).toBe(1);
  expect(coverageOf({ rowsUsed: 0, rowsWanted: 0 })).toEqual({ share: null, thin: true });
});

test('the chart has room for the heaviest dark pool levels alone', () => {
  const level = (price: number, premium: number) => ({ price, shares: 1, premium });
  const levels = darkLevelsOf([level(101, 5), level(99, 9), level(98, 1), level(102, 7)]);
  expect(levels.map(({ price, tone }) => [price, tone])).toEqual([
    [102, 'dark'],
    [101, 'dark'],
    [99, 'dark'],
  ]);
});
