/** Expiries an index may use, in calendar days from the trading date to the expiry's date. */
export type TermWindow = {
  readonly targetDays: number;
  /** Both included. */
  readonly fewestDays: number;
  readonly mostDays: number;
};

/**
 * VIX: expiries on Fridays, more than 23 days away; standard series on third Fridays, weekly ones on the others. On the
 * Wednesday of the roll they are 30 and 37 days away.
 */
export const vixWindow: TermWindow = { targetDays: 30, fewestDays: 24, mostDays: 37 };

/** VIX3M: the standard (third Friday) expiries on either side of 93 days, however far. */
export const vix3mWindow: TermWindow = { targetDays: 93, fewestDays: 1, mostDays: Number.POSITIVE_INFINITY };

export type IndexTerms = {
  /** 'one-sided': both lie on one side of the maturity, which must then be extrapolated. 'too-few': fewer than two. */
  readonly status: 'ok' | 'one-sided' | 'too-few';
  /** Indices into the given column, -1 for none. */
  readonly near: number;
  readonly next: number;
};

/** Index of the candidate with the most (sign 1) or fewest (sign -1) days that passes, the first on a tie; -1 for none. */
function outermost(days: Float64Array, sign: 1 | -1, passes: (days: number) => boolean): number {
  let found = -1;
  for (let index = 0; index < days.length; index += 1) {
    const value = days[index] as number;
    if (passes(value) && (found < 0 || sign * value > sign * (days[found] as number))) found = index;
  }
  return found;
}

/**
 * Near and next term of an index among expiries (calendar days to each, any order; the caller leaves in those that
 * qualify by weekday and series, one a date): the last one up to the maturity and the first one beyond it. Without a pair
 * around it, the two nearest on one side. Interpolate with the exact minutes. Cboe VIX white paper (2019), step 1.
 */
export function indexTerms(days: Float64Array, window: TermWindow = vixWindow): IndexTerms {
  const { targetDays, fewestDays, mostDays } = window;
  const inside = (value: number) => value >= fewestDays && value <= mostDays;
  const near = outermost(days, 1, (value) => inside(value) && value <= targetDays);
  const next = outermost(days, -1, (value) => inside(value) && value > targetDays);
  if (near >= 0 && next >= 0) return { status: 'ok', near, next };
  if (near >= 0) {
    const before = outermost(days, 1, (value) => inside(value) && value < (days[near] as number));
    return before < 0 ? { status: 'too-few', near, next } : { status: 'one-sided', near: before, next: near };
  }
  if (next < 0) return { status: 'too-few', near, next };
  const after = outermost(days, -1, (value) => inside(value) && value > (days[next] as number));
  return after < 0 ? { status: 'too-few', near, next } : { status: 'one-sided', near: next, next: after };
}
