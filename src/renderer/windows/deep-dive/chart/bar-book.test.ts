import { describe, expect, test } from 'vitest';
import { barsOf, mergeBars, type ChartBar } from './bar-book.ts';
import { chartTime } from './exchange-time.ts';
import { sessionVwap } from './vwap.ts';

const bar = (start: number, close: number, volume = 100): ChartBar => ({
  start,
  open: close,
  high: close,
  low: close,
  close,
  volume,
});
const closes = (bars: readonly ChartBar[]): readonly number[] => bars.map(({ close }) => close);

describe('bars', () => {
  test('a missing price leaves the bar out, a missing volume does not', () => {
    const column = (...values: number[]) => Float64Array.from(values);
    const columns = {
      start: column(1, 2, 3),
      open: column(5, NaN, 7),
      high: column(6, 6, 8),
      low: column(4, 4, 6),
      close: column(5, 5, 7),
      volume: column(1, 1, NaN),
    };
    expect(barsOf({ columns }).map(({ start }) => start)).toEqual([1, 3]);
    expect(barsOf({ columns: {} })).toEqual([]);
  });

  test('the last bar is replaced, a new one added, a late one put in its place', () => {
    const known = [bar(1, 10), bar(3, 30)];
    expect(mergeBars(known, [bar(3, 31)])).toMatchObject({ from: 1 });
    expect(closes(mergeBars(known, [bar(3, 31), bar(4, 40)]).bars)).toEqual([10, 31, 40]);
    expect(closes(mergeBars(known, [bar(2, 20)]).bars)).toEqual([10, 20, 30]);
    expect(mergeBars(known, [])).toEqual({ bars: known, from: 2 });
  });
});

test('session VWAP starts anew every New York day', () => {
  const open = Date.UTC(2026, 10, 19, 14, 30);
  const day = 86_400_000;
  const bars = [
    bar(open, 10, 100),
    bar(open + 60_000, 20, 300),
    bar(open + day, 50, 10),
    bar(open + day + 60_000, 60, 0),
  ];
  expect(sessionVwap(bars)).toEqual([
    { value: 10, starts: true },
    { value: 17.5, starts: false },
    { value: 50, starts: true },
    { value: 50, starts: false },
  ]);
  expect(sessionVwap([bar(open, 10, 0)])).toEqual([{ value: null, starts: true }]);
});

test('chart time reads as New York time on both sides of a change of clocks', () => {
  const shown = (utcMs: number): string => new Date(chartTime(utcMs, false) * 1_000).toISOString().slice(0, 16);
  expect(shown(Date.UTC(2026, 9, 30, 13, 30))).toBe('2026-10-30T09:30');
  expect(shown(Date.UTC(2026, 10, 2, 14, 30))).toBe('2026-11-02T09:30');
  expect(chartTime(Date.UTC(2026, 10, 2), true)).toBe(Date.UTC(2026, 10, 2) / 1_000);
});
