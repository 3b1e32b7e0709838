import { normalCdf, normalPdf } from '../pricing/normal.ts';

const a = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const b = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1,
];
const c = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const d = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];
const tail = 0.02425;

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** P. Acklam's rational start, 1.2e-9 relative, for p <= 1/2. */
function start(p: number): number {
  if (p < tail) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(c, q) / horner(d, q);
  }
  const q = p - 0.5;
  return (q * horner(a, q * q)) / horner(b, q * q);
}

/** One Halley step of N(x) = p; cubic, so one is enough from the start above. */
function polish(x: number, p: number): number {
  const error = (normalCdf(x) - p) / normalPdf(x);
  return Number.isFinite(error) ? x - error / (1 + 0.5 * x * error) : x;
}

/**
 * x with N(x) = p, full double accuracy. 0 gives -Infinity, 1 gives Infinity, anything outside [0,1] NaN. Near p = 1 the
 * digits of 1 - p decide: where the upper tail u is known, ask for -normalQuantile(u).
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  return polish(start(p), p);
}
