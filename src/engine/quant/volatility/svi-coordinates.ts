import type { SmilePoints } from './smile-points.ts';
import type { SviSlice } from './svi-slice.ts';

/**
 * Coordinates of the fit, in the scaled units of `SmilePoints`: [floor, left, right, m, sigma], where floor is the
 * smallest variance and left, right the square roots of the wings' slopes. In them every bound of a slice is a box
 * (floor >= 0; left, right >= 0; Lee: left, right <= a constant) and the model stays smooth on its edges:
 * y = floor - sigma left right + (left^2 + right^2) / 2 R + (right^2 - left^2) / 2 (x - m), R = sqrt((x - m)^2 + sigma^2).
 */
export const sviCoordinates = 5;

/** Narrowest bend, in half ranges of the quotes: a sharper one lies between two strikes and can't be seen. */
const narrowest = 1e-5;

export function coordinateBounds(
  points: SmilePoints,
  leeWings: boolean,
): { readonly lower: Float64Array; readonly upper: Float64Array } {
  // A hair inside Lee's bound, so that the raw parameters stay inside after rounding.
  const steepest = Math.sqrt((2 * (1 - 1e-9) * points.reach) / points.level);
  const open = Number.POSITIVE_INFINITY;
  // Where the variance touches 0 the density is infinite: a slice without arbitrage stays off it, and need not look for
  // a bend far from its quotes.
  return leeWings
    ? { lower: Float64Array.of(1e-4, 0, 0, -3, narrowest), upper: Float64Array.of(open, steepest, steepest, 3, 6) }
    : { lower: Float64Array.of(0, 0, 0, -50, narrowest), upper: Float64Array.of(open, open, open, 50, 500) };
}

/** Scaled variance at x. */
export function coordinateVariance(at: Float64Array, x: number): number {
  const [floor = 0, left = 0, right = 0, m = 0, sigma = 1] = at;
  const distance = x - m;
  const r = Math.sqrt(distance * distance + sigma * sigma);
  return (
    floor -
    sigma * left * right +
    0.5 * (left * left + right * right) * r +
    0.5 * (right * right - left * left) * distance
  );
}

/** Weighted mean squared error in scaled variance. */
export function misfitAt({ x, y, rootWeight }: SmilePoints, at: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < x.length; row += 1) {
    const miss = coordinateVariance(at, x[row] as number) - (y[row] as number);
    sum += ((rootWeight[row] as number) * miss) ** 2;
  }
  return sum;
}

/** Derivatives of the scaled variance at x by the coordinates, times `factor`, written from `offset` on. */
export function writeCoordinateSlopes(
  out: Float64Array,
  offset: number,
  { at, x, factor }: { readonly at: Float64Array; readonly x: number; readonly factor: number },
): void {
  const left = at[1] as number;
  const right = at[2] as number;
  const sigma = at[4] as number;
  const distance = x - (at[3] as number);
  const r = Math.sqrt(distance * distance + sigma * sigma);
  const mean = 0.5 * (left * left + right * right);
  out[offset] = factor;
  out[offset + 1] = factor * (-sigma * right + left * (r - distance));
  out[offset + 2] = factor * (-sigma * left + right * (r + distance));
  out[offset + 3] = factor * ((-mean * distance) / r - 0.5 * (right * right - left * left));
  out[offset + 4] = factor * (-left * right + (mean * sigma) / r);
}

/** Raw parameters in the quotes' own units. */
export function sliceOfCoordinates(at: Float64Array, { centre, reach, level }: SmilePoints): SviSlice {
  const [floor = 0, left = 0, right = 0, m = 0, sigma = 1] = at;
  const slopes = left * left + right * right;
  // A flat slice has no tilt; one with a single wing keeps |rho| below 1 by a rounding error.
  const tilt = slopes > 0 ? (right * right - left * left) / slopes : 0;
  const widest = 1 - Number.EPSILON;
  return {
    a: level * (floor - sigma * left * right),
    b: ((level / reach) * slopes) / 2,
    rho: Math.min(Math.max(tilt, -widest), widest),
    m: centre + reach * m,
    sigma: reach * sigma,
  };
}
