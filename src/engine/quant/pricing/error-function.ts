/**
 * Error functions with full relative accuracy in the tail: rational Chebyshev approximations of
 * W. J. Cody, Math. Comp. 23 (1969) 631-637, and the CALERF program. Relative error below 3e-16 away from underflow.
 */

/** Where the central approximation ends and the scaled one begins. */
export const centralErfLimit = 0.46875;
/** Where the middle approximation ends. */
export const erfcxMiddleLimit = 4;
const inverseSqrtPi = 0.5641895835477563;

/** erf(x) for |x| <= 0.46875. */
export function erfCentral(x: number): number {
  const y = x * x;
  const top =
    (((0.18577770618460315 * y + 3.1611237438705655) * y + 113.86415415105016) * y + 377.485237685302) * y +
    3209.3775891384694;
  const bottom = (((y + 23.601290952344122) * y + 244.02463793444417) * y + 1282.6165260773723) * y + 2844.236833439171;
  return (x * top) / bottom;
}

/** exp(y^2) erfc(y) for 0.46875 <= y <= 4. */
export function erfcxMiddle(y: number): number {
  const top =
    (((((((2.1531153547440383e-8 * y + 0.5641884969886701) * y + 8.883149794388377) * y + 66.11919063714163) * y +
      298.6351381974001) *
      y +
      881.952221241769) *
      y +
      1712.0476126340707) *
      y +
      2051.0783778260716) *
      y +
    1230.3393547979972;
  const bottom =
    (((((((y + 15.744926110709835) * y + 117.6939508913125) * y + 537.1811018620099) * y + 1621.3895745666903) * y +
      3290.7992357334597) *
      y +
      4362.619090143247) *
      y +
      3439.3676741437216) *
      y +
    1230.3393548037495;
  return top / bottom;
}

/** The same for y > 4; 0 at Infinity. */
export function erfcxFar(y: number): number {
  const z = 1 / (y * y);
  const top =
    ((((0.016315387137302097 * z + 0.30532663496123236) * z + 0.36034489994980445) * z + 0.12578172611122926) * z +
      0.016083785148742275) *
      z +
    0.0006587491615298378;
  const bottom =
    ((((z + 2.568520192289822) * z + 1.8729528499234673) * z + 0.5279051029514285) * z + 0.06051834131244132) * z +
    0.0023352049762686918;
  return (inverseSqrtPi - (z * top) / bottom) / y;
}

/** exp(x^2) erfc(x) for x >= 0. Never underflows; 0 at Infinity. */
export function erfcx(x: number): number {
  if (x <= centralErfLimit) return Math.exp(x * x) * (1 - erfCentral(x));
  return x <= erfcxMiddleLimit ? erfcxMiddle(x) : erfcxFar(x);
}

/** erfc(x) for any x. */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= centralErfLimit) return 1 - erfCentral(x);
  const tail = y > 27 ? 0 : Math.exp(-y * y) * erfcx(y);
  return x < 0 ? 2 - tail : tail;
}
