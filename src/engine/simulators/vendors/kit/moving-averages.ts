function simple(closes: readonly number[], period: number): readonly number[] {
  return closes.map((_, index) => {
    const part = closes.slice(index - period + 1, index + 1);
    return index < period - 1 ? Number.NaN : part.reduce((sum, close) => sum + close, 0) / period;
  });
}

function exponential(closes: readonly number[], period: number): readonly number[] {
  const first = simple(closes, period);
  const made: number[] = [];
  for (const [index, close] of closes.entries()) {
    const before = made[index - 1];
    const seed = first[index] ?? Number.NaN;
    made.push(before === undefined || Number.isNaN(before) ? seed : before + (2 / (period + 1)) * (close - before));
  }
  return made;
}

/** Wilder 1978: averages of gains and losses smoothed with 1 / period. */
function relativeStrength(closes: readonly number[], period: number): readonly number[] {
  let [gain, loss] = [0, 0];
  return closes.map((close, index) => {
    const change = index === 0 ? 0 : close - (closes[index - 1] ?? close);
    const weight = index <= period ? 1 / Math.max(1, index) : 1 / period;
    gain += (Math.max(0, change) - gain) * weight;
    loss += (Math.max(0, -change) - loss) * weight;
    if (index < period) return Number.NaN;
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
  });
}

/**
 * What vendors publish of closes, computed here on its own: an emulator that borrowed the program's indicators could not
 * show that they are wrong. Null for indicators that need more than closes.
 */
export function movingAverageOf(name: string, closes: readonly number[], period: number): readonly number[] | null {
  switch (name.toLowerCase()) {
    case 'sma':
      return simple(closes, period);
    case 'ema':
      return exponential(closes, period);
    case 'rsi':
      return relativeStrength(closes, period);
    default:
      return null;
  }
}
