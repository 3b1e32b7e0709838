import { greatestAmerican, hasSingleBoundary, isNeverExercised, zeroVolAmerican } from './american-limits.ts';
import { solveAmerican } from './american-price.ts';
import type { SpotOption } from './bsm-price.ts';
import { type ImpliedVol, type ImpliedVolInput, impliedVol } from './implied-vol.ts';
import { bsmGreeks } from './option-greeks.ts';
import { latticePrice } from './lattice-greeks.ts';

/** Vols beyond this give prices that no longer move: such a price counts as above the maximum. */
const greatestVol = 20;
/** The price is met to this part of spot or strike, ten times what the pricing itself is worth. */
const priceTolerance = 1e-9;

/** Each price solved from the same start: what a previous vol leaves behind would make the price depend on the search. */
function pricer(option: Omit<SpotOption, 'vol'>): (vol: number) => number {
  if (!hasSingleBoundary({ ...option, vol: 0 })) return (vol) => latticePrice({ ...option, vol }, []);
  return (vol) => solveAmerican({ ...option, vol }).price;
}

type Bracket = { readonly low: number; readonly high: number; readonly target: number; readonly tolerance: number };

/** Root of a price that rises with vol: false position, the end that stays twice weighing half (Illinois), with a bisection now and then. */
function solveRising(priceAt: (vol: number) => number, bracket: Bracket): number {
  let { low, high } = bracket;
  let below = priceAt(low) - bracket.target;
  let above = priceAt(high) - bracket.target;
  let side = 0;
  for (let step = 0; step < 60 && high - low > 1e-9 * high; step += 1) {
    const chord = low - (below * (high - low)) / (above - below);
    const vol = step % 8 < 7 && chord > low && chord < high ? chord : 0.5 * (low + high);
    const miss = priceAt(vol) - bracket.target;
    if (Math.abs(miss) <= bracket.tolerance) return vol;
    if (miss > 0) {
      high = vol;
      above = miss;
      if (side > 0) below *= 0.5;
      side = 1;
    } else {
      low = vol;
      below = miss;
      if (side < 0) above *= 0.5;
      side = -1;
    }
  }
  return 0.5 * (low + high);
}

/** A vol at which the option is worth at least the price: the European one where it exists, for American prices are higher. */
function upperVol(input: ImpliedVolInput, priceAt: (vol: number) => number): number | null {
  const european = impliedVol(input);
  if (european.status === 'ok' && european.vol !== null && european.vol < greatestVol) return european.vol;
  for (let vol = 0.5; vol < 2 * greatestVol; vol *= 2) if (priceAt(vol) >= input.price) return vol;
  return null;
}

/** A vol that is low enough, found by an overlong Newton step down from one that is high enough. */
function lowerVol(input: ImpliedVolInput, priceAt: (vol: number) => number, high: number): number {
  const floor = 1e-3 * high;
  const { vega } = bsmGreeks({ ...input, vol: high });
  const vol = high - (1.5 * (priceAt(high) - input.price)) / vega;
  return vol > floor && priceAt(vol) <= input.price ? vol : floor;
}

/**
 * Implied volatility of an American option price with a continuous dividend yield. Statuses as for `impliedVol`, the
 * bounds being American: 'below-intrinsic' under the value without volatility, 'at-intrinsic' (vol 0) at it: every vol
 * low enough for immediate exercise gives that price, 0 is the least of them. Where early exercise never pays it is the
 * European vol. The vol reproduces the price to 1e-9 of the larger of spot and strike.
 */
export function americanImpliedVol(input: ImpliedVolInput): ImpliedVol {
  const { price, spot, strike, years, rate, dividendYield } = input;
  const isUsable = Number.isFinite(price + spot + strike + years + rate + dividendYield);
  if (!isUsable || !(spot > 0 && strike > 0 && years > 0)) return { status: 'invalid-input', vol: null };
  if (isNeverExercised({ ...input, vol: 0 })) return impliedVol(input);
  const least = zeroVolAmerican({ ...input, vol: 0 });
  const rounding = 4 * Number.EPSILON * Math.max(spot, strike);
  if (price < 0 || price < least - rounding) return { status: 'below-intrinsic', vol: null };
  if (least > 0 ? price <= least + rounding : price === 0) return { status: 'at-intrinsic', vol: 0 };
  if (price >= greatestAmerican({ ...input, vol: 0 })) return { status: 'above-max', vol: null };
  const priceAt = pricer(input);
  const high = upperVol(input, priceAt);
  if (high === null) return { status: 'above-max', vol: null };
  const tolerance = priceTolerance * Math.min(price, Math.max(spot, strike));
  return {
    status: 'ok',
    vol: solveRising(priceAt, { low: lowerVol(input, priceAt, high), high, target: price, tolerance }),
  };
}
