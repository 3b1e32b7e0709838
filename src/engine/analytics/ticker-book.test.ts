import { expect, it } from 'vitest';
import { newTickerBook, quantDue } from './ticker-book.ts';

it('computes again after 15 s, for a step of spot or a changed chain, and not while market time stands still', () => {
  const book = { ...newTickerBook('SPY'), impliedVol30: 0.2, exposureSpot: 500, exposureMs: 0, exposureTime: 7 };
  const due = (spot: number, real: number, market: number, chainChanged = false): boolean =>
    quantDue({ ...book, chainChanged }, { spot, clock: { monotonicMs: () => real, now: () => market } });
  expect(due(500, 14_999, 8)).toBe(false);
  expect(due(500, 15_000, 8)).toBe(true);
  expect(due(500, 15_000, 7)).toBe(false);
  expect(due(500.3, 2_000, 7)).toBe(true);
  expect(due(500.3, 1_999, 7)).toBe(false);
  expect(due(500, 2_000, 7, true)).toBe(true);
});
