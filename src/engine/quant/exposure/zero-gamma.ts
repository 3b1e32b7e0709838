import type { GammaProfile } from './gamma-profile.ts';
import { gammaExposureAt, type GammaTerms } from './gamma-terms.ts';

/** A sign change counts when either end exceeds this share of the largest gross value: drops noise in the far wings. */
const significance = 1e-6;

export type ZeroGamma = {
  /** The crossing nearest to spot (tie: the lower), null when there is none within 0.8 .. 1.2 spot. */
  readonly level: number | null;
  /** All crossings, ascending. */
  readonly crossings: readonly number[];
};

/** Illinois false position inside a bracket of one sign change; stops at 1e-10 of the level. */
function refine(terms: GammaTerms, bracket: { readonly low: number; readonly high: number }): number {
  let { low, high } = bracket;
  let atLow = gammaExposureAt(terms, low);
  let atHigh = gammaExposureAt(terms, high);
  if (atLow === 0) return low;
  for (let iteration = 0; iteration < 80 && high - low > 1e-10 * high; iteration += 1) {
    const guess = (low * atHigh - high * atLow) / (atHigh - atLow);
    const x = guess > low && guess < high ? guess : 0.5 * (low + high);
    const value = gammaExposureAt(terms, x);
    if (value === 0) return x;
    if (value > 0 === atHigh > 0) {
      if (high - x < 1e-11 * high) return x;
      high = x;
      atHigh = value;
      atLow *= 0.5;
    } else {
      if (x - low < 1e-11 * high) return x;
      low = x;
      atLow = value;
      atHigh *= 0.5;
    }
  }
  return 0.5 * (low + high);
}

/** A zero has no sign: far from every strike close to expiry all gammas underflow to it. */
function changesSign(left: number, right: number): boolean {
  return (left < 0 && right > 0) || (left > 0 && right < 0);
}

function nearest(crossings: readonly number[], spot: number): number | null {
  let best: number | null = null;
  for (const x of crossings) if (best === null || Math.abs(x - spot) < Math.abs(best - spot)) best = x;
  return best;
}

/** Spots at which the gamma profile changes sign (the gamma flip); not an interpolation of per-strike sums. */
export function zeroGamma(input: {
  readonly terms: GammaTerms;
  readonly profile: GammaProfile;
  readonly spot: number;
}): ZeroGamma {
  const { terms, profile, spot } = input;
  const { spots, net, gross } = profile;
  const threshold = significance * gross.reduce((most, value) => Math.max(most, value), 0);
  const crossings: number[] = [];
  for (let point = 0; point + 1 < net.length; point += 1) {
    // A crossing may stand on a point of the grid; more zeros in a row are gammas that underflowed.
    const end = net[point + 1] === 0 ? point + 2 : point + 1;
    const left = net[point] as number;
    const right = net[end] ?? 0;
    if (!changesSign(left, right)) continue;
    if (Math.max(Math.abs(left), Math.abs(right)) <= threshold) continue;
    crossings.push(refine(terms, { low: spots[point] as number, high: spots[end] as number }));
  }
  return { level: nearest(crossings, spot), crossings };
}
