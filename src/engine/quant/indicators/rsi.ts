import { wilderStep } from './moving-averages.ts';
import { negligible } from './negligible.ts';
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
  const k = 1 / period;
  let previous = close[0] as number;
  let gain = 0;
  let loss = 0;
  for (let bar = 1; bar <= period; bar += 1) {
    const change = (close[bar] as number) - previous;
    previous = close[bar] as number;
    gain += rise(change);
    loss += rise(-change);
  }
  gain /= period;
  loss /= period;
  out[period] = strength(gain, loss);
  for (let bar = period + 1; bar < close.length; bar += 1) {
    const current = close[bar] as number;
    const change = current - previous;
    previous = current;
    gain += k * (rise(change) - gain);
    loss += k * (rise(-change) - loss);
    out[bar] = strength(gain, loss);
  }
  return Number.isFinite(gain + loss);
}

/** The positive part, without a branch: which way a price goes is what a processor cannot guess. */
function rise(change: number): number {
  return 0.5 * (change + Math.abs(change));
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
    const gain = gains(rise(change), final);
    const loss = losses(rise(-change), final);
    return Number.isNaN(gain) ? Number.NaN : strength(gain, loss);
  };
}
