import { describe, expect, test } from 'vitest';
import { repeated, sketchedBars } from '../../../../tests/support/sketched-bars.ts';
import { findBreakouts } from './breakouts.ts';
import { findTightRanges } from './tight-range.ts';
import { findVolumeSpikes } from './volume-spikes.ts';

const quiet = repeated(20, { close: 100, high: 101, low: 99 });

describe('breakouts', () => {
  test.each([
    ['up', 101.01, 150, true, 101],
    ['up', 101.01, 149, false, 101],
    ['down', 98.99, 150, true, 99],
  ] as const)('%s through %d on volume %d', (side, close, volume, isConfirmed, level) => {
    const bars = sketchedBars([...quiet, { close, volume }]);
    expect(findBreakouts(bars)).toEqual([{ bar: 20, side, level, isConfirmed }]);
  });

  test('a close at the extreme is none, nor is one with fewer than 20 bars before', () => {
    expect(findBreakouts(sketchedBars([...quiet, { close: 101 }]))).toEqual([]);
    expect(findBreakouts(sketchedBars([...quiet.slice(1), { close: 105 }]))).toEqual([]);
    expect(findBreakouts(sketchedBars([]))).toEqual([]);
  });

  test('a hole in the bars hides the 20 bars behind it', () => {
    const hole = { open: Number.NaN, high: Number.NaN, low: Number.NaN, close: Number.NaN };
    const bars = sketchedBars([...quiet, hole, ...quiet.slice(1), { close: 105 }]);
    expect(findBreakouts(bars)).toEqual([]);
  });
});

describe('volume spikes', () => {
  test('twice the mean is one, three times a large one', () => {
    const found = (volume: number) => findVolumeSpikes(sketchedBars([...quiet, { close: 100, volume }]).volume);
    expect(found(199)).toEqual([]);
    expect(found(200)).toEqual([{ bar: 20, ratio: 2, level: 2 }]);
    expect(found(300)).toEqual([{ bar: 20, ratio: 3, level: 3 }]);
  });

  test('no volume before is nothing to compare with', () => {
    expect(findVolumeSpikes(Float64Array.of(...new Array<number>(20).fill(0), 500))).toEqual([]);
  });
});

describe('tight ranges', () => {
  test('ten bars within 2.5 of the average range', () => {
    // Bars of range 4 keep the average high while the price stops moving.
    const wide = repeated(20, { close: 100, high: 102, low: 98 });
    const narrow = repeated(10, { close: 100, high: 100.5, low: 99.5 });
    expect(findTightRanges(sketchedBars(wide))).toEqual([]);
    expect(findTightRanges(sketchedBars([...wide, ...narrow])).at(-1)).toBe(29);
  });

  test('2.5 average ranges are tight, a little more is not', () => {
    // Every bar has range 1, so the average range is 1; ten of them span what the last one adds.
    const span = (top: number) => {
      const bars = Array.from({ length: 40 }, (_, bar) => ({ close: 100, open: 100, high: 100.5, low: 99.5, bar }));
      const moved = bars.map((bar) =>
        bar.bar === 34 ? { open: 100, close: 100, high: top - 0.5, low: top - 1.5 } : bar,
      );
      return findTightRanges(sketchedBars(moved)).includes(39);
    };
    expect([span(102), span(104)]).toEqual([true, false]);
  });

  test('a trend is not tight, however small its bars', () => {
    const trend = Array.from({ length: 60 }, (_, bar) => ({ close: 100 + bar }));
    expect(findTightRanges(sketchedBars(trend))).toEqual([]);
  });

  test('all ten bars have an average range', () => {
    const still = sketchedBars(repeated(40, { close: 100, high: 101, low: 99 }));
    expect(findTightRanges(still).at(0)).toBe(14 + 9);
  });
});
