/**
 * One expiry's total variance w = sigma^2 T in log-moneyness k = ln(K/F), raw form:
 * w(k) = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2)). Gatheral & Jacquier, Quant. Finance 14(1) (2014) 59.
 */
export type SviSlice = {
  readonly a: number;
  readonly b: number;
  readonly rho: number;
  readonly m: number;
  readonly sigma: number;
};

/** Smallest total variance of the slice, reached at k = m - rho sigma / sqrt(1 - rho^2). */
export function sviFloor({ a, b, rho, sigma }: SviSlice): number {
  return a + b * sigma * Math.sqrt((1 - rho) * (1 + rho));
}

/** b >= 0, |rho| < 1, sigma > 0 and no negative variance; false for anything not finite. */
export function isSviSlice(slice: SviSlice): boolean {
  const { a, b, rho, m, sigma } = slice;
  if (!Number.isFinite(a + b + rho + m + sigma)) return false;
  // At the vertex the two terms cancel: a floor of 0 may come out a rounding error below it.
  const rounding = 4 * Number.EPSILON * Math.abs(a);
  return b >= 0 && Math.abs(rho) < 1 && sigma > 0 && sviFloor(slice) >= -rounding;
}

/** Total variance at log-moneyness k. */
export function sviVariance({ a, b, rho, m, sigma }: SviSlice, k: number): number {
  const x = k - m;
  return a + b * (rho * x + Math.sqrt(x * x + sigma * sigma));
}

/** dw/dk. */
export function sviSlope({ b, rho, m, sigma }: SviSlice, k: number): number {
  const x = k - m;
  return b * (rho + x / Math.sqrt(x * x + sigma * sigma));
}

/** d2w/dk2. */
export function sviCurvature({ b, m, sigma }: SviSlice, k: number): number {
  const x = k - m;
  const r = Math.sqrt(x * x + sigma * sigma);
  return (b * sigma * sigma) / (r * r * r);
}

/** Implied vol, 1.00 = 100 %; NaN unless years are positive and the variance is not negative. */
export function sviVol(slice: SviSlice, k: number, years: number): number {
  return years > 0 ? Math.sqrt(sviVariance(slice, k) / years) : Number.NaN;
}

/** Total variances of a column of log-moneyness, written into `out` (same length). */
export function sviVariances(slice: SviSlice, k: Float64Array, out: Float64Array): void {
  for (let row = 0; row < k.length; row += 1) out[row] = sviVariance(slice, k[row] as number);
}
