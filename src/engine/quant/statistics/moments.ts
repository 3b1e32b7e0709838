/** Central moments of a sample. Skew and kurtosis are the biased ones (divisor n); null where they do not exist. */
export type Moments = {
  readonly count: number;
  readonly mean: number;
  /** Sample variance, divisor n - 1; null for fewer than two values. */
  readonly variance: number | null;
  /** Null for fewer than two values and for a flat sample. */
  readonly skew: number | null;
  /** Kurtosis less 3. */
  readonly excessKurtosis: number | null;
};

function isFlat(values: Float64Array): boolean {
  const first = values[0] as number;
  return values.every((value) => value === first);
}

/** Null for an empty sample and for one that holds a value that is not finite. */
export function moments(values: Float64Array): Moments | null {
  const count = values.length;
  if (count === 0 || !values.every(Number.isFinite)) return null;
  if (isFlat(values)) {
    const variance = count > 1 ? 0 : null;
    return { count, mean: values[0] as number, variance, skew: null, excessKurtosis: null };
  }
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / count;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (const value of values) {
    const distance = value - mean;
    const square = distance * distance;
    second += square;
    third += square * distance;
    fourth += square * square;
  }
  const population = second / count;
  const spread = population > 0;
  return {
    count,
    mean,
    variance: second / (count - 1),
    skew: spread ? third / count / population ** 1.5 : null,
    excessKurtosis: spread ? fourth / count / (population * population) - 3 : null,
  };
}

/** A position this near to an order statistic is on it: 1 - 0.9 is a little less than 0.1, and nobody means that. */
const positionRounding = 1e-9;

/** Quantile of values in ascending order, linear between order statistics: type 7 of Hyndman & Fan 1996. Null if empty. */
export function sortedQuantile(sorted: Float64Array, share: number): number | null {
  if (sorted.length === 0 || !(share >= 0 && share <= 1)) return null;
  const position = share * (sorted.length - 1);
  const nearest = Math.round(position);
  if (Math.abs(position - nearest) <= positionRounding) return sorted[nearest] as number;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (position - below) * (high - low);
}
