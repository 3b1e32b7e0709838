import { wallTime } from '../../../../engine/domain/time.ts';
import type { ChartBar } from './bar-book.ts';

const longestSessionMs = 16 * 3_600_000;

export type VwapPoint = {
  readonly value: number | null;
  /** First bar of its session: the line starts anew here. */ readonly starts: boolean;
};

/** Volume-weighted average of typical prices since the session's start, one value a bar; null until something has traded. */
export function sessionVwap(bars: readonly ChartBar[]): readonly VwapPoint[] {
  let date = '';
  let firstStart = 0;
  let money = 0;
  let shares = 0;
  return bars.map(({ start, high, low, close, volume }, index) => {
    const before = bars[index - 1];
    let starts = false;
    // The calendar is asked only where a new day is possible.
    if (!before || start - before.start > 600_000 || start - firstStart > longestSessionMs) {
      const today = wallTime(start).date;
      starts = today !== date;
      if (starts) [date, firstStart, money, shares] = [today, start, 0, 0];
    }
    money += ((high + low + close) / 3) * volume;
    shares += volume;
    return { value: shares > 0 ? money / shares : null, starts };
  });
}
