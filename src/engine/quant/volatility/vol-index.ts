/** Minutes of a year of 365 days, and the maturities of the published indices. */
export const minutesPerYear = 525_600;
export const vixMinutes = 30 * 1440;
export const vix3mMinutes = 93 * 1440;

/** One expiry's model-free variance. */
export type VarianceTerm = {
  readonly minutes: number;
  /** Annualised. */
  readonly variance: number;
};

export type VolIndex = {
  /** 'extrapolated' carries a value although the maturity lies outside the two terms. */
  readonly status: 'ok' | 'extrapolated' | 'not-positive' | 'invalid-input';
  /** Percent points, as the VIX is quoted; NaN without a value. */
  readonly value: number;
};

/**
 * Vol of a constant maturity from two expiries: total variance linear in time, over a year of 365 days.
 * 100 sqrt([T1 s1 (N2 - N) / (N2 - N1) + T2 s2 (N - N1) / (N2 - N1)] N365 / N). Cboe VIX white paper (2019).
 */
export function volIndex(input: {
  readonly near: VarianceTerm;
  readonly next: VarianceTerm;
  readonly targetMinutes?: number;
}): VolIndex {
  const { near, next, targetMinutes = vixMinutes } = input;
  const usable = Number.isFinite(near.variance + next.variance + near.minutes + next.minutes + targetMinutes);
  if (!usable || !(near.minutes > 0) || !(next.minutes > near.minutes) || !(targetMinutes > 0)) {
    return { status: 'invalid-input', value: Number.NaN };
  }
  const share = (next.minutes - targetMinutes) / (next.minutes - near.minutes);
  const total = near.minutes * near.variance * share + next.minutes * next.variance * (1 - share);
  if (!(total > 0)) return { status: 'not-positive', value: Number.NaN };
  const bracketed = near.minutes <= targetMinutes && targetMinutes <= next.minutes;
  return { status: bracketed ? 'ok' : 'extrapolated', value: 100 * Math.sqrt(total / targetMinutes) };
}
