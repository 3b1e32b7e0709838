import { describe, expect, test } from 'vitest';
import { repeated, type SketchedBar, sketchedBars } from '../../../../tests/support/sketched-bars.ts';
import { aggregateBars, frameStarts } from './aggregate-bars.ts';
import { findZones } from './zones.ts';
import { findZonesOverFrames } from './zones-over-frames.ts';

/** Twenty bars of range 2 make an average range of 2, two quiet ones a base from 99.5 to 100.5. */
const before = repeated(20, { close: 100, open: 100, high: 101, low: 99 });
const base = repeated(2, { close: 100.2, open: 99.8, high: 100.5, low: 99.5 });
const up: SketchedBar = { open: 100.2, high: 106, low: 100.1, close: 105.5 };
const down: SketchedBar = { open: 99.8, high: 99.9, low: 94, close: 94.5 };
const away = repeated(3, { open: 105.5, high: 106, low: 105, close: 105.5 });

describe('demand and supply zones', () => {
  test('a base left upwards is demand, from its low to its highest body', () => {
    const [zone, ...more] = findZones(sketchedBars([...before, ...base, up, ...away]));
    expect(more).toEqual([]);
    expect(zone).toEqual({
      kind: 'demand',
      created: 22,
      baseStart: 20,
      baseEnd: 21,
      low: 99.5,
      high: 100.2,
      touches: 0,
      brokenAt: null,
      state: 'fresh',
    });
  });

  test('a base left downwards is supply, from its lowest body to its high', () => {
    const [zone] = findZones(sketchedBars([...before, ...base, down]));
    expect(zone).toMatchObject({ kind: 'supply', created: 22, low: 99.8, high: 100.5, state: 'fresh' });
  });

  test('a departure may take three bars, not four', () => {
    const step = (close: number): SketchedBar => ({ open: close - 1.7, high: close, low: close - 1.7, close });
    const slow = [step(101.9), step(103.1), step(104.5)];
    expect(findZones(sketchedBars([...before, ...base, ...slow])).map(({ created }) => created)).toEqual([24]);
    const slower = [step(101.5), step(102.0), step(102.5), step(108)];
    expect(findZones(sketchedBars([...before, ...base, ...slower])).filter(({ baseEnd }) => baseEnd === 21)).toEqual(
      [],
    );
  });

  test('at most six quiet bars are the base', () => {
    const long = repeated(9, base[0] ?? { close: 0 });
    const [zone] = findZones(sketchedBars([...before, ...long, { ...up, close: 110, high: 110 }]));
    expect(zone).toMatchObject({ baseStart: 23, baseEnd: 28 });
  });

  test('a departure that does not pass the whole base is none', () => {
    const falling = Array.from({ length: 5 }, (_, bar) => ({ open: 107 - 1.4 * bar, close: 105.6 - 1.4 * bar }));
    const leave = (close: number) => findZones(sketchedBars([...before, ...falling, { open: 100, close }]));
    expect(leave(106.9)).toEqual([]);
    expect(leave(107.1)).toMatchObject([{ baseStart: 20, baseEnd: 24, low: 100, high: 107 }]);
  });

  test('a pause within a departure is not a base of its own', () => {
    const first: SketchedBar = { open: 100.2, high: 102.5, low: 100.2, close: 102.4 };
    const pause: SketchedBar = { open: 102.4, high: 102.6, low: 102.2, close: 102.4 };
    const second: SketchedBar = { open: 102.4, high: 108, low: 102.4, close: 108 };
    const found = findZones(sketchedBars([...before, ...base, first, pause, second]));
    expect(found.map(({ created, baseEnd }) => [created, baseEnd])).toEqual([[24, 21]]);
  });

  test('coming back is a touch each time, closing beyond breaks it', () => {
    const dip: SketchedBar = { open: 105, high: 105, low: 100, close: 103 };
    const through: SketchedBar = { open: 103, high: 103, low: 98, close: 99 };
    const visits = [...away, dip, dip, ...away, dip, ...away];
    const [tested] = findZones(sketchedBars([...before, ...base, up, ...visits]));
    expect(tested).toMatchObject({ touches: 2, brokenAt: null, state: 'tested' });
    const [broken] = findZones(sketchedBars([...before, ...base, up, ...away, dip, ...away, through, dip]));
    expect(broken).toMatchObject({ touches: 1, brokenAt: 30, state: 'broken' });
  });

  test('a price still in the zone when it is known has to leave before it can touch', () => {
    const fast: SketchedBar = { open: 100.2, high: 106, low: 100, close: 105.5 };
    const wick: SketchedBar = { open: 105.5, high: 106, low: 100.1, close: 105.5 };
    const [zone] = findZones(sketchedBars([...before, ...base, fast, wick, ...away]));
    expect(zone).toMatchObject({ created: 22, touches: 0, state: 'fresh' });
  });

  test('nothing in no bars, flat bars, bars that are not numbers', () => {
    expect(findZones(sketchedBars([]))).toEqual([]);
    expect(findZones(sketchedBars(repeated(60, { close: 5 })))).toEqual([]);
    const holes = repeated(60, { open: Number.NaN, high: Number.NaN, low: Number.NaN, close: Number.NaN });
    expect(findZones(sketchedBars(holes))).toEqual([]);
  });
});

