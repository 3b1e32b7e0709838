import { expect, test } from 'vitest';
import { hasShape, isFactKind } from './body-shape.ts';

const short = { date: '20261005', shortVolume: 5, exemptVolume: null, totalVolume: 9, markets: 'B,Q,N' };

test('a body has the fields of its kind and their types, or empty ones', () => {
  expect(hasShape('short-volume', short)).toBe(true);
  expect(hasShape('short-volume', { ...short, totalVolume: '9' })).toBe(false);
  expect(hasShape('short-volume', { ...short, more: 1 })).toBe(false);
  const { markets: _, ...less } = short;
  expect(hasShape('short-volume', less)).toBe(false);
  expect(hasShape('short-volume', { ...less, toString: 'x' })).toBe(false);
  for (const none of [null, undefined, 7, 'text', [short]]) expect(hasShape('short-volume', none)).toBe(false);
});

test('lists hold what they should', () => {
  const news = { headline: 'A', publisher: 'B', url: null, tickers: ['SPY'], sentiment: null, isMajor: false };
  expect(hasShape('news', news)).toBe(true);
  expect(hasShape('news', { ...news, tickers: [5] })).toBe(false);
  expect(hasShape('news', { ...news, tickers: 'SPY' })).toBe(false);
});

test('kinds are those of the table, not what every object has', () => {
  expect(['news', 'short-volume', 'rumour', 'toString', '__proto__', 5].filter(isFactKind)).toEqual([
    ...['news', 'short-volume'],
  ]);
});
