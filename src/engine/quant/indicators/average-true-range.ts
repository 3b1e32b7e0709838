import type { HighLowClose } from './bar-columns.ts';
import { warmingUp } from './moving-averages.ts';

/** Largest of high - low and the distances of both from the previous close; first value at bar 1. */
export function trueRange({ high, low, close }: HighLowClose): Float64Array {
  const out = warmingUp(close.length);
  for (let bar = 1; bar < close.length; bar += 1) {
    const previous = close[bar - 1] as number;
    const top = Math.max(high[bar] as number, previous);
    out[bar] = top - Math.min(low[bar] as number, previous);
  }
  return out;
}

/** Average true range: the mean of the first `period` true ranges, then Wilder smoothing; first value at `period`. */
export function averageTrueRange(bars: HighLowClose, period: number): Float64Array {
  const range = trueRange(bars);
  const out = warmingUp(range.length);
  let average = 0;
  for (let bar = 1; bar < range.length; bar += 1) {
    const current = range[bar] as number;
    average = bar <= period ? average + current / period : (average * (period - 1) + current) / period;
    if (bar >= period) out[bar] = average;
  }
  return out;
}
