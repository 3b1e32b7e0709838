import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BookSide } from './book-side.ts';
import { bookCondition, isOrderly } from './book-condition.ts';
import { bookImbalance, decayedImbalance, measureBook, spreadInBps, weightedMid } from './book-measures.ts';
import { depthOf } from './depth-columns.ts';
import { liquidityGrade } from './liquidity-grade.ts';
import { OrderBook } from './order-book.ts';

const rows = (side: BookSide) => Array.from({ length: side.depth }, (_, row) => [side.price[row], side.size[row]]);

describe('a side of a book', () => {
  test('keeps the best price first through inserts, changes and removals', () => {
    const bids = new BookSide('bids', 2);
    for (const [price, size] of [
      [10, 1],
      [12, 2],
      [11, 3],
      [9, 4],
      [12, 5],
      [11, 0],
      [7, 0],
    ] as const)
      expect(bids.set(price, size)).toBe(true);
    expect(rows(bids)).toEqual([
      [12, 5],
      [10, 1],
      [9, 4],
    ]);
    expect([bids.sizeAt(10), bids.sizeAt(11)]).toEqual([1, 0]);
  });

  test('refuses what is no level', () => {
    const asks = new BookSide('asks');
    for (const [price, size] of [
      [Number.NaN, 1],
      [Number.POSITIVE_INFINITY, 1],
      [10, -1],
      [10, Number.NaN],
    ] as const)
      expect(asks.set(price, size)).toBe(false);
    expect(asks.depth).toBe(0);
  });

  test('equals a sorted map of the last size at each price', () => {
    const update = fc.record({ price: fc.integer({ min: 1, max: 30 }), size: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(fc.array(update, { maxLength: 120 }), fc.constantFrom('bids', 'asks'), (updates, name) => {
        const side = new BookSide(name, 1);
        const map = new Map<number, number>();
        for (const { price, size } of updates) {
          side.set(price, size);
          map.set(price, size);
        }
        const sign = name === 'asks' ? 1 : -1;
        const expected = [...map].filter(([, size]) => size > 0).toSorted(([a], [b]) => sign * (a - b));
        expect(rows(side)).toEqual(expected);
      }),
    );
  });
});

describe('an order book', () => {
  const snapshot = { bids: depthOf([[100, 5]]), asks: depthOf([[101, 7]]), timeMs: 1000 };

  test('a snapshot replaces what updates had built', () => {
    const book = new OrderBook();
    book.apply({ side: 'bids', price: 50, size: 1, timeMs: 10 });
    book.applySnapshot(snapshot);
    expect([rows(book.bids), rows(book.asks), book.updatedMs]).toEqual([[[100, 5]], [[101, 7]], 1000]);
  });

  test('says when it is empty, crossed, locked or stale', () => {
    const book = new OrderBook();
    const sound = { empty: false, crossed: false, locked: false, stale: false };
    expect(book.condition(0, 1000)).toEqual({ ...sound, empty: true, stale: true });
    book.applySnapshot(snapshot);
    expect(book.condition(2000, 1000)).toEqual(sound);
    expect(book.condition(2001, 1000)).toEqual({ ...sound, stale: true });
    book.apply({ side: 'bids', price: 101, size: 1, timeMs: 2000 });
    expect(book.condition(2000, 1000)).toEqual({ ...sound, locked: true });
    book.apply({ side: 'bids', price: 102, size: 1, timeMs: 2000 });
    expect(book.condition(2000, 1000)).toEqual({ ...sound, crossed: true });
    expect(isOrderly(book.condition(2000, 1000))).toBe(false);
  });

  test('counts what it refuses and what comes late, and takes the late', () => {
    const book = new OrderBook();
    book.applySnapshot(snapshot);
    expect(book.apply({ side: 'asks', price: Number.NaN, size: 1, timeMs: 3000 })).toBe(false);
    expect(book.apply({ side: 'asks', price: 101, size: 9, timeMs: 900 })).toBe(true);
    expect([book.rejected, book.late, book.updatedMs, book.asks.sizeAt(101)]).toEqual([1, 1, 1000, 9]);
  });

  test('prices that are not positive are a missing side', () => {
    for (const bid of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(bookCondition({ bid, ask: 10 })).toEqual({ empty: true, crossed: false, locked: false, stale: false });
    }
  });
});

describe('measures of a book', () => {
  const bids = depthOf([
    [99, 300],
    [98, 100],
  ]);
  const asks = depthOf([[101, 100]]);

  test('by hand', () => {
    const measures = measureBook(bids, asks);
    expect(measures).toMatchObject({ imbalance1: 0.5, imbalance5: 0.6, mid: 100, spreadBps: 200, depth5Min: 100 });
    // 99 x 100 + 101 x 300 over 400: pulled to the ask, behind which less stands.
    expect(measures.weightedMid).toBeCloseTo(100.5, 12);
    const decayed = 300 + 100 * Math.exp(-0.5);
    expect(measures.imbalance5Decayed).toBeCloseTo((decayed - 100) / (decayed + 100), 14);
  });

  test('an empty side leaves nothing to measure', () => {
    for (const measures of [measureBook(bids, depthOf([])), measureBook(depthOf([]), asks)]) {
      expect(Object.values(measures)).toEqual(Array.from({ length: 7 }, () => null));
    }
    expect(bookImbalance(depthOf([[1, 0]]), depthOf([[2, 0]]), 1)).toBeNull();
    expect(weightedMid({ bid: 1, bidSize: 0, ask: 2, askSize: 0 })).toBeNull();
    expect(spreadInBps(Number.NaN, 1)).toBeNull();
  });

  test('a crossed book has numbers but the worst grade', () => {
    const { spreadBps, depth5Min } = measureBook(depthOf([[102, 5000]]), depthOf([[101, 5000]]));
    expect(spreadBps).toBeLessThan(0);
    expect(liquidityGrade({ spreadBps, depth5Min })).toBe('D');
  });

  const side = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 });
  const at = (sizes: number[], from: number, step: number) =>
    depthOf(sizes.map((size, level) => [from + step * level, size] as const));

  test('imbalance lies in -1..1, turns with the book and does not know units', () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 12 }), (bidSizes, askSizes, levels) => {
        const [b, a] = [at(bidSizes, 100, -1), at(askSizes, 101, 1)];
        for (const measure of [bookImbalance, decayedImbalance]) {
          const value = measure(b, a, levels) ?? Number.NaN;
          expect(Math.abs(value)).toBeLessThanOrEqual(1);
          expect(measure(a, b, levels)).toBe(0 - value);
          const scaled = measure(
            at(
              bidSizes.map((s) => 8 * s),
              100,
              -1,
            ),
            at(
              askSizes.map((s) => 8 * s),
              101,
              1,
            ),
            levels,
          );
          expect(scaled).toBe(value);
        }
      }),
    );
  });
});

