export type IvRank = {
  /** 100 (current - low) / (high - low); null when flat, too short or without a current value. Percent. */
  readonly rank: number | null;
  /** Share of the earlier values strictly below the current one, percent; null like the rank, but not when flat. */
  readonly percentile: number | null;
  /** Smallest and largest value of the window; null for an empty one. */
  readonly low: number | null;
  readonly high: number | null;
  /** Values in the window, current included. */
  readonly count: number;
};

const fewestValues = 20;

/**
 * IV rank and percentile of the last of `closes` (daily implied vols, oldest first, any unit; NaN = no value that day)
 * within the last `window` days. Neither is given without a current value or with fewer than 20 values.
 */
export function ivRank(closes: Float64Array, window = 252): IvRank {
  const last = closes.length - 1;
  const current = closes[last] ?? Number.NaN;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let count = 0;
  let below = 0;
  for (let day = Math.max(0, closes.length - window); day <= last; day += 1) {
    const value = closes[day] as number;
    if (!Number.isFinite(value)) continue;
    count += 1;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value < current) below += 1;
  }
  const known = Number.isFinite(current) && count >= fewestValues;
  return {
    // The quotient first: it never exceeds 1, a product rounded before it may.
    rank: known && high > low ? 100 * ((current - low) / (high - low)) : null,
    percentile: known ? (100 * below) / (count - 1) : null,
    low: count > 0 ? low : null,
    high: count > 0 ? high : null,
    count,
  };
}
