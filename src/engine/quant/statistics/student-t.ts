import { normalCdf } from '../pricing/normal.ts';
import { logGammaHalfStep } from './log-gamma.ts';

/** Above this the normal deviate of equal probability is exact in double, and the fraction loses digits. */
const deviateFrom = 3000;
const smallest = 1e-300;
const halfLogPi = 0.5723649429247001;

/** The continued fraction of the incomplete beta function, modified Lentz; Press et al., Numerical Recipes 6.4. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 2.3e-16) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < smallest ? smallest : value;
}

/**
 * Half of I_x(df/2, 1/2) with x = df / (df + t^2): the upper tail beyond t > 0. From the fraction that converges, so
 * that neither the tail nor the middle loses digits.
 */
function upperTail(t: number, df: number): number {
  const a = df / 2;
  // Ratios first: t^2 may overflow, df may underflow.
  const square = (t / Math.sqrt(df)) ** 2;
  const x = 1 / (1 + square);
  const rest = square === Number.POSITIVE_INFINITY ? 1 : square / (1 + square);
  const logX = square === Number.POSITIVE_INFINITY ? Math.log(df) - 2 * Math.log(t) : -Math.log1p(square);
  // ln of x^a (1-x)^(1/2) / B(a, 1/2)
  const front = Math.exp(a * logX + 0.5 * Math.log(rest) + logGammaHalfStep(a) - halfLogPi);
  if (x < (a + 1) / (a + 2.5)) return (0.5 * front * betaFraction(x, a, 0.5)) / a;
  return 0.5 - front * betaFraction(rest, 0.5, a);
}

/** The normal deviate with the same upper tail as t > 0, for many degrees of freedom: G. W. Hill, CACM 13 (1970) 617. */
function normalDeviate(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return t;
  const a = df - 0.5;
  const b = 48 * a * a;
  const ratio = t / Math.sqrt(df);
  const y = a * Math.log1p(Math.min(ratio * ratio, 1e300));
  const correction = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
  return Math.sqrt(y) * (1 + (correction + y + 3) / b);
}

/**
 * Distribution function of Student's t with `df` > 0 degrees of freedom, not only whole ones; Infinity is the normal
 * distribution. NaN for a t that is no number or a df that is not positive. Full relative accuracy in the lower tail.
 */
export function studentTCdf(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  if (t === 0) return 0.5;
  if (Math.abs(t) === Number.POSITIVE_INFINITY) return t > 0 ? 1 : 0;
  const size = Math.abs(t);
  const tail = df > deviateFrom ? normalCdf(-normalDeviate(size, df)) : upperTail(size, df);
  return t > 0 ? 1 - tail : tail;
}
