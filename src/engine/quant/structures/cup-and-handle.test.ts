import { describe, expect, test } from 'vitest';
import { type SketchedBar, sketchedBars } from '../../../../tests/support/sketched-bars.ts';
import { findCupsAndHandles } from './cup-and-handle.ts';

type Shape = {
  readonly width?: number;
  readonly bottom?: number;
  readonly isSharp?: boolean;
  readonly handleLow?: number;
  readonly handleBars?: number;
  readonly volume?: number;
};

/** Sixty bars up to a rim at 100, a cup, a rim at 100, a handle and a breakout. */
function cup({ width = 60, bottom = 80, isSharp = false, handleLow = 95, handleBars = 8, volume = 200 }: Shape) {
  const rise = Array.from({ length: 60 }, (_, bar) => 70 + bar / 2);
  const curve = Array.from({ length: width - 1 }, (_, index) => {
    const place = (2 * (index + 1)) / width - 1;
    const share = isSharp ? Math.abs(place) : place ** 2;
    return bottom + (99 - bottom) * share;
  });
  const handle = Array.from({ length: handleBars }, (_, bar) => (bar === 0 ? 97 : handleLow));
  const closes = [...rise.slice(0, -1), 99.5, ...curve, 99.5, ...handle];
  const bars: SketchedBar[] = closes.map((close) => ({ open: close, high: close, low: close, close }));
  bars[59] = { open: 99, high: 100, low: 99, close: 99.5 };
  bars[59 + width] = { open: 99, high: 100, low: 99, close: 99.5 };
  const after: SketchedBar[] = [{ open: 99, high: 103, low: 99, close: 102, volume }];
  return findCupsAndHandles(sketchedBars([...bars, ...after]));
}

describe('cup and handle', () => {
  test('is found with its parts', () => {
    expect(cup({})).toEqual([
      {
        leftRim: 59,
        bottom: 89,
        rightRim: 119,
        breakout: 128,
        pivotPrice: 100,
        depthPercent: 20,
        isVolumeConfirmed: true,
      },
    ]);
    expect(cup({ volume: 139 })).toMatchObject([{ isVolumeConfirmed: false }]);
  });

  test.each([
    ['too shallow', { bottom: 89 }],
    ['too deep', { bottom: 64 }],
    ['a V', { isSharp: true }],
    ['too narrow', { width: 29 }],
    ['too wide', { width: 131 }],
    ['a handle into the lower half', { handleLow: 89 }],
    ['no handle', { handleBars: 2 }],
    ['a handle without end', { handleBars: 26 }],
  ] satisfies readonly (readonly [string, Shape])[])('%s is none', (_, shape) => {
    expect(cup(shape)).toEqual([]);
  });

  test('no bars, no cups', () => {
    expect(findCupsAndHandles(sketchedBars([]))).toEqual([]);
  });
});
