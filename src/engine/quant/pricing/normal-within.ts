import { normalCdf } from './normal.ts';

/** Up to here erf(x / sqrt 2) is a rational function of its own; beyond, little cancels. */
const central = 0.46875;

/**
 * Probability of being within x >= 0 deviations of the mean, 2 N(x) - 1: with full relative accuracy down to 0, which the
 * difference has not. W. J. Cody, Math. Comp. 23 (1969) 631-637.
 */
export function normalWithin(x: number): number {
  const z = x * Math.SQRT1_2;
  if (!(z <= central)) return 1 - 2 * normalCdf(-x);
  const y = z * z;
  const top =
    (((0.18577770618460315 * y + 3.1611237438705655) * y + 113.86415415105016) * y + 377.485237685302) * y +
    3209.3775891384694;
  const bottom = (((y + 23.601290952344122) * y + 244.02463793444417) * y + 1282.6165260773723) * y + 2844.236833439171;
  return (z * top) / bottom;
}
