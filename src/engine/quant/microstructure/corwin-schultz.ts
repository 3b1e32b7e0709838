const root = 3 - 2 * Math.SQRT2;

function pairSpread(high: number, low: number, nextHigh: number, nextLow: number): number {
  const first = Math.log(high / low);
  const second = Math.log(nextHigh / nextLow);
  const both = Math.log(Math.max(high, nextHigh) / Math.min(low, nextLow));
  const beta = first * first + second * second;
  const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / root - Math.sqrt((both * both) / root);
  // 2 (e^a - 1) / (1 + e^a), negative estimates set to 0; NaN stays NaN.
  return alpha < 0 ? 0 : 2 * Math.tanh(alpha / 2);
}

/**
 * Proportional spread of every two successive days from their highs and lows, without an overnight adjustment: one
 * value fewer than days. NaN where a price is missing or not positive or a high lies below its low. Corwin & Schultz,
 * J. Finance 67 (2012) 719.
 */
export function corwinSchultzSpread(high: Float64Array, low: Float64Array): Float64Array {
  const spread = new Float64Array(Math.max(0, high.length - 1)).fill(Number.NaN);
  const sound = (day: number): boolean =>
    (low[day] as number) > 0 && (high[day] as number) >= (low[day] as number) && Number.isFinite(high[day]);
  for (let day = 0; day < spread.length; day += 1) {
    if (!sound(day) || !sound(day + 1)) continue;
    spread[day] = pairSpread(high[day] as number, low[day] as number, high[day + 1] as number, low[day + 1] as number);
  }
  return spread;
}