describe('longer frames', () => {
  const minutes = (count: number, from = 0) => Float64Array.from({ length: count }, (_, bar) => from + bar * 60_000);

  test('join open, high, low, close and volume', () => {
    const bars = sketchedBars([
      { open: 1, high: 3, low: 1, close: 2, volume: 5 },
      { open: 2, high: 4, low: 0.5, close: 3, volume: 6 },
      { open: 3, high: 3, low: 2, close: 2, volume: 7 },
    ]);
    const joined = aggregateBars(bars, frameStarts({ start: minutes(3), frameMs: 120_000 }));
    expect(joined.bars).toEqual({
      open: Float64Array.of(1, 3),
      high: Float64Array.of(4, 3),
      low: Float64Array.of(0.5, 2),
      close: Float64Array.of(3, 2),
      volume: Float64Array.of(11, 7),
    });
    expect([...joined.first, ...joined.last]).toEqual([0, 2, 1, 2]);
  });

  test('are counted from the session open and leave missing bars out', () => {
    const open = 9.5 * 3_600_000;
    const start = Float64Array.of(open, open + 59 * 60_000, open + 60 * 60_000, open + 200 * 60_000);
    const origin = new Float64Array(4).fill(open);
    expect([...frameStarts({ start, frameMs: 3_600_000, origin })].map((at) => (at - open) / 3_600_000)).toEqual([
      0, 0, 1, 3,
    ]);
    expect(aggregateBars(sketchedBars([]), new Float64Array(0)).bars.close).toHaveLength(0);
  });

  test('have zones of their own, told by the short bars, known when their frame is over', () => {
    const long = [...before, ...base, up, ...away];
    // Each long bar as three short ones: the first two stay at its open, the last makes the range.
    const short = long.flatMap((bar, index) => {
      const open = bar.open ?? long[index - 1]?.close ?? bar.close;
      return [
        { close: open, open },
        { close: open, open },
        { ...bar, open },
      ];
    });
    const frame = frameStarts({ start: minutes(short.length), frameMs: 180_000 });
    const found = findZonesOverFrames(sketchedBars(short), [{ name: '3m', frame, isLastComplete: true }]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ frame: '3m', kind: 'demand', created: 68, baseStart: 60, baseEnd: 65, low: 99.5 });

    const forming = short.slice(0, 69);
    const over = (isLastComplete: boolean) =>
      findZonesOverFrames(sketchedBars(forming), [{ name: '3m', frame: frame.subarray(0, 69), isLastComplete }]).length;
    expect([over(false), over(true)]).toEqual([0, 1]);
  });
});
