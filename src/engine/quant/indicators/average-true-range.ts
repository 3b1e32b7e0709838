import { inStretches } from '../statistics/in-stretches.ts';
import type { HighLowClose } from './bar-columns.ts';
import type { BarStep } from './bar-step.ts';
import { wilderStep } from './moving-averages.ts';
import { positivePart } from './positive-part.ts';
import { forEachFiniteRun, overFiniteRuns, warmingUp } from './step.ts';

/**
 * The bar's own range and what the previous close lies outside of it. Without a branch, which a processor would have to
 * guess: the larger and the smaller of two doubles cost three times as much.
 */
function rangeOf(high: number, low: number, previous: number): number {
  return high - low + positivePart(previous - high) + positivePart(low - previous);
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

function averageRun(bars: HighLowClose, period: number, out: Float64Array): boolean {
  const { high, low, close } = bars;
  if (close.length <= period) return false;
  out.fill(Number.NaN, 0, period);
  // A low of +Infinity, or a high of -Infinity, widens no range: only the sum of spreads shows it.
  const carried = { average: 0, spread: (high[0] as number) - (low[0] as number) };
  for (let bar = 1; bar <= period; bar += 1) {
    carried.spread += (high[bar] as number) - (low[bar] as number);
    carried.average += rangeOf(high[bar] as number, low[bar] as number, close[bar - 1] as number);
  }
  carried.average /= period;
  out[period] = carried.average;
  inStretches(period + 1, close.length, (from, to) => smoothStretch({ bars, period, out, from, to }, carried));
  // No range reads the last close.
  return Number.isFinite(carried.average + carried.spread + (close.at(-1) as number));
}

type Stretch = {
  readonly bars: HighLowClose;
  readonly period: number;
  readonly out: Float64Array;
  readonly from: number;
  readonly to: number;
};

function smoothStretch(
  { bars: { high, low, close }, period, out, from, to }: Stretch,
  carried: { average: number; spread: number },
): void {
  const k = 1 / period;
  let { average, spread } = carried;
  let previous = close[from - 1] as number;
  for (let bar = from; bar < to; bar += 1) {
    const top = high[bar] as number;
    const bottom = low[bar] as number;
    spread += top - bottom;
    average += k * (rangeOf(top, bottom, previous) - average);
    previous = close[bar] as number;
    out[bar] = average;
  }
  carried.average = average;
  carried.spread = spread;
}

/** The first bar has no range yet; a later range that no number can hold spoils what follows, as it does in the batch. */
export function averageTrueRangeStep(period: number): BarStep {
  const range = trueRangeStep();
  const average = wilderStep(period);
  let begun = false;
  let lost = false;
  return (bar, final, out) => {
    range(bar, final, out);
    const spoiled = lost || (begun && Number.isNaN(out[0]));
    out[0] = spoiled ? Number.NaN : average(out[0] as number, final);
    if (!final) return;
    begun = true;
    lost = spoiled;
  };
}
