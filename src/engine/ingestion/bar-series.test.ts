import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bar } from '../domain/bar.ts';
import { BarSeries, keptBars } from './bar-series.ts';

const start = Date.UTC(2026, 0, 5, 15);
const bar = (offset: number, parts: Partial<Bar> = {}): Bar => ({
  instrument: 'SPY.STK',
  interval: '1m',
  start: start + offset * 60_000,
  open: 10,
  high: 12,
  low: 9,
  close: 11,
  volume: 100,
  ...parts,
});

type Tick = { readonly atMs: number; readonly price: number; readonly volume: number };

/** The same bars, computed the slow and obvious way. */
function naive(ticks: readonly Tick[], widthMs: number): readonly Omit<Bar, 'instrument' | 'interval'>[] {
  const groups = Map.groupBy(ticks, (tick) => Math.floor(tick.atMs / widthMs) * widthMs);
  return [...groups].map(([first, inside]) => ({
    start: first,
    open: inside[0]?.price ?? 0,
    high: Math.max(...inside.map((tick) => tick.price)),
    low: Math.min(...inside.map((tick) => tick.price)),
    close: inside.at(-1)?.price ?? 0,
    volume: inside.reduce((sum, tick) => sum + tick.volume, 0),
  }));
}

const ticksInOrder = fc
  .array(
    fc.record({
      step: fc.integer({ min: 0, max: 9_000 }),
      price: fc.integer({ min: 1, max: 500 }),
      volume: fc.nat(900),
    }),
  )
  .map((steps) => {
    let atMs = start;
    return steps.map(({ step, price, volume }): Tick => ({ atMs: (atMs += step), price, volume }));
  });

describe('ticks', () => {
  test('aggregate exactly', () => {
    fc.assert(
      fc.property(ticksInOrder, fc.constantFrom('1s', '5s', '1m' as const), (ticks, interval) => {
        const series = new BarSeries('SPY.STK', interval);
        for (const tick of ticks) series.tick(tick.atMs, tick.price, tick.volume);
        const width = { '1s': 1_000, '5s': 5_000, '1m': 60_000 }[interval];
        expect(series.bars()).toEqual(
          naive(ticks, width).map((each) => ({ instrument: 'SPY.STK', interval, ...each })),
        );
      }),
    );
  });

  test('a tick older than the newest bar changes nothing', () => {
    const series = new BarSeries('SPY.STK', '1m');
    series.tick(start + 60_000, 10, 1);
    expect(series.tick(start, 99, 1)).toBeNull();
    expect(series.bars()).toHaveLength(1);
  });

  test('a world whose clock goes back forgets what it has not seen yet', () => {
    const series = new BarSeries('SPY.STK', '1m');
    for (let minute = 0; minute < 5; minute += 1) series.tick(start + minute * 60_000, 10 + minute, 1);
    series.dropAfter(start + 90_000);
    expect(series.tick(start + 100_000, 20, 4)).toBe(start + 60_000);
    expect(series.bars().map((each) => each.close)).toEqual([10, 20]);
  });

  test('memory is bounded and keeps the newest', () => {
    const series = new BarSeries('SPY.STK', '1s');
    for (let index = 0; index < 12_000; index += 1) series.tick(start + index * 1_000, index, 1);
    expect(series.length).toBeLessThanOrEqual(keptBars + 512);
    expect(series.columns(-Infinity, keptBars)['close']?.at(-1)).toBe(11_999);
    expect(series.columns(-Infinity, keptBars)['close']).toHaveLength(keptBars);
  });
});

describe('the seam between history and ticks', () => {
  test('finished bars are the vendor’s, the forming one joins both', () => {
    const series = new BarSeries('SPY.STK', '1m');
    series.tick(start + 30_000, 50, 5);
    series.tick(start + 61_000, 13, 7);
    series.merge([bar(-1), bar(0), bar(1, { high: 12, low: 9, close: 11, volume: 40 })], start + 60_000);
    expect(series.bars().map((each) => [each.start - start, each.high, each.close, each.volume])).toEqual([
      [-60_000, 12, 11, 100],
      [0, 12, 11, 100],
      [60_000, 13, 13, 40],
    ]);
  });

  test('bars after the answer was asked for survive it', () => {
    const series = new BarSeries('SPY.STK', '1m');
    series.tick(start + 130_000, 20, 3);
    series.merge([bar(0), bar(1)], start + 60_000);
    expect(series.bars().map((each) => each.start - start)).toEqual([0, 60_000, 120_000]);
  });

  test('merging the same answer twice changes nothing', () => {
    const series = new BarSeries('SPY.STK', '1m');
    series.tick(start + 61_000, 13, 7);
    const answer = [bar(0), bar(1)];
    series.merge(answer, start + 60_000);
    const once = series.bars();
    series.merge(answer, start + 60_000);
    expect(series.bars()).toEqual(once);
  });
});
