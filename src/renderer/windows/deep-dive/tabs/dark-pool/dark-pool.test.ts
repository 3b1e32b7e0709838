import { expect, test } from 'vitest';
import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import type { StockPrint } from '../../../../../engine/domain/facts/stock-prints.ts';
import { levelRows } from './level-rows.ts';
import { keepPrint } from './print-filter.ts';
import { printTable } from './print-table.tsx';

const levels = [
  { price: 99, shares: 50, premium: 4_950 },
  { price: 101, shares: 100, premium: 10_100 },
];

test('levels stand on the price axis with the last price between them', () => {
  expect(levelRows(levels, { spot: 100, dayVolume: 1_000 })).toMatchObject([
    { price: 101, length: 1, ofVolume: 0.1, belowSpot: false },
    { price: 99, length: 0.5, ofVolume: 0.05, belowSpot: true },
  ]);
  expect(levelRows(levels, { spot: 98, dayVolume: 0 }).map(({ belowSpot, ofVolume }) => [belowSpot, ofVolume])).toEqual(
    [
      [false, null],
      [false, null],
    ],
  );
  expect(levelRows(levels, { spot: null, dayVolume: null })[0]).toMatchObject({ distance: null, ofVolume: null });
});

const print = (change: Partial<StockPrint>): StoredFact<'stock-print'> => ({
  ...{
    kind: 'stock-print',
    subject: 'SPY',
    key: '1',
    eventTime: 1,
    receivedTime: 1,
    seq: 1,
    source: 'v',
    endpoint: 'e',
  },
  body: {
    ...{ offExchange: true, price: 100, size: 100, premium: 10_000, bid: 99, ask: 100, conditions: [] },
    ...{ venue: 'D', dayVolume: null, cancelled: false },
    ...change,
  },
});

test('a block is large in shares or dollars, and off the exchange', () => {
  const kept = keepPrint({ size: 'block', side: 'all' }, null);
  expect(
    [{}, { size: 10_000 }, { premium: 500_000 }, { premium: 9e6, offExchange: false }].map(print).map(kept),
  ).toEqual([false, true, true, false]);
});

test('sides and levels narrow the prints', () => {
  const bought = keepPrint({ size: 'all', side: 'bought' }, null);
  expect([{}, { price: 99.5 }, { bid: null }].map(print).map(bought)).toEqual([true, false, false]);
  const near = keepPrint({ size: 'all', side: 'all' }, 100);
  expect([100, 100.04, 100.06].map((price) => near(print({ price })))).toEqual([true, true, false]);
  expect(near(print({ conditions: ['average_price_trade'] }))).toBe(false);
});

test('a print without a side says why', () => {
  const side = (change: Partial<StockPrint>) =>
    printTable.detailsOf?.(print(change)).find(({ label }) => label === 'Side')?.value;
  expect(side({})).toBe('bought');
  expect(side({ conditions: ['average_price_trade'] })).toBe('none: an average of many prices');
  expect(side({ bid: null })).toBe('none: no quote beside it');
  expect(side({ price: 101.5 })).toBe('none: more than a spread outside the quote');
});
