const halfLogTwoPi = 0.9189385332046728;
/** From here on the Stirling series is exact in double. */
const seriesFrom = 16;

/** Stirling's series of ln Gamma for x >= 16: Abramowitz & Stegun 6.1.41. */
function stirling(x: number): number {
  const y = 1 / (x * x);
  const tail = ((((y / 1188 - 1 / 1680) * y + 1 / 1260) * y - 1 / 360) * y + 1 / 12) / x;
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + tail;
}

/** ln Gamma(x) for x > 0; Infinity at 0 and at Infinity, NaN below 0. Absolute error near 1e-15 x max(1, |value|). */
export function logGamma(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (x === 1 || x === 2) return 0;
  let product = 1;
  let shifted = x;
  for (; shifted < seriesFrom; shifted += 1) product *= shifted;
  return product === 1 ? stirling(shifted) : stirling(shifted) - Math.log(product);
}

/**
 * ln [Gamma(a + 1/2) / Gamma(a)] for a > 0. For large a from its own series: the difference of two large logarithms
 * would lose the digits that matter.
 */
export function logGammaHalfStep(a: number): number {
  if (!(a >= 30)) return logGamma(a + 0.5) - logGamma(a);
  const y = 1 / (a * a);
  return 0.5 * Math.log(a) - (1 / 8 - (1 / 192 - (1 / 640 - (17 / 14_336) * y) * y) * y) / a;
}
