import { type AmericanGreeks, exercisedGreeks, heldTheta } from './american-result.ts';
import { hasSingleBoundary, isNeverExercised } from './american-limits.ts';
import { solveAmerican } from './american-price.ts';
import { bsmPrice, type SpotOption } from './bsm-price.ts';
import { bsmGreeks } from './option-greeks.ts';
import { type CashDividend, latticeSteps, pendingDividends, trinomialLattice } from './trinomial-lattice.ts';

const fewSteps = 200;
const manySteps = 400;

/** Price and derivatives by the part of the spot that moves. */
type Slopes = { readonly price: number; readonly delta: number; readonly gamma: number };

function onLattice(option: SpotOption, steps: number, dividends: readonly CashDividend[]): Slopes {
  const { below, at, above, step } = trinomialLattice(option, latticeSteps(option, steps), dividends);
  const first = (above - below) / (2 * step);
  const second = (above - 2 * at + below) / (step * step);
  return { price: at, delta: first / option.spot, gamma: (second - first) / (option.spot * option.spot) };
}

function combined(plus: Slopes, minus: Slopes, base: Slopes): Slopes {
  return {
    price: base.price + plus.price - minus.price,
    delta: base.delta + plus.delta - minus.delta,
    gamma: base.gamma + plus.gamma - minus.gamma,
  };
}

/** Without dividends: accurate where a method is; else the error of the lattice, which falls as 1 / steps, extrapolated away. */
function withoutDividends(option: SpotOption): Slopes {
  if (isNeverExercised(option)) return bsmGreeks(option);
  if (hasSingleBoundary(option)) return solveAmerican(option);
  const fine = onLattice(option, 2 * manySteps, []);
  return combined(fine, onLattice(option, manySteps, []), fine);
}

/** With dividends: what they change on the lattice, added to the accurate value without. Hull & White 1988. */
function slopesOf(option: SpotOption, dividends: readonly CashDividend[]): Slopes {
  const plain = withoutDividends(option);
  if (dividends.length === 0) return plain;
  return combined(onLattice(option, fewSteps, dividends), onLattice(option, fewSteps, []), plain);
}

/** What exercise pays now. */
function exerciseNow(option: SpotOption, dividends: readonly CashDividend[]): number {
  return option.cp * (option.spot + pendingDividends(option, dividends, 0) - option.strike);
}

/** Never below the European price of the same model nor below what exercise pays now. */
export function latticePrice(option: SpotOption, dividends: readonly CashDividend[]): number {
  return Math.max(slopesOf(option, dividends).price, bsmPrice(option), exerciseNow(option, dividends));
}

/** Central differences, wide enough for the lattice's noise. */
function bumped(
  option: SpotOption,
  dividends: readonly CashDividend[],
): { readonly vega: number; readonly rho: number } {
  const { vol, rate } = option;
  const atVol = (shifted: number) => latticePrice({ ...option, vol: shifted }, dividends);
  const whole = option.spot + pendingDividends(option, dividends, 0);
  const atRate = (shifted: number) => {
    const moved = { ...option, rate: shifted };
    return latticePrice({ ...moved, spot: whole - pendingDividends(moved, dividends, 0) }, dividends);
  };
  return {
    vega: (atVol(1.01 * vol) - atVol(0.99 * vol)) / (0.02 * vol),
    rho: (atRate(rate + 1e-3) - atRate(rate - 1e-3)) / 2e-3,
  };
}

/**
 * Price and Greeks on the lattice. `option.spot` is what is left of the spot without the dividends' present value; a
 * change of the rate also changes that value. Years and vol above 0.
 */
export function latticeGreeks(option: SpotOption, dividends: readonly CashDividend[]): AmericanGreeks {
  const { cp, rate } = option;
  const { price: solved, delta, gamma } = slopesOf(option, dividends);
  const european = bsmPrice(option);
  const now = exerciseNow(option, dividends);
  const price = Math.max(solved, european, now);
  // The methods leave about 1e-7 of spot of noise; within it exercise is as good as holding.
  if (solved <= now + 1e-7 * option.spot && european < now) return exercisedGreeks({ cp, price: now, european });
  // At a given spot the part that moves shrinks by the interest on what is owed.
  const shrinking = delta * rate * pendingDividends(option, dividends, 0);
  const theta = heldTheta(option, { price, delta, gamma }) - shrinking;
  return { status: 'ok', price, delta, gamma, ...bumped(option, dividends), theta, european, exercised: false };
}
