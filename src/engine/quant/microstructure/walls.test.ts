import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { depthOf, levelOf, samePrice } from './depth-columns.ts';
import { type BookSnapshot, detectWalls, WallDetector, type WallEvent } from './wall-detector.ts';
import { type AggressorTrade, usualWalls } from './wall-settings.ts';
import { WallTest } from './wall-test.ts';

const sizes = (...values: number[]) => depthOf(values.map((size, level) => [100 + level, size] as const));
const quiet = depthOf(Array.from({ length: 10 }, (_, level) => [99 - level, 200] as const));

/** Ten asks of 200 from 100 up, with some sizes replaced. */
function book(timeMs: number, replaced: Readonly<Record<number, number>> = {}): BookSnapshot {
  const asks = depthOf(Array.from({ length: 10 }, (_, level) => [100 + level, replaced[100 + level] ?? 200] as const));
  return { timeMs, bids: quiet, asks };
}

const kinds = (events: readonly WallEvent[]) => events.map(({ timeMs, kind, price }) => `${timeMs} ${kind} ${price}`);
const walls = (snapshots: readonly BookSnapshot[], trades: readonly AggressorTrade[] = []) =>
  kinds(detectWalls({ snapshots, trades }));
const bought = (timeMs: number, price: number, size: number): AggressorTrade => ({ timeMs, price, size, side: 'buy' });

describe('a wall', () => {
  const isWall = (side: ReturnType<typeof sizes>, level: number) => new WallTest(usualWalls).isWall(side, level);

  test('stands out from the median of the others among the first ten', () => {
    expect(isWall(sizes(1000, 200, 200, 200, 200), 0)).toBe(true);
    expect(isWall(sizes(1000, 200, 200, 201, 201), 0)).toBe(false);
    expect(isWall(sizes(999, 1, 1, 1, 1), 0)).toBe(false);
    expect(isWall(sizes(9000, 1, 1, 1), 0)).toBe(false);
    expect(isWall(sizes(...Array.from({ length: 10 }, () => 1), 9000), 10)).toBe(false);
    expect(isWall(sizes(9000, Number.NaN, 1, 1, 1), 1)).toBe(false);
  });

  test('is told once it has stood, and only once', () => {
    const snapshots = [0, 1999, 2000, 2500].map((timeMs) => book(timeMs, { 104: 5000 }));
    expect(walls(snapshots)).toEqual(['2000 wall-confirmed 104']);
  });

  test('that did not qualify throughout is never confirmed, yet can be pulled', () => {
    const size = (timeMs: number, shown: number) => book(timeMs, { 104: shown });
    const weak = [size(0, 4000), size(900, 900), size(1500, 4000), size(2500, 4000)];
    expect(walls(weak)).toEqual([]);
    expect(walls([...weak.slice(0, 2), book(1000)])).toEqual(['1000 flash-wall 104']);
  });
});

describe('a flash wall', () => {
  test('is pulled in time, to below a fifth of its peak', () => {
    expect(walls([book(0, { 104: 5000 }), book(3000, { 104: 999 })])).toEqual(['3000 flash-wall 104']);
    expect(walls([book(0, { 104: 5000 }), book(3001, { 104: 999 })])).toEqual([]);
    expect(walls([book(0, { 104: 5000 }), book(1000, { 104: 1000 })])).toEqual([]);
    expect(walls([book(0, { 104: 5000 }), book(100, { 104: 8000 }), book(200, { 104: 1599 })])).toEqual([
      '200 flash-wall 104',
    ]);
  });

  test('was not traded away; only trades after its birth, at its price, against its side count', () => {
    const pulled = [book(1000, { 104: 5000 }), book(2000)];
    expect(walls(pulled, [bought(1500, 104, 500)])).toEqual([]);
    const others = [
      bought(1000, 104, 900),
      bought(1500, 103, 900),
      { ...bought(1500, 104, 900), side: 'sell' as const },
    ];
    expect(walls(pulled, others)).toEqual(['2000 flash-wall 104']);
    expect(walls(pulled, [bought(2000, 104, 500)])).toEqual([]);
  });

  test('that leaves sight is forgotten; at the best price it is seen to go', () => {
    const away: BookSnapshot = { ...book(1000), asks: depthOf([[95, 200]]) };
    expect(walls([book(0, { 104: 5000 }), away])).toEqual([]);
    expect(walls([book(0, { 104: 5000 }), { ...book(1000), asks: depthOf([]) }])).toEqual([]);
    const lifted = depthOf(Array.from({ length: 9 }, (_, level) => [101 + level, 200] as const));
    expect(walls([book(0, { 100: 5000 }), { ...book(1000), asks: lifted }])).toEqual(['1000 flash-wall 100']);
  });

  test('twice on a side within a minute is suspect', () => {
    const flash = (at: number, price: number) => [book(at, { [price]: 5000 }), book(at + 100)];
    expect(walls([...flash(0, 104), ...flash(59_999, 102)])).toEqual([
      '100 flash-wall 104',
      '60099 flash-wall 102',
      '60099 spoof-suspect 102',
    ]);
    expect(walls([...flash(0, 104), ...flash(60_000, 102)])).toEqual(['100 flash-wall 104', '60100 flash-wall 102']);
  });
});

describe('the detector', () => {
  const level = fc.constantFrom(50, 200, 300, 1200, 5000);
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 1500 }),
    asks: fc.array(level, { minLength: 0, maxLength: 12 }),
    top: fc.integer({ min: 98, max: 102 }),
    traded: fc.integer({ min: 0, max: 900 }),
  });

  test('fed live equals the recording, replays alike, and mirrors', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const snapshots: BookSnapshot[] = [];
        const trades: AggressorTrade[] = [];
        const live: WallEvent[] = [];
        const detector = new WallDetector((event) => live.push(event));
        let timeMs = 0;
        for (const { waitMs, asks, top, traded } of steps) {
          timeMs += waitMs;
          const trade = bought(timeMs, top, traded);
          const side = depthOf(asks.map((size, at) => [top + at, size] as const));
          const snapshot = { timeMs, bids: depthOf([]), asks: side };
          trades.push(trade);
          snapshots.push(snapshot);
        }
        let next = 0;
        for (const snapshot of snapshots) {
          for (; next < trades.length; next += 1) {
            const trade = trades[next] as AggressorTrade;
            if (trade.timeMs > snapshot.timeMs) break;
            detector.trade(trade);
          }
          detector.snapshot(snapshot);
        }
        expect(detectWalls({ snapshots, trades })).toEqual(live);
        const mirror = snapshots.map(({ timeMs: at, asks }) => ({
          timeMs: at,
          asks: depthOf([]),
          bids: { ...asks, price: asks.price.map((price) => 200 - price) },
        }));
        const sold = trades.map((trade) => ({ ...trade, price: 200 - trade.price, side: 'sell' as const }));
        const turned = detectWalls({ snapshots: mirror, trades: sold });
        expect(turned.map((event) => ({ ...event, side: 'asks', price: 200 - event.price }))).toEqual(live);
      }),
    );
  });

  test('one price written twice is one price', () => {
    expect([samePrice(0.1 + 0.2, 0.3), samePrice(100.01, 100.02), samePrice(0, 0)]).toEqual([true, false, true]);
    expect(samePrice(Number.NaN, Number.NaN)).toBe(false);
    expect([100, 104, 99, 100.5].map((price) => levelOf(sizes(1, 1, 1, 1, 1), price, 1))).toEqual([0, 4, -1, -1]);
    expect([99, 90, 100, 98.5].map((price) => levelOf(quiet, price, -1))).toEqual([0, 9, -1, -1]);
  });
});
