export type IvRank = {
  /** 100 (current - low) / (high - low); null when flat. */
  readonly rank: number | null;
  /** Share of the earlier values strictly below the current one, percent. */
  readonly percentile: number | null;
  readonly low: number;
  readonly high: number;
  /** Values in the window, current included. */
  readonly count: number;
};

const smallestWindow = 20;

/**
 * IV rank and percentile of the last of `closes` (daily implied vols, oldest first; null or NaN = no value) within the
 * last `window` closes. Null without a current value or with fewer than 20 values. Percent.
 */
export function ivRank(closes: readonly (number | null)[], window = 252): IvRank | null {
  const current = closes.at(-1);
  if (typeof current !== 'number' || !Number.isFinite(current)) return null;
  const values = closes
    .slice(-window)
    .filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (values.length < smallestWindow) return null;
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const below = values.slice(0, -1).filter((value) => value < current).length;
  return {
    rank: high > low ? (100 * (current - low)) / (high - low) : null,
    percentile: (100 * below) / (values.length - 1),
    low,
    high,
    count: values.length,
  };
}
