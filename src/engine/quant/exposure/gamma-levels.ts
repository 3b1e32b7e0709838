import type { StrikeExposure } from './exposure-sums.ts';

/** Strikes that stand out; null when no strike qualifies. */
export type GammaLevels = {
  /** Largest call GEX over all expiries, whatever its sign. */
  readonly callWall: number | null;
  /** Largest put GEX: the most negative one where dealers are short puts. */
  readonly putWall: number | null;
  /** The same among strikes at or above spot. */
  readonly callWallAbove: number | null;
  /** The same among strikes at or below spot. */
  readonly putWallBelow: number | null;
  /** On net GEX. */
  readonly maxAbsGammaStrike: number | null;
  readonly maxPositiveGammaStrike: number | null;
  readonly maxNegativeGammaStrike: number | null;
};

type Search = {
  readonly strikes: Float64Array;
  readonly spot: number;
  readonly weight: (at: number) => number;
  readonly allowed?: (strike: number) => boolean;
};

/** Strike of the largest positive weight; tie: nearest to spot, then the lower. */
function heaviest({ strikes, spot, weight, allowed }: Search): number | null {
  let best: number | null = null;
  let most = 0;
  for (let at = 0; at < strikes.length; at += 1) {
    const strike = strikes[at] as number;
    const value = weight(at);
    if (!(value > 0) || value < most || (allowed !== undefined && !allowed(strike))) continue;
    const closer = best === null || Math.abs(strike - spot) < Math.abs(best - spot);
    if (value > most || closer) {
      best = strike;
      most = value;
    }
  }
  return best;
}

/** Walls and largest-gamma strikes from the per-strike sums. */
export function gammaLevels(strikes: StrikeExposure, spot: number): GammaLevels {
  const search = { strikes: strikes.strike, spot };
  // Calls never count negative nor puts positive under the naive convention; under others the largest is still the wall.
  const call = (at: number) => Math.abs(strikes.callGex[at] as number);
  const put = (at: number) => Math.abs(strikes.putGex[at] as number);
  const net = (at: number) => strikes.netGex[at] as number;
  return {
    callWall: heaviest({ ...search, weight: call }),
    putWall: heaviest({ ...search, weight: put }),
    callWallAbove: heaviest({ ...search, weight: call, allowed: (strike) => strike >= spot }),
    putWallBelow: heaviest({ ...search, weight: put, allowed: (strike) => strike <= spot }),
    maxAbsGammaStrike: heaviest({ ...search, weight: (at) => Math.abs(net(at)) }),
    maxPositiveGammaStrike: heaviest({ ...search, weight: net }),
    maxNegativeGammaStrike: heaviest({ ...search, weight: (at) => -net(at) }),
  };
}
