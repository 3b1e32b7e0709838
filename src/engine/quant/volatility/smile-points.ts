/** Usable points of one smile in log-moneyness, ascending, scaled so that every one of the fit's parameters is near 1. */
export type SmilePoints = {
  /** (k - centre) / reach: -1 .. 1. */
  readonly x: Float64Array;
  /** Total variance / level. */
  readonly y: Float64Array;
  /** Square root of each point's share of the weights. */
  readonly rootWeight: Float64Array;
  readonly centre: number;
  readonly reach: number;
  /** Mean total variance. */
  readonly level: number;
  /** Distinct values of k. */
  readonly distinct: number;
};

export type SmileQuotes = {
  /** ln(K/F), any order. */
  readonly k: Float64Array;
  /** Total variance sigma^2 T. */
  readonly variance: Float64Array;
  /** Weights of the squared errors in w; all alike when absent. */
  readonly weights?: Float64Array;
};

function isQuote(k: number, variance: number, weight: number): boolean {
  return Number.isFinite(k) && Number.isFinite(variance) && variance > 0 && Number.isFinite(weight) && weight > 0;
}

function ordered({ k, variance, weights }: SmileQuotes): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < k.length; row += 1) {
    if (isQuote(k[row] as number, variance[row] as number, weights?.[row] ?? 1)) rows.push(row);
  }
  const value = (column: Float64Array | undefined, row: number) => column?.[row] ?? 1;
  // Every column decides ties, so that the order of the input never reaches the sums.
  return rows.sort(
    (left, right) =>
      value(k, left) - value(k, right) ||
      value(variance, left) - value(variance, right) ||
      value(weights, left) - value(weights, right),
  );
}

/** Rows that are no quotes (not finite, variance or weight not positive) are left out. Null when none is left. */
export function smilePoints(quotes: SmileQuotes): SmilePoints | null {
  const rows = ordered(quotes);
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return null;
  const at = (column: Float64Array, row: number) => column[row] as number;
  const [low, high] = [at(quotes.k, first), at(quotes.k, last)];
  const centre = 0.5 * (low + high);
  const reach = high > low ? 0.5 * (high - low) : 1;
  let level = 0;
  let total = 0;
  for (const row of rows) {
    level += at(quotes.variance, row) / rows.length;
    total += quotes.weights?.[row] ?? 1;
  }
  return {
    x: Float64Array.from(rows, (row) => (at(quotes.k, row) - centre) / reach),
    y: Float64Array.from(rows, (row) => at(quotes.variance, row) / level),
    rootWeight: Float64Array.from(rows, (row) => Math.sqrt((quotes.weights?.[row] ?? 1) / total)),
    centre,
    reach,
    level,
    distinct: new Set(rows.map((row) => at(quotes.k, row))).size,
  };
}
