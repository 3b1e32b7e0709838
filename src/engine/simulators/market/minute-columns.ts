import { minutesPerDay } from './activity.ts';
import type { PrintBuffer } from './second-prints.ts';
import { createPrintBuffer, fillPrints } from './second-prints.ts';
import type { SymbolDay } from './symbol-day.ts';

/** Open, high, low and close of a stretch of prints, in ticks. `count` 0 = nothing printed. */
export type PrintSummary = {
  open: number;
  high: number;
  low: number;
  close: number;
  closeSize: number;
  volume: number;
  /** Sum of tick times size. */
  turnover: number;
  count: number;
};

export function emptySummary(): PrintSummary {
  return { open: 0, high: 0, low: 0, close: 0, closeSize: 0, volume: 0, turnover: 0, count: 0 };
}

export function addPrint(summary: PrintSummary, tick: number, size: number): void {
  if (summary.count === 0) {
    summary.open = tick;
    summary.high = tick;
    summary.low = tick;
  }
  if (tick > summary.high) summary.high = tick;
  if (tick < summary.low) summary.low = tick;
  summary.close = tick;
  summary.closeSize = size;
  summary.volume += size;
  summary.turnover += tick * size;
  summary.count += 1;
}

export function addSummary(summary: PrintSummary, later: PrintSummary): void {
  if (later.count === 0) return;
  if (summary.count === 0) summary.open = later.open;
  summary.high = summary.count === 0 ? later.high : Math.max(summary.high, later.high);
  summary.low = summary.count === 0 ? later.low : Math.min(summary.low, later.low);
  summary.close = later.close;
  summary.closeSize = later.closeSize;
  summary.volume += later.volume;
  summary.turnover += later.turnover;
  summary.count += later.count;
}

const shared = createPrintBuffer();

/** Adds the prints of a second up to and including a millisecond. */
export function addSecond(day: SymbolDay, second: number, summary: PrintSummary, untilMs = 999): void {
  const buffer: PrintBuffer = shared;
  fillPrints(day, second, buffer);
  for (let index = 0; index < buffer.count; index += 1) {
    if ((buffer.ms[index] ?? 0) > untilMs) return;
    addPrint(summary, buffer.tick[index] ?? 0, buffer.size[index] ?? 0);
  }
}

/** A day's minutes, each summarised once. */
export type MinuteColumns = { minute(minute: number): PrintSummary };

export function createMinuteColumns(day: SymbolDay): MinuteColumns {
  const known: (PrintSummary | undefined)[] = new Array<PrintSummary | undefined>(minutesPerDay);
  return {
    minute(minute) {
      const ready = known[minute];
      if (ready) return ready;
      const summary = emptySummary();
      for (let second = minute * 60; second < minute * 60 + 60; second += 1) addSecond(day, second, summary);
      known[minute] = summary;
      return summary;
    },
  };
}
