import type { GammaTerms } from './gamma-terms.ts';

/** Net and gross GEX over a geometric grid of spots. */
export type GammaProfile = {
  readonly spots: Float64Array;
  readonly net: Float64Array;
  /** The same sum without signs: what counts as significant. */
  readonly gross: Float64Array;
};

export const profilePoints = 801;
const profileLow = 0.8;
const profileHigh = 1.2;
/** Beyond this |d1| the density is below 1e-299 of its peak and counts as 0. */
const farthest = 37;
/** Exact exponentials every so many points keep the recurrence within 1e-13. */
const restart = 64;

/**
 * On a grid equally spaced in ln x, d1 of a contract moves by a constant step h, and a Gaussian at equal steps follows
 * g(k+1) = g(k) r(k), r(k+1) = r(k) e^{-h^2}: two products a point instead of an exponential.
 */
function addContract(profile: { readonly net: Float64Array; readonly gross: Float64Array }, contract: Gaussian): void {
  const { net, gross } = profile;
  const { first, step, scale } = contract;
  const size = Math.abs(scale);
  const from = Math.max(0, Math.ceil((-farthest - first) / step));
  const to = Math.min(net.length - 1, Math.floor((farthest - first) / step));
  const ratioStep = Math.exp(-step * step);
  let value = 0;
  let ratio = 0;
  for (let point = from, left = 0; point <= to; point += 1, left -= 1) {
    if (left === 0) {
      const d1 = first + point * step;
      value = Math.exp(-0.5 * d1 * d1);
      ratio = Math.exp(-step * (d1 + 0.5 * step));
      left = restart;
    }
    net[point] = (net[point] as number) + scale * value;
    gross[point] = (gross[point] as number) + size * value;
    value *= ratio;
    ratio *= ratioStep;
  }
}

type Gaussian = { readonly first: number; readonly step: number; readonly scale: number };

/** GEX with every gamma recomputed at each of 801 spots from 0.8 to 1.2 times `spot`, vols fixed by strike. */
export function gammaProfile(terms: GammaTerms, spot: number, points: number = profilePoints): GammaProfile {
  const logStep = Math.log(profileHigh / profileLow) / (points - 1);
  const logFirst = Math.log((profileLow * spot) / terms.spot);
  const net = new Float64Array(points);
  const gross = new Float64Array(points);
  const spots = new Float64Array(points);
  for (let index = 0; index < terms.scale.length; index += 1) {
    const inverse = terms.inverseDeviation[index] as number;
    const first = (logFirst - (terms.center[index] as number)) * inverse;
    addContract({ net, gross }, { first, step: logStep * inverse, scale: terms.scale[index] as number });
  }
  for (let point = 0; point < points; point += 1) {
    const x = profileLow * spot * Math.exp(point * logStep);
    spots[point] = x;
    net[point] = (net[point] as number) * x;
    gross[point] = (gross[point] as number) * x;
  }
  return { spots, net, gross };
}
