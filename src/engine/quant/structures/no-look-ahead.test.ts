import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOfRows, randomBars } from '../../../../tests/support/random-bars.ts';
import { sharedBars } from '../../../../tests/vectors/shared-bars.ts';
import type { OpenBarColumns } from '../indicators/bar-columns.ts';
import { rsi } from '../indicators/rsi.ts';
import { findBreakouts } from './breakouts.ts';
import { findCupsAndHandles } from './cup-and-handle.ts';
import { findDivergences } from './divergences.ts';
import { pivotHighs, pivotLows, pivotReach } from './pivots.ts';
import { findTightRanges } from './tight-range.ts';
import { findVolumeSpikes } from './volume-spikes.ts';
import { findZones } from './zones.ts';

type Known = { readonly knownAt: number; readonly what: unknown };
type Finder = (bars: OpenBarColumns) => readonly Known[];

const finders: Readonly<Record<string, Finder>> = {
  'pivot highs': ({ high }) => pivotHighs(high).map((bar) => ({ knownAt: bar + pivotReach, what: bar })),
  'pivot lows': ({ low }) => pivotLows(low).map((bar) => ({ knownAt: bar + pivotReach, what: bar })),
  divergences: ({ high, low, close }) =>
    findDivergences({ high, low, oscillator: rsi(close, 14) }).map((one) => ({ knownAt: one.confirmedAt, what: one })),
  breakouts: (bars) => findBreakouts(bars).map((one) => ({ knownAt: one.bar, what: one })),
  'tight ranges': (bars) => findTightRanges(bars).map((bar) => ({ knownAt: bar, what: bar })),
  'volume spikes': ({ volume }) => findVolumeSpikes(volume).map((one) => ({ knownAt: one.bar, what: one })),
  zones: (bars) =>
    findZones(bars).map(({ kind, created, baseStart, baseEnd, low, high }) => ({
      knownAt: created,
      what: { kind, baseStart, baseEnd, low, high },
    })),
  cups: (bars) => findCupsAndHandles(bars).map((one) => ({ knownAt: one.breakout, what: one })),
};

function firstBars(bars: OpenBarColumns, count: number): OpenBarColumns {
  const { open, high, low, close, volume } = bars;
  const cut = (column: Float64Array) => column.slice(0, count);
  return { open: cut(open), high: cut(high), low: cut(low), close: cut(close), volume: cut(volume) };
}

function expectNoLookAhead(find: Finder, bars: OpenBarColumns, count: number): void {
  const known = find(bars).filter(({ knownAt }) => knownAt < count);
  expect(find(firstBars(bars, count))).toEqual(known);
}

describe.each(Object.entries(finders))('%s', (_, find) => {
  test('are known at their bar and never change behind it', () => {
    fc.assert(
      fc.property(randomBars({ minLength: 40, maxLength: 200 }), fc.nat(199), (rows, cut) => {
        expectNoLookAhead(find, columnsOfRows(rows), Math.min(rows.length, cut));
      }),
      { numRuns: 40 },
    );
  });

  test.each(['data/daily/spy_2008_2018.csv', 'data/intraday/spy_1min_20201215_20201217.csv'])('nor on %s', (file) => {
    const bars = sharedBars(file);
    if (bars === null) return;
    for (const share of [0.3, 0.61, 0.87]) expectNoLookAhead(find, bars, Math.floor(bars.close.length * share));
  });
});
