import { fitLine, type LinearFitResult } from './linear-fit.ts';

/**
 * Kyle's lambda: least-squares slope of price changes on signed volume by interval, with intercept, in price units a
 * share. Null when the volume never varies. Kyle, Econometrica 53 (1985) 1315.
 */
export function kyleLambda(priceChange: Float64Array, signedVolume: Float64Array): LinearFitResult | null {
  return fitLine(signedVolume, priceChange);
}

/**
 * The same of log returns on the sum of sign x sqrt(dollar volume): log return per square root of a dollar.
 * Hasbrouck, J. Finance 64 (2009) 1445.
 */
export function hasbrouckLambda(logReturn: Float64Array, signedRootDollars: Float64Array): LinearFitResult | null {
  return fitLine(signedRootDollars, logReturn);
}

export type AmihudIlliquidity = {
  /** Mean of |simple return| / (close x volume), times 10^6; null when no day counts. */
  readonly value: number | null;
  /** Days that count: with a return and with volume. */
  readonly count: number;
};

/** Absolute return per million dollars traded, by day. Amihud, J. Financial Markets 5 (2002) 31. */
export function amihudIlliquidity(close: Float64Array, volume: Float64Array): AmihudIlliquidity {
  let sum = 0;
  let count = 0;
  for (let day = 1; day < close.length; day += 1) {
    const price = close[day] as number;
    const before = close[day - 1] as number;
    const dollars = price * (volume[day] as number);
    if (!(before > 0) || !(dollars > 0)) continue;
    sum += Math.abs(price / before - 1) / dollars;
    count += 1;
  }
  return { value: count === 0 ? null : (sum / count) * 1e6, count };
}
