export type ParityQuotes = {
  readonly strikes: Float64Array;
  /** Mids by strike; NaN where there is no two-sided quote. */
  readonly callMids: Float64Array;
  readonly putMids: Float64Array;
  readonly rate: number;
  readonly years: number;
};

/**
 * Forward of one expiry implied by put-call parity, K + e^rT (C - P) at the strike with the smallest |C - P| (tie: the
 * lower strike), or null when no strike has both mids. Preferred to spot plus an assumed yield for index options.
 */
export function impliedForward({ strikes, callMids, putMids, rate, years }: ParityQuotes): number | null {
  let best = Number.POSITIVE_INFINITY;
  let forward: number | null = null;
  let chosen = Number.POSITIVE_INFINITY;
  for (let index = 0; index < strikes.length; index += 1) {
    const strike = strikes[index] as number;
    const difference = (callMids[index] as number) - (putMids[index] as number);
    const gap = Math.abs(difference);
    if (gap < best || (gap === best && strike < chosen)) {
      best = gap;
      chosen = strike;
      forward = strike + Math.exp(rate * years) * difference;
    }
  }
  return forward;
}

/** The dividend yield that carries `spot` to `forward`: q = r - ln(F/S)/T. Null without a positive forward, spot or time. */
export function impliedDividendYield(input: {
  readonly spot: number;
  readonly forward: number;
  readonly rate: number;
  readonly years: number;
}): number | null {
  const { spot, forward, rate, years } = input;
  if (!(spot > 0) || !(forward > 0) || !(years > 0)) return null;
  return rate - Math.log(forward / spot) / years;
}
