import { normalWithin } from '../pricing/normal-within.ts';

/** Mids in currency; NaN where not known. */
export type StraddleMids = {
  readonly atmCall: number;
  readonly atmPut: number;
  /** First and second out-of-the-money strangle. */
  readonly otmCall1: number;
  readonly otmPut1: number;
  readonly otmCall2: number;
  readonly otmPut2: number;
};

/** One standard deviation to expiry, currency: S sigma sqrt T. NaN for a negative time, vol or spot. */
export function expectedMoveFromVol(input: {
  readonly spot: number;
  readonly vol: number;
  readonly years: number;
}): number {
  const { spot, vol, years } = input;
  return spot >= 0 && vol >= 0 ? spot * vol * Math.sqrt(years) : Number.NaN;
}

/** Mean absolute move, currency: the straddle at r = q = 0, 2 S (2 N(sigma sqrt T / 2) - 1). NaN as above. */
export function meanAbsoluteMove(input: {
  readonly spot: number;
  readonly vol: number;
  readonly years: number;
}): number {
  const { spot, vol, years } = input;
  if (!(spot >= 0) || !(vol >= 0)) return Number.NaN;
  return 2 * spot * normalWithin(0.5 * vol * Math.sqrt(years));
}

export type StraddleMoves = {
  readonly straddle: number;
  /** The straddle x 0.85, a rule of thumb for one standard deviation's probable range. */
  readonly straddle85: number;
  /** 0.6 straddle + 0.3 first strangle + 0.1 second strangle. */
  readonly weighted: number;
};

/** Expected moves read from quoted straddle and strangles, currency; NaN where a mid is missing. */
export function expectedMoveFromStraddle(mids: StraddleMids): StraddleMoves {
  const straddle = mids.atmCall + mids.atmPut;
  const strangle1 = mids.otmCall1 + mids.otmPut1;
  const strangle2 = mids.otmCall2 + mids.otmPut2;
  return { straddle, straddle85: 0.85 * straddle, weighted: 0.6 * straddle + 0.3 * strangle1 + 0.1 * strangle2 };
}
