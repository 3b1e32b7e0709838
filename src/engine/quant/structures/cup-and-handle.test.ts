import { describe, expect, test } from 'vitest';
import { type SketchedBar, sketchedBars } from '../../../../tests/support/sketched-bars.ts';
import { findCupsAndHandles } from './cup-and-handle.ts';

type Shape = {
  readonly width?: number;
  readonly bottom?: number;
  /** Where the bottom lies between the rims, 0 .. 1. */
  readonly bottomAt?: number;
  readonly isSharp?: boolean;
  readonly rightRim?: number;
  /** A high between the rims. */
  readonly between?: number;
  readonly handleLow?: number;
  readonly handleBars?: number;
  readonly volume?: number;
};

const usual = { width: 60, bottom: 80, bottomAt: 0.5, isSharp: false, rightRim: 100, between: 0 };

/** Sixty bars up to a rim at 100, a cup, a right rim, a handle and a breakout. */
function cup(shape: Shape) {
  const { width, bottom, bottomAt, isSharp, rightRim, between } = { ...usual, ...shape };
  const { handleLow = rightRim - 5, handleBars = 8, volume = 200 } = shape;
  const rise = Array.from({ length: 59 }, (_, bar) => 70 + bar / 2);
  const curve = Array.from({ length: width - 1 }, (_, index) => {
    const place = (index + 1) / width - bottomAt;
    const share = Math.abs(place / (place < 0 ? bottomAt : 1 - bottomAt));
    return bottom + ((place < 0 ? 99 : rightRim - 1) - bottom) * (isSharp ? share : share ** 2);
  });
  const handle = Array.from({ length: handleBars }, (_, bar) => (bar === 0 ? rightRim - 3 : handleLow));
  const closes = [...rise, 99.5, ...curve, rightRim - 0.5, ...handle];
  const bars: SketchedBar[] = closes.map((close) => ({ open: close, high: close, low: close, close }));
  bars[59] = { open: 99, high: 100, low: 99, close: 99.5 };
  bars[59 + width] = { open: rightRim - 1, high: rightRim, low: rightRim - 1, close: rightRim - 0.5 };
  if (between > 0) bars[75] = { open: 90, high: between, low: 90, close: 90 };
  const after: SketchedBar[] = [{ open: 99, high: 103, low: 99, close: 102, volume }];
  return findCupsAndHandles(sketchedBars([...bars, ...after])).filter(({ leftRim }) => leftRim === 59);
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
    ['a right rim more than 5 % below the left', { rightRim: 94.9, handleLow: 93 }],
    ['a bottom in the first quarter', { bottomAt: 0.2 }],
    ['a bottom in the last quarter', { bottomAt: 0.8 }],
    ['a higher high between the rims', { between: 100.1 }],
    ['no handle', { handleBars: 2 }],
    ['a handle without end', { handleBars: 26 }],
  ] satisfies readonly (readonly [string, Shape])[])('%s is none', (_, shape) => {
    expect(cup(shape)).toEqual([]);
  });

  test('rims may differ by 5 %, and a high between them may reach the higher', () => {
    expect(cup({ rightRim: 95, handleLow: 93 })).toMatchObject([{ pivotPrice: 95 }]);
    expect(cup({ between: 100 })).toHaveLength(1);
  });

  test('no bars, no cups', () => {
    expect(findCupsAndHandles(sketchedBars([]))).toEqual([]);
  });
});
