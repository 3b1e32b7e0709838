import { centralErfLimit, erfc, erfCentral, erfcxFar, erfcxMiddle, erfcxMiddleLimit } from './error-function.ts';

const inverseSqrt2 = Math.SQRT1_2;
export const inverseSqrtTwoPi = 0.3989422804014327;
/** From here on the upper tail is less than half the last digit of 1. */
const certain = 8.3;
const sqrtHalfPi = 1.2533141373155003;

/** Density of the standard normal distribution. */
export function normalPdf(x: number): number {
  return inverseSqrtTwoPi * Math.exp(-0.5 * x * x);
}

/** Distribution function of the standard normal, full relative accuracy in the lower tail (Cody 1969). */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * inverseSqrt2);
}

/** The same from a density already known at x: saves the exponential when both are needed. */
export function normalCdfFromPdf(x: number, pdf: number): number {
  if (x > certain) return 1;
  const z = Math.abs(x) * inverseSqrt2;
  if (z <= centralErfLimit) return 0.5 + 0.5 * erfCentral(x * inverseSqrt2);
  const tail = pdf * sqrtHalfPi * (z <= erfcxMiddleLimit ? erfcxMiddle(z) : erfcxFar(z));
  return x < 0 ? tail : 1 - tail;
}
