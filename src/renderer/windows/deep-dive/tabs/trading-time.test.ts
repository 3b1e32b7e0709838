import { expect, test } from 'vitest';
import { tradingTime } from './trading-time.ts';

test('two series share places and the night takes none', () => {
  const { series, timeAt } = tradingTime([
    [
      { x: 100, y: 1 },
      { x: 90_000, y: 2 },
    ],
    [
      { x: 90_000, y: 5 },
      { x: 90_060, y: 6 },
    ],
  ]);
  expect(series).toEqual([
    [
      { x: 0, y: 1 },
      { x: 1, y: 2 },
    ],
    [
      { x: 1, y: 5 },
      { x: 2, y: 6 },
    ],
  ]);
  expect([timeAt(0), timeAt(1.2), timeAt(9)]).toEqual([100, 90_000, null]);
});
