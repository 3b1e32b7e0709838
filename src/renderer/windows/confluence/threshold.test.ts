import { expect, test } from 'vitest';
import { createCrossing } from './threshold.ts';

const at = (values: Readonly<Record<string, number>>): ReadonlyMap<string, number> => new Map(Object.entries(values));

test('only an upward crossing of a symbol seen before counts', () => {
  const crossing = createCrossing();
  expect(crossing(at({ SPY: 0.7, QQQ: 0.5 }), 0.6)).toEqual([]);
  expect(crossing(at({ SPY: 0.71, QQQ: 0.6, NVDA: 0.9 }), 0.6)).toEqual(['QQQ']);
  expect(crossing(at({ SPY: 0.5, QQQ: 0.61, NVDA: 0.9 }), 0.6)).toEqual([]);
  expect(crossing(at({ SPY: 0.65, QQQ: 0.61, NVDA: 0.9 }), 0.6)).toEqual(['SPY']);
});

test('moving the threshold is no crossing', () => {
  const crossing = createCrossing();
  crossing(at({ SPY: 0.55 }), 0.6);
  expect(crossing(at({ SPY: 0.55 }), 0.5)).toEqual([]);
});
