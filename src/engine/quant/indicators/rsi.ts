import { inStretches } from '../statistics/in-stretches.ts';
import { wilderStep } from './moving-averages.ts';
import { negligible } from './negligible.ts';
import { positivePart } from './positive-part.ts';
import { overFiniteRuns, type Step } from './step.ts';

/**
 * Relative strength index 0..100 with Wilder smoothing (1978); first value at `period`; 0 when nothing ever moved. A
 * value that is not finite has no output and starts the warm-up anew. `out` may be handed in to be used again.
 */
export function rsi(
  close: Float64Array,
  period: number,
  out: Float64Array = new Float64Array(close.length),
): Float64Array {
  return overFiniteRuns([close], out, (from, to) => rsiRun(close.subarray(from, to), period, out.subarray(from, to)));
}

function rsiRun(close: Float64Array, period: number, out: Float64Array): boolean {
  if (close.length <= period) return false;
  out.fill(Number.NaN, 0, period);
  let gain = 0;
  let loss = 0;
  for (let bar = 1; bar <= period; bar += 1) {
    const change = (close[bar] as number) - (close[bar - 1] as number);
    gain += positivePart(change);
    loss += positivePart(-change);
  }
  const averages = { gain: gain / period, loss: loss / period };
  out[period] = strength(averages.gain, averages.loss);
  inStretches(period + 1, close.length, (from, to) => smoothStretch({ close, period, out, from, to }, averages));
  return Number.isFinite(averages.gain + averages.loss);
}

type Stretch = {
  readonly close: Float64Array;
  readonly period: number;
  readonly out: Float64Array;
  readonly from: number;
  readonly to: number;
};

function smoothStretch({ close, period, out, from, to }: Stretch, averages: { gain: number; loss: number }): void {
  const k = 1 / period;
  let { gain, loss } = averages;
  let previous = close[from - 1] as number;
  for (let bar = from; bar < to; bar += 1) {
    const current = close[bar] as number;
    const change = current - previous;
    previous = current;
    gain += k * (positivePart(change) - gain);
    loss += k * (positivePart(-change) - loss);
    out[bar] = strength(gain, loss);
  }
  averages.gain = gain;
  averages.loss = loss;
}

function strength(gain: number, loss: number): number {
  const total = gain + loss;
  return total < negligible ? 0 : (100 * gain) / total;
}

export function rsiStep(period: number): Step {
  const gains = wilderStep(period);
  const losses = wilderStep(period);
  let previous = Number.NaN;
  return (value, final) => {
    const change = value - previous;
    if (final) previous = value;
    if (Number.isNaN(change)) return Number.NaN;
    const gain = gains(positivePart(change), final);
    const loss = losses(positivePart(-change), final);
    return Number.isNaN(gain) ? Number.NaN : strength(gain, loss);
  };
}