describe('liquidity grade', () => {
  const grade = (spreadBps: number, depth5Min: number) => liquidityGrade({ spreadBps, depth5Min });

  test('every bound is strict', () => {
    expect([grade(4.99, 1001), grade(5, 1001), grade(4.99, 1000)]).toEqual(['A', 'B', 'B']);
    expect([grade(10, 501), grade(9, 500), grade(24.9, 101), grade(25, 101), grade(24.9, 100)]).toEqual([
      'C',
      'C',
      'C',
      'D',
      'D',
    ]);
  });

  test('what is not an orderly market is D', () => {
    const condition = { empty: false, crossed: false, locked: false, stale: true };
    expect(liquidityGrade({ spreadBps: 1, depth5Min: 5000, condition })).toBe('D');
    expect(liquidityGrade({ spreadBps: null, depth5Min: 5000 })).toBe('D');
    expect([grade(0, 5000), grade(-1, 5000), grade(Number.NaN, 5000)]).toEqual(['D', 'D', 'D']);
  });

  test('more depth and less spread never lower it', () => {
    const number = fc.double({ min: 0.01, max: 3000, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, (spread, depth, less, more) => {
        expect(grade(Math.min(spread, less), Math.max(depth, more)) <= grade(spread, depth)).toBe(true);
      }),
    );
  });
});
