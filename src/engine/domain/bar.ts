import { regularSession } from './calendar.ts';
import type { InstrumentId } from './ids.ts';
import { dateOfUtc } from './time.ts';

export const barIntervals = ['1s', '5s', '1m', '5m', '1d'] as const;
export type BarInterval = (typeof barIntervals)[number];

export const barMs: Readonly<Record<BarInterval, number>> = {
  '1s': 1_000,
  '5s': 5_000,
  '1m': 60_000,
  '5m': 300_000,
  '1d': 86_400_000,
};

export type Bar = {
  readonly instrument: InstrumentId;
  readonly interval: BarInterval;
  /** Start of the bar, ms since epoch; a daily bar starts at 00:00 UTC of its trading date. */
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** Daily bars (oldest first) whose regular session has closed: today's range, volume and return are not yet a day's. */
export function finishedDays(dailyBars: readonly Bar[], nowMs: number): readonly Bar[] {
  const last = dailyBars.at(-1);
  if (!last || regularSession(dateOfUtc(last.start)).closeMs <= nowMs) return dailyBars;
  return dailyBars.slice(0, -1);
}
