import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearScale, niceTicks } from './scale.ts';

test('ends map to ends, one value to the middle', () => {
  expect([0, 5, 10].map(linearScale([0, 10], [100, 0]))).toEqual([100, 50, 0]);
  expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
});

test('ticks are round and inside', () => {
  expect(niceTicks(0.12, 0.31, 4)).toEqual([0.15, 0.2, 0.25, 0.3]);
  expect(niceTicks(-250, 480, 4)).toEqual([-200, 0, 200, 400]);
  expect(niceTicks(5, 5, 4)).toEqual([]);
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
      (low, span, count) => {
        const ticks = niceTicks(low, low + span, count);
        return (
          ticks.length <= count + 1 &&
          ticks.every((tick) => tick >= low - span * 1e-6 && tick <= low + span * (1 + 1e-6))
        );
      },
    ),
  );
});
