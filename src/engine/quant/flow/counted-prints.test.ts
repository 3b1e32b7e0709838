import { expect, test } from 'vitest';
import { CountedPrints } from './counted-prints.ts';

const minute = 60_000;
const place = (identity: number, timeMs: number, isLarge = false) => ({ identity, timeMs, isLarge });

test('a flood of small prints forgets none that is large, and counts no old one again', () => {
  const prints = new CountedPrints({ large: 10, small: 100 });
  expect(prints.count(place(1, minute, true))).toBe(true);
  expect(prints.count(place(2, minute))).toBe(true);
  for (let id = 10; id < 500; id += 1) expect(prints.count(place(id, id * minute))).toBe(true);
  expect(prints.count(place(1, minute, true))).toBe(false);
  expect(prints.count(place(2, minute))).toBe(false);
  expect(prints.takeBack(place(1, minute, true))).toBe(minute);
  expect(prints.takeBack(place(1, minute, true))).toBeNull();
});

test('is known by its identity, whatever size it is told with later', () => {
  const prints = new CountedPrints({ large: 10, small: 10 });
  prints.count(place(1, minute, true));
  expect(prints.count(place(1, minute, false))).toBe(false);
  expect(prints.takeBack(place(1, 5 * minute, false))).toBe(minute);
  expect(prints.takeBack(place(2, minute, false))).toBeNull();
  expect(prints.count(place(2, minute, true))).toBe(false);
});

test('what counts no more is forgotten, so that the like can be counted', () => {
  const prints = new CountedPrints({ large: 10, small: 10 });
  prints.count(place(1, minute));
  prints.forget(60 * minute);
  expect(prints.takeBack(place(1, minute))).toBeNull();
});
