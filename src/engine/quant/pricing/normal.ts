import { expMinus } from './exponential.ts';

export const inverseSqrtTwoPi = 0.3989422804014327;
/** Mills' ratio is 1/x to the last digit long before, and the powers below would overflow long after. */
const farthest = 1e25;

/** Coefficients by power. Operands in a column are read where they stand; as literals each would first fill a register. */
const top = Float64Array.of(
  1783126.6887245353,
  3019233.173394624,
  2527874.4951910176,
  1354913.878093811,
  510438.28121959034,
  140653.7936254314,
  28681.821584509107,
  4280.692140008353,
  449.4203273580442,
  30.202922012952023,
);
const bottom = Float64Array.of(
  1422729.2548888435,
  3544173.241193784,
  4133428.513874991,
  2985368.2739144764,
  1487308.3674148372,
  538231.2603448948,
  144874.0799669386,
  29129.24191110448,
  4310.895062029006,
  450.42032735800404,
  30.2029220129521,
);

/**
 * Mills' ratio (1 - N(x)) / n(x) of the standard normal distribution for x >= 0: one rational function for the whole
 * half line, of relative error 5e-17 (interpolation at the Chebyshev nodes of x / (x + 3.3) in 60 digits; both leading
 * coefficients are 1). It neither underflows nor branches, and its coefficients are positive, so that nothing cancels.
 */
export function millsRatio(x: number): number {
  const y = x > farthest ? farthest : x;
  // Even and odd powers apart: half as long a chain of operations that wait for each other.
  const w = y * y;
  const topEven =
    ((((w + (top[8] as number)) * w + (top[6] as number)) * w + (top[4] as number)) * w + (top[2] as number)) * w +
    (top[0] as number);
  const topOdd =
    ((((top[9] as number) * w + (top[7] as number)) * w + (top[5] as number)) * w + (top[3] as number)) * w +
    (top[1] as number);
  const bottomEven =
    (((((bottom[10] as number) * w + (bottom[8] as number)) * w + (bottom[6] as number)) * w + (bottom[4] as number)) *
      w +
      (bottom[2] as number)) *
      w +
    (bottom[0] as number);
  const bottomOdd =
    ((((w + (bottom[9] as number)) * w + (bottom[7] as number)) * w + (bottom[5] as number)) * w +
      (bottom[3] as number)) *
      w +
    (bottom[1] as number);
  return (topEven + y * topOdd) / (bottomEven + y * bottomOdd);
}

/** Density of the standard normal distribution. */
export function normalPdf(x: number): number {
  return inverseSqrtTwoPi * expMinus(0.5 * x * x);
}

/** Distribution function of the standard normal, full relative accuracy in the lower tail. */
export function normalCdf(x: number): number {
  return normalCdfFromPdf(x, normalPdf(x));
}

/** The same of every value of a column, written over it: two loops, each short enough to be compiled without a call. */
export function normalCdfOver(column: Float64Array): void {
  for (let from = 0; from < column.length; from += densities.length) {
    cdfStretch(column, from, Math.min(densities.length, column.length - from));
  }
}

const densities = new Float64Array(256);

function cdfStretch(column: Float64Array, from: number, count: number): void {
  for (let at = 0; at < count; at += 1) {
    const x = column[from + at] as number;
    densities[at] = inverseSqrtTwoPi * expMinus(0.5 * x * x);
  }
  for (let at = 0; at < count; at += 1) {
    column[from + at] = normalCdfFromPdf(column[from + at] as number, densities[at] as number);
  }
}

/** The same from a density already known at x: saves the exponential when both are needed. */
export function normalCdfFromPdf(x: number, pdf: number): number {
  const tail = pdf * millsRatio(Math.abs(x));
  return x > 0 ? 1 - tail : tail;
}
