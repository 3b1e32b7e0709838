import { logRatio } from './log-ratio.ts';
import { normalCdf, normalPdf } from './normal.ts';
import { isNeverExercised } from './american-limits.ts';
import { bsmPrice, type SpotOption } from './bsm-price.ts';

/** Exponent of the premium S^q and the price from which exercise pays, both of the quadratic approximation. */
export type CriticalPrice = { readonly exponent: number; readonly spot: number };

/** q1 (put, negative) or q2 (call): the root of the quadratic that the premium's equation becomes. */
function premiumExponent({ cp, vol, years, rate, dividendYield }: SpotOption): number {
  const variance = vol * vol;
  const drift = (2 * (rate - dividendYield)) / variance - 1;
  // 2r / (sigma^2 (1 - e^-rT)) tends to 2 / (sigma^2 T) as r goes to 0.
  const discounting = rate === 0 ? 2 / (variance * years) : (2 * rate) / (variance * -Math.expm1(-rate * years));
  return 0.5 * (-drift + cp * Math.sqrt(drift * drift + 4 * discounting));
}

/** Gain of exercising at `spot` over the approximated value: positive in the exercise region, its root the critical price. */
function exerciseGap(option: SpotOption, exponent: number): { readonly value: number; readonly slope: number } {
  const { cp, spot, strike, years, vol, rate, dividendYield } = option;
  const deviation = vol * Math.sqrt(years);
  const d1 = (logRatio(spot, strike) + (rate - dividendYield) * years) / deviation + 0.5 * deviation;
  const growth = Math.exp(-dividendYield * years);
  const held = 1 - growth * normalCdf(cp * d1);
  return {
    value: cp * (spot - strike) - bsmPrice(option) - (cp * held * spot) / exponent,
    slope: cp * held * (1 - 1 / exponent) + (growth * normalPdf(d1)) / (exponent * deviation),
  };
}

/**
 * Critical price of the quadratic approximation by Newton steps inside a bracket, to 1e-13 of the strike, or null when
 * exercise never pays. Barone-Adesi & Whaley, J. Finance 42 (1987) 301-320.
 */
export function bawCriticalPrice(option: SpotOption): CriticalPrice | null {
  const { cp, strike } = option;
  const exponent = premiumExponent(option);
  let outside = strike;
  let inside = strike;
  for (let attempt = 0; attempt < 60; attempt += 1) {
    inside = cp > 0 ? inside * 2 : inside * 0.5;
    if (exerciseGap({ ...option, spot: inside }, exponent).value > 0) break;
    outside = inside;
    if (attempt === 59) return null;
  }
  let spot = 0.5 * (outside + inside);
  for (let step = 0; step < 100; step += 1) {
    const { value, slope } = exerciseGap({ ...option, spot }, exponent);
    if (value > 0) inside = spot;
    else outside = spot;
    const next = spot - value / slope;
    const kept = next > Math.min(inside, outside) && next < Math.max(inside, outside) ? next : 0.5 * (inside + outside);
    if (Math.abs(kept - spot) <= 1e-14 * strike) return { exponent, spot: kept };
    spot = kept;
  }
  return { exponent, spot };
}

/**
 * American price of an option with a continuous dividend yield by the quadratic approximation: closed apart from one
 * critical price, up to 3e-3 of spot off for long maturities. NaN for input `bsmPrice` has no price for.
 * Barone-Adesi & Whaley 1987.
 */
export function baroneAdesiWhaley(option: SpotOption): number {
  const { cp, spot, strike, years, vol, rate, dividendYield } = option;
  const european = bsmPrice(option);
  const intrinsic = Math.max(cp * (spot - strike), 0);
  if (!(years > 0) || !(vol > 0) || Number.isNaN(european)) return Math.max(european, intrinsic);
  if (isNeverExercised(option)) return european;
  const critical = bawCriticalPrice(option);
  if (critical === null) return Math.max(european, intrinsic);
  if (cp * (spot - critical.spot) >= 0) return intrinsic;
  const deviation = vol * Math.sqrt(years);
  const d1 = (logRatio(critical.spot, strike) + (rate - dividendYield) * years) / deviation + 0.5 * deviation;
  const held = 1 - Math.exp(-dividendYield * years) * normalCdf(cp * d1);
  return european + ((cp * critical.spot) / critical.exponent) * held * (spot / critical.spot) ** critical.exponent;
}
