import type { HighLowClose } from './bar-columns.ts';
import type { BarStep } from './bar-step.ts';
import { wilderStep } from './moving-averages.ts';
import { forEachFiniteRun, overFiniteRuns, warmingUp } from './step.ts';

function rangeOf(high: number, low: number, previous: number): number {
  return Math.max(high, previous) - Math.min(low, previous);
}

/** Largest of high - low and the distances of both from the previous close; first value at bar 1. */
export function trueRange(bars: HighLowClose): Float64Array {
  const { high, low, close } = bars;
  const out = warmingUp(close.length);
  forEachFiniteRun([high, low, close], (from, to) => {
    for (let bar = from + 1; bar < to; bar += 1) {
      out[bar] = rangeOf(high[bar] as number, low[bar] as number, close[bar - 1] as number);
    }
  });
  return out;
}

export function trueRangeStep(): BarStep {
  let previous = Number.NaN;
  return ({ high, low, close }, final, out) => {
    out[0] = rangeOf(high, low, previous);
    if (final) previous = close;
  };
}

/**
 * Average true range: the mean of the first `period` true ranges, then Wilder smoothing (1978); first value at
 * `period`. A bar that is not finite has no output and starts the warm-up anew. `out` may be handed in to be used again.
 */
export function averageTrueRange(
  bars: HighLowClose,
  period: number,
  out: Float64Array = new Float64Array(bars.close.length),
): Float64Array {
  const { high, low, close } = bars;
  return overFiniteRuns([high, low, close], out, (from, to) => {
    const run = { high: high.subarray(from, to), low: low.subarray(from, to), close: close.subarray(from, to) };
    return averageRun(run, period, out.subarray(from, to));
  });
}

function averageRun({ high, low, close }: HighLowClose, period: number, out: Float64Array): boolean {
  if (close.length <= period) return false;
  const k = 1 / period;
  let previous = close[0] as number;
  let average = 0;
  // A low of +Infinity, or a high of -Infinity, widens no range: only this sum shows it.
  let spread = (high[0] as number) - (low[0] as number);
  for (let bar = 1; bar <= period; bar += 1) {
    spread += (high[bar] as number) - (low[bar] as number);
    average += rangeOf(high[bar] as number, low[bar] as number, previous);
    previous = close[bar] as number;
  }
  average /= period;
  out[period] = average;
  for (let bar = period + 1; bar < close.length; bar += 1) {
    spread += (high[bar] as number) - (low[bar] as number);
    average += k * (rangeOf(high[bar] as number, low[bar] as number, previous) - average);
    previous = close[bar] as number;
    out[bar] = average;
  }
  // No range reads the last close.
  return Number.isFinite(average + previous + spread);
}

export function averageTrueRangeStep(period: number): BarStep {
  const range = trueRangeStep();
  const average = wilderStep(period);
  return (bar, final, out) => {
    range(bar, final, out);
    out[0] = average(out[0] as number, final);
  };
}
