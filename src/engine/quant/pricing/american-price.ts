import {
  type BoundaryScheme,
  type ExerciseBoundary,
  exerciseBoundary,
  logBoundaryAt,
  type UnitPut,
  usualBoundary,
} from './american-boundary.ts';
import { exercisePremium } from './american-premium.ts';
import type { SpotOption } from './bsm-price.ts';
import { bsmGreeks } from './option-greeks.ts';

/** Price, its derivatives by spot, and the boundary to start a neighbouring option from. */
export type AmericanSolution = {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  /** Price of the same option exercised only at expiry. */
  readonly european: number;
  /** True where the option is worth its intrinsic value and should be exercised now. */
  readonly exercised: boolean;
  readonly boundary: ExerciseBoundary;
};

export type SolveOptions = { readonly scheme?: BoundaryScheme; readonly start?: ExerciseBoundary | undefined };

/** Call on S, K, r, q as the put on K, S, q, r: same price. McDonald & Schroder, J. Comp. Finance 1(3) (1998). */
function unitPutOf({ cp, vol, years, rate, dividendYield }: SpotOption): UnitPut {
  return cp < 0 ? { years, vol, rate, dividendYield } : { years, vol, rate: dividendYield, dividendYield: rate };
}

/**
 * Solves an American option whose gain from exercise (interest of a put, yield of a call) is above 0, with vol and years
 * above 0, by the integral over its exercise boundary. Error below 1e-6 of spot with the usual scheme.
 */
export function solveAmerican(
  option: SpotOption,
  { scheme = usualBoundary, start }: SolveOptions = {},
): AmericanSolution {
  const { cp, spot, strike } = option;
  const put = unitPutOf(option);
  const boundary = exerciseBoundary(put, scheme, start);
  const { price: european, delta, gamma } = bsmGreeks(option);
  const moneyness = cp < 0 ? spot / strike : strike / spot;
  const intrinsic = cp * (spot - strike);
  // Rates too small to matter leave the boundary ill-determined: an option worth more alive is never given up.
  if (Math.log(moneyness) <= logBoundaryAt(boundary, 1) && european <= intrinsic * (1 + 1e-13)) {
    return { price: Math.max(intrinsic, european), delta: cp, gamma: 0, european, exercised: true, boundary };
  }
  const premium = exercisePremium(put, boundary, moneyness);
  const floor = Math.max(european, intrinsic);
  if (cp < 0) {
    const price = Math.max(floor, european + strike * premium.price);
    const changed = { delta: delta + premium.delta, gamma: gamma + premium.gamma / strike };
    return { price, ...changed, european, exercised: false, boundary };
  }
  // Of the premium S p(K/S): p - (K/S) p' and K^2/S^3 p''.
  return {
    price: Math.max(floor, european + spot * premium.price),
    delta: delta + premium.price - moneyness * premium.delta,
    gamma: gamma + (moneyness * moneyness * premium.gamma) / spot,
    european,
    exercised: false,
    boundary,
  };
}
