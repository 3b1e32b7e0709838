export type RollSpread = {
  /** Sample covariance (n - 1) of successive price changes; null with fewer than four prices. */
  readonly covariance: number | null;
  /** 2 sqrt(-covariance), price units; null when the covariance is not negative. */
  readonly spread: number | null;
};

/** The spread that the bounce between bid and ask leaves in trade prices. Roll, J. Finance 39 (1984) 1127. */
export function rollSpread(price: Float64Array): RollSpread {
  const pairs = price.length - 2;
  if (pairs < 2) return { covariance: null, spread: null };
  const change = (row: number): number => (price[row] as number) - (price[row - 1] as number);
  let meanNow = 0;
  let meanBefore = 0;
  for (let row = 2; row < price.length; row += 1) {
    meanNow += change(row) / pairs;
    meanBefore += change(row - 1) / pairs;
  }
  let sum = 0;
  for (let row = 2; row < price.length; row += 1) sum += (change(row) - meanNow) * (change(row - 1) - meanBefore);
  const covariance = sum / (pairs - 1);
  if (!Number.isFinite(covariance)) return { covariance: null, spread: null };
  return { covariance, spread: covariance < 0 ? 2 * Math.sqrt(-covariance) : null };
}
