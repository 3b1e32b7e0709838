import { describe, expect, test } from 'vitest';
import { AbsorptionDetector, measureAbsorption } from './absorption-detector.ts';
import { type Absorption, AbsorptionWatch } from './absorption-watch.ts';
import { depthOf } from './depth-columns.ts';
import type { BookSnapshot } from './wall-detector.ts';
import type { AggressorTrade } from './wall-settings.ts';

const book = (timeMs: number, bid: number, size: number): BookSnapshot => ({
  timeMs,
  bids: depthOf([
    [bid, size],
    [bid - 1, 300],
  ]),
  asks: depthOf([[bid + 1, 200]]),
});
const sold = (timeMs: number, size: number, price = 100): AggressorTrade => ({ timeMs, price, size, side: 'sell' });
const measure = (snapshots: readonly BookSnapshot[], trades: readonly AggressorTrade[]) =>
  measureAbsorption({ snapshots, trades }, { startMs: 0, side: 'bids' });

describe('absorption', () => {
  test('takes twice what it showed and still shows half', () => {
    const result = measure([book(0, 100, 200), book(9000, 100, 100)], [sold(0, 999), sold(1, 150), sold(10_000, 250)]);
    expect(result).toEqual({
      side: 'bids',
      startMs: 0,
      price: 100,
      displayed: 200,
      volume: 400,
      ratio: 2,
      absorbed: true,
    });
  });

  test('fails with less volume, a worse best price, less left, or what came too late', () => {
    const start = book(0, 100, 200);
    const absorbed = (snapshots: readonly BookSnapshot[], trades: readonly AggressorTrade[]) =>
      measure(snapshots, trades)?.absorbed;
    expect(absorbed([start, book(9000, 100, 200)], [sold(5, 399)])).toBe(false);
    expect(absorbed([start, book(9000, 100, 99)], [sold(5, 400)])).toBe(false);
    expect(absorbed([start, book(5000, 99, 200), book(9000, 100, 200)], [sold(5, 400)])).toBe(false);
    expect(absorbed([start, { ...start, timeMs: 100, bids: depthOf([]) }, book(200, 100, 200)], [sold(5, 400)])).toBe(
      false,
    );
    expect(absorbed([start], [sold(10_001, 400)])).toBe(false);
    expect(absorbed([start, book(10_001, 50, 1)], [sold(5, 400)])).toBe(true);
    // A better bid does not break it: the price is still there, one level down.
    expect(
      absorbed(
        [
          start,
          {
            ...book(9000, 101, 5),
            bids: depthOf([
              [101, 5],
              [100, 150],
            ]),
          },
        ],
        [sold(5, 400)],
      ),
    ).toBe(true);
  });

  test('nothing to watch', () => {
    expect(measure([], [])).toBeNull();
    expect(AbsorptionWatch.open({ ...book(0, 1, 1), asks: depthOf([]) }, 'asks')).toBeNull();
  });

  test('the live detector watches window after window on both sides', () => {
    const told: Absorption[] = [];
    const detector = new AbsorptionDetector((absorption) => told.push(absorption));
    detector.snapshot(book(0, 100, 200));
    detector.trade(sold(10, 400));
    detector.snapshot(book(9000, 100, 200));
    detector.snapshot(book(10_001, 100, 300));
    detector.snapshot(book(30_000, 100, 300));
    expect(told.map(({ side, startMs, displayed, absorbed }) => [side, startMs, displayed, absorbed])).toEqual([
      ['bids', 0, 200, true],
      ['asks', 0, 200, false],
      ['bids', 10_001, 300, false],
      ['asks', 10_001, 200, false],
    ]);
  });
});
