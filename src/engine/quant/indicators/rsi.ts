import { wilderStep } from './moving-averages.ts';
import { forEachFiniteRun, type Step } from './step.ts';

/**
 * Relative strength index 0..100 with Wilder smoothing (1978); first value at `period`; 0 when nothing ever moved. A
 * value that is not finite has no output and starts the warm-up anew. `out` may be handed in to be used again.
 */
export function rsi(
  close: Float64Array,
  period: number,
  out: Float64Array = new Float64Array(close.length),
): Float64Array {
  out.fill(Number.NaN);
  const k = 1 / period;
  forEachFiniteRun([close], (from, to) => {
    const seedBar = from + period;
    if (seedBar >= to) return;
    let previous = close[from] as number;
    let gain = 0;
    let loss = 0;
    for (let bar = from + 1; bar <= seedBar; bar += 1) {
      const change = (close[bar] as number) - previous;
      previous = close[bar] as number;
      gain += Math.max(change, 0);
      loss += Math.max(-change, 0);
    }
    gain /= period;
    loss /= period;
    out[seedBar] = strength(gain, loss);
    for (let bar = seedBar + 1; bar < to; bar += 1) {
      const current = close[bar] as number;
      const change = current - previous;
      previous = current;
      gain += k * (Math.max(change, 0) - gain);
      loss += k * (Math.max(-change, 0) - loss);
      out[bar] = strength(gain, loss);
    }
  });
  return out;
}

function strength(gain: number, loss: number): number {
  const total = gain + loss;
  return total > 0 ? (100 * gain) / total : 0;
}

export function rsiStep(period: number): Step {
  const gains = wilderStep(period);
  const losses = wilderStep(period);
  let previous = Number.NaN;
  return (value, final) => {
    const change = value - previous;
    if (final) previous = value;
    if (Number.isNaN(change)) return Number.NaN;
    const gain = gains(Math.max(change, 0), final);
    const loss = losses(Math.max(-change, 0), final);
    return Number.isNaN(gain) ? Number.NaN : strength(gain, loss);
  };
}
