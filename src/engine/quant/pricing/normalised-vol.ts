import { erfcx } from './error-function.ts';
import { inverseSqrtTwoPi } from './normal.ts';

/**
 * Inversion of the normalised Black price b(x, s) = e^{x/2} N(x/s + s/2) - e^{-x/2} N(x/s - s/2), x <= 0, for the total
 * volatility s. Below the inflection at sqrt(2|x|) the price, above it the distance to the maximum e^{x/2}, is written as
 * exp(-(h^2+t^2)/2) times scaled error functions, so that neither underflows nor cancels more than the problem itself.
 * The objectives follow P. Jaeckel, Let's Be Rational, Wilmott 2015(75) 40-53: 1/ln b below, ln of the distance above.
 */

const maxIterations = 64;

type Objective = { readonly value: number; readonly slope: number; readonly curvature: number };

/** d ln(vega) / ds of the normalised price. */
function vegaSlope(x: number, s: number): number {
  return ((x / s) * x) / (s * s) - s / 4;
}

function lowerSum(x: number, s: number): number {
  const h = x / s;
  const t = 0.5 * s;
  return 0.5 * (erfcx(Math.max(0, -(h + t) * Math.SQRT1_2)) - erfcx(-(h - t) * Math.SQRT1_2));
}

function upperSum(x: number, s: number): number {
  const h = x / s;
  const t = 0.5 * s;
  return 0.5 * (erfcx(Math.max(0, (h + t) * Math.SQRT1_2)) + erfcx(-(h - t) * Math.SQRT1_2));
}

function exponent(x: number, s: number): number {
  const h = x / s;
  return -0.5 * (h * h + 0.25 * s * s);
}

/** 1/ln b - 1/ln target: nearly linear in s^2 for small prices. */
function lowerObjective(x: number, s: number, logTarget: number): Objective {
  const sum = lowerSum(x, s);
  const log = exponent(x, s) + Math.log(sum);
  const logSlope = inverseSqrtTwoPi / sum;
  return {
    value: 1 / log - 1 / logTarget,
    slope: -logSlope / (log * log),
    curvature: vegaSlope(x, s) - logSlope - (2 * logSlope) / log,
  };
}

/** ln of (max - b) over its target. */
function upperObjective(x: number, s: number, logTarget: number): Objective {
  const sum = upperSum(x, s);
  const logSlope = -inverseSqrtTwoPi / sum;
  return {
    value: exponent(x, s) + Math.log(sum) - logTarget,
    slope: logSlope,
    curvature: vegaSlope(x, s) - logSlope,
  };
}

type Solve = {
  readonly x: number;
  readonly start: number;
  readonly low: number;
  readonly high: number;
  readonly logTarget: number;
  readonly objective: (x: number, s: number, logTarget: number) => Objective;
};

/** Halley steps kept inside a shrinking bracket; both objectives fall with s. Cubic, so a step of 1e-7 s is the last. */
function solveFalling({ x, start, low, high, logTarget, objective }: Solve): number {
  let s = start;
  let below = low;
  let above = high;
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    const { value, slope, curvature } = objective(x, s, logTarget);
    if (value === 0) return s;
    if (value > 0) below = s;
    else above = s;
    const newton = -value / slope;
    const step = newton / Math.max(0.5, 1 + 0.5 * newton * curvature);
    if (Math.abs(step) <= 1e-7 * s) return s + step;
    s += step;
    if (!(s > below && s < above)) s = above === Number.POSITIVE_INFINITY ? 2 * below : 0.5 * (below + above);
  }
  return s;
}

function lowerStart(x: number, inflection: number, logAtInflection: number, logTarget: number): number {
  const linear = inflection * Math.sqrt(logAtInflection / logTarget);
  const asymptotic = -x / Math.sqrt(-2 * logTarget);
  return Math.min(0.999 * inflection, Math.max(asymptotic, 0.5 * linear));
}

/** Total volatility of a normalised out-of-the-money price 0 < beta < e^{x/2}, x <= 0. */
export function normalisedVol(beta: number, x: number): number {
  const inflection = Math.sqrt(-2 * x);
  const ceiling = Math.exp(0.5 * x);
  const sum = inflection > 0 ? lowerSum(x, inflection) : 0;
  const atInflection = sum * Math.exp(-0.5 * -x);
  if (beta < atInflection) {
    const logAtInflection = 0.5 * x + Math.log(sum);
    const logTarget = Math.log(beta);
    const start = lowerStart(x, inflection, logAtInflection, logTarget);
    return solveFalling({ x, start, low: 0, high: inflection, logTarget, objective: lowerObjective });
  }
  const vega = inverseSqrtTwoPi * ceiling;
  const start = inflection + (beta - atInflection) / vega;
  if (start === inflection) return inflection;
  const logTarget = Math.log(ceiling - beta);
  return solveFalling({
    x,
    start,
    low: inflection,
    high: Number.POSITIVE_INFINITY,
    logTarget,
    objective: upperObjective,
  });
}
