/**
 * Batch indicators: one Float64Array in, one out of the same length, NaN through the warm-up. Inputs must be finite; a
 * period must be a positive integer. Conventions are TA-Lib's.
 */
export function warmingUp(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** Simple moving average; first value at period - 1. */
export function sma(values: Float64Array, period: number): Float64Array {
  const out = warmingUp(values.length);
  let sum = 0;
  for (let bar = 0; bar < values.length; bar += 1) {
    sum += values[bar] as number;
    if (bar >= period) sum -= values[bar - period] as number;
    if (bar >= period - 1) out[bar] = sum / period;
  }
  return out;
}

/**
 * Exponential moving average, k = 2 / (period + 1), seeded with the mean of `period` values ending at `seedBar`
 * (default: the first `period`), which is where it starts.
 */
export function ema(values: Float64Array, period: number, seedBar: number = period - 1): Float64Array {
  const out = warmingUp(values.length);
  if (seedBar >= values.length) return out;
  let average = 0;
  for (let bar = seedBar - period + 1; bar <= seedBar; bar += 1) average += values[bar] as number;
  average /= period;
  out[seedBar] = average;
  const k = 2 / (period + 1);
  for (let bar = seedBar + 1; bar < values.length; bar += 1) {
    average += k * ((values[bar] as number) - average);
    out[bar] = average;
  }
  return out;
}

/** Linearly weighted moving average, weights 1 .. period with the newest heaviest; first value at period - 1. */
export function wma(values: Float64Array, period: number): Float64Array {
  const out = warmingUp(values.length);
  const divisor = (period * (period + 1)) / 2;
  for (let bar = period - 1; bar < values.length; bar += 1) {
    let sum = 0;
    for (let back = 0; back < period; back += 1) sum += (period - back) * (values[bar - back] as number);
    out[bar] = sum / divisor;
  }
  return out;
}
