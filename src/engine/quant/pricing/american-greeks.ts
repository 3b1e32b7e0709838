import { type AmericanGreeks, exercisedGreeks, heldTheta } from './american-result.ts';
import { hasSingleBoundary, isNeverExercised } from './american-limits.ts';
import { americanLimit } from './american-limit-greeks.ts';
import { solveAmerican } from './american-price.ts';
import type { SpotOption } from './bsm-price.ts';
import { latticeGreeks } from './lattice-greeks.ts';
import { bsmGreeks } from './option-greeks.ts';

function heldGreeks(option: SpotOption): AmericanGreeks {
  const { vol, rate } = option;
  const base = solveAmerican(option);
  const { price, delta, gamma, european, exercised, boundary } = base;
  if (exercised) return exercisedGreeks({ cp: option.cp, price, european });
  const at = (change: Partial<SpotOption>) => solveAmerican({ ...option, ...change }, { start: boundary }).price;
  const volStep = 1e-3 * vol;
  // A put's rate stays above 0, where its boundary ends.
  const rateStep = option.cp < 0 ? Math.min(1e-4, 0.5 * rate) : 1e-4;
  return {
    status: 'ok',
    price,
    delta,
    gamma,
    vega: (at({ vol: vol + volStep }) - at({ vol: vol - volStep })) / (2 * volStep),
    theta: heldTheta(option, base),
    rho: (at({ rate: rate + rateStep }) - at({ rate: rate - rateStep })) / (2 * rateStep),
    european,
    exercised,
  };
}

/**
 * Price and Greeks of an American option with a continuous dividend yield. Delta and gamma are exact derivatives of the
 * integral over the exercise boundary, theta follows from the pricing equation, vega and rho are central differences.
 * Where early exercise never pays it equals the European option; with negative rates, where two boundaries are possible,
 * it comes from a lattice. Never below the European price nor below intrinsic value; limits as for `bsmGreeks`.
 */
export function americanGreeks(option: SpotOption): AmericanGreeks {
  const limit = americanLimit(option);
  if (limit !== null) return limit;
  if (isNeverExercised(option)) {
    const { price, delta, gamma, vega, theta, rho, status } = bsmGreeks(option);
    return { status, price, delta, gamma, vega, theta, rho, european: price, exercised: false };
  }
  return hasSingleBoundary(option) ? heldGreeks(option) : latticeGreeks(option, []);
}
