import type { HighLowClose } from './bar-columns.ts';
import type { BarStep } from './bar-step.ts';
import { wilderStep } from './moving-averages.ts';
import { forEachFiniteRun, warmingUp } from './step.ts';

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
  const k = 1 / period;
  out.fill(Number.NaN);
  forEachFiniteRun([high, low, close], (from, to) => {
    const seedBar = from + period;
    if (seedBar >= to) return;
    let previous = close[from] as number;
    let average = 0;
    for (let bar = from + 1; bar <= seedBar; bar += 1) {
      average += rangeOf(high[bar] as number, low[bar] as number, previous);
      previous = close[bar] as number;
    }
    average /= period;
    out[seedBar] = average;
    for (let bar = seedBar + 1; bar < to; bar += 1) {
      average += k * (rangeOf(high[bar] as number, low[bar] as number, previous) - average);
      previous = close[bar] as number;
      out[bar] = average;
    }
  });
  return out;
}

export function averageTrueRangeStep(period: number): BarStep {
  const range = trueRangeStep();
  const average = wilderStep(period);
  return (bar, final, out) => {
    range(bar, final, out);
    out[0] = average(out[0] as number, final);
  };
}
