/**
 * Forward variance that decays from a spot level to a long-run level: v(t) = far + (near - far) e^{-kt}.
 * VIX, VIX3M, volatility futures and every option's at-the-money variance come from such a curve.
 */
export type VarianceCurve = {
  /** Annual variance now. */
  readonly near: number;
  readonly far: number;
};

const decayPerYear = 5;

/** Integral of forward variance over `years`: grows with `years`, so calendars are free of arbitrage. */
export function totalVariance(curve: VarianceCurve, years: number): number {
  const decayed = -Math.expm1(-decayPerYear * years) / decayPerYear;
  return curve.far * years + (curve.near - curve.far) * decayed;
}

export function averageVol(curve: VarianceCurve, years: number): number {
  return Math.sqrt(totalVariance(curve, years) / years);
}

/** Vol over 30 days that start `years` from now: the fair level of a volatility future, before convexity. */
export function forwardVol(curve: VarianceCurve, years: number): number {
  const month = 30 / 365;
  return Math.sqrt((totalVariance(curve, years + month) - totalVariance(curve, years)) / month);
}
