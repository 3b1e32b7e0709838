import { alongBars, type BarStep } from './bar-step.ts';
import { smaStep } from './moving-averages.ts';

/**
 * Return over `period` bars beyond the benchmark's, percent: 100 ((c/c_n) / (b/b_n) - 1); first value at `period`.
 * NaN where a price is not positive. House definition.
 */
export function relativeStrengthStep(period: number): BarStep {
  const ratios = new Float64Array(period);
  let seen = 0;
  return ({ close, benchmark }, final, out) => {
    const place = seen % period;
    const ratio = close > 0 && benchmark > 0 ? close / benchmark : Number.NaN;
    out[0] = seen < period ? Number.NaN : 100 * (ratio / (ratios[place] as number) - 1);
    if (!final) return;
    ratios[place] = ratio;
    seen += 1;
  };
}

/** `relativeStrengthStep` over two series on the same bars. */
export function relativeStrength(close: Float64Array, benchmark: Float64Array, period: number): Float64Array {
  const inputs = ['close', 'benchmark'] as const;
  const source = { inputs, outputs: ['strength'], create: () => relativeStrengthStep(period) };
  return alongBars(source, { close, benchmark })[0] as Float64Array;
}

/**
 * Volume over the mean of the `period` bars before it (the bar itself left out); first value at `period`, NaN where
 * that mean is 0. House definition, the one behind volume spikes.
 */
export function relativeVolumeStep(period: number): BarStep {
  const average = smaStep(period);
  let before = Number.NaN;
  return ({ volume }, final, out) => {
    out[0] = before > 0 ? volume / before : Number.NaN;
    if (final) before = average(volume, true);
  };
}

export function relativeVolume(volume: Float64Array, period: number): Float64Array {
  const source = { inputs: ['volume'] as const, outputs: ['ratio'], create: () => relativeVolumeStep(period) };
  return alongBars(source, { volume })[0] as Float64Array;
}
