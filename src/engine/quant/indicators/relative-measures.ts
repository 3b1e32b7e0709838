import { warmingUp } from './moving-averages.ts';

/**
 * Return over `period` bars beyond the benchmark's, percent: 100 ((c/c_n) / (b/b_n) - 1); first value at `period`.
 * Both series on the same bars; NaN where a price is not positive. House definition.
 */
export function relativeStrength(close: Float64Array, benchmark: Float64Array, period: number): Float64Array {
  const out = warmingUp(close.length);
  for (let bar = period; bar < close.length; bar += 1) {
    const before = bar - period;
    const own = (close[bar] as number) / (close[before] as number);
    const market = (benchmark[bar] as number) / (benchmark[before] as number);
    const ratio = own / market;
    if (ratio > 0 && Number.isFinite(ratio)) out[bar] = 100 * (ratio - 1);
  }
  return out;
}

/**
 * Volume over the mean of the `period` bars before it (the bar itself left out); first value at `period`, NaN where
 * that mean is 0. House definition, the one behind volume spikes.
 */
export function relativeVolume(volume: Float64Array, period: number): Float64Array {
  const out = warmingUp(volume.length);
  let sum = 0;
  for (let bar = 0; bar < volume.length; bar += 1) {
    if (bar >= period && sum > 0) out[bar] = ((volume[bar] as number) * period) / sum;
    sum += volume[bar] as number;
    if (bar >= period) sum -= volume[bar - period] as number;
  }
  return out;
}
