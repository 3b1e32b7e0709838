import { vix3mMinutes, vixMinutes } from './vol-index.ts';

/** Expiries an index may use: longer than `afterMinutes`, shorter than `beforeMinutes`. */
export type TermWindow = {
  readonly targetMinutes: number;
  readonly afterMinutes: number;
  readonly beforeMinutes: number;
};

const day = 1440;

/** VIX: the Friday expiries, standard and weekly, with more than 23 and less than 37 days to go. */
export const vixWindow: TermWindow = { targetMinutes: vixMinutes, afterMinutes: 23 * day, beforeMinutes: 37 * day };

/** VIX3M: the standard (third Friday) expiries on either side of 93 days, however far. */
export const vix3mWindow: TermWindow = {
  targetMinutes: vix3mMinutes,
  afterMinutes: 0,
  beforeMinutes: Number.POSITIVE_INFINITY,
};

export type IndexTerms = {
  /** 'one-sided': both lie on one side of the maturity, which must then be extrapolated. 'too-few': fewer than two. */
  readonly status: 'ok' | 'one-sided' | 'too-few';
  /** Indices into the given column, -1 for none. */
  readonly near: number;
  readonly next: number;
};

/** Index of the candidate with the largest (sign 1) or smallest (sign -1) time that passes; -1 for none. */
function outermost(minutes: Float64Array, sign: 1 | -1, passes: (time: number) => boolean): number {
  let found = -1;
  for (let index = 0; index < minutes.length; index += 1) {
    const time = minutes[index] as number;
    if (passes(time) && (found < 0 || sign * time > sign * (minutes[found] as number))) found = index;
  }
  return found;
}

/**
 * Near and next term of an index among expiries (minutes to each, any order; the caller leaves in those that qualify by
 * weekday and series): the last one up to the maturity and the first one beyond it. Without a pair around it, the two
 * nearest on one side. Cboe VIX white paper (2019), step 1.
 */
export function indexTerms(minutes: Float64Array, window: TermWindow = vixWindow): IndexTerms {
  const { targetMinutes, afterMinutes, beforeMinutes } = window;
  const inside = (time: number) => time > afterMinutes && time < beforeMinutes;
  const near = outermost(minutes, 1, (time) => inside(time) && time <= targetMinutes);
  const next = outermost(minutes, -1, (time) => inside(time) && time > targetMinutes);
  if (near >= 0 && next >= 0) return { status: 'ok', near, next };
  if (near >= 0) {
    const before = outermost(minutes, 1, (time) => inside(time) && time < (minutes[near] as number));
    return before < 0 ? { status: 'too-few', near, next } : { status: 'one-sided', near: before, next: near };
  }
  if (next < 0) return { status: 'too-few', near, next };
  const after = outermost(minutes, -1, (time) => inside(time) && time > (minutes[next] as number));
  return after < 0 ? { status: 'too-few', near, next } : { status: 'one-sided', near: next, next: after };
}
