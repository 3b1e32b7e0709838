import { inverseSqrtTwoPi, millsRatio } from './normal.ts';

/**
 * Inversion of the normalised Black price b(x, s) = e^{x/2} N(x/s + s/2) - e^{-x/2} N(x/s - s/2), x <= 0, for the total
 * volatility s. Below the inflection at sqrt(2|x|) the price, above it the distance to the maximum e^{x/2}, is written as
 * n(h) e^{-t^2/2} times Mills' ratios, so that neither underflows nor cancels more than the problem itself.
 * The objectives follow P. Jaeckel, Let's Be Rational, Wilmott 2015(75) 40-53: 1/ln b below, ln of the distance above.
 */

const maxIterations = 64;

/** f, f', f''/f' and f'''/f' of what is to become 0, left here because a returned object would be allocated each step. */
const at = new Float64Array(4);

function leave(value: number, slope: number, second: number, third: number): void {
  at[0] = value;
  at[1] = slope;
  at[2] = second;
  at[3] = third;
}

/** d ln(vega) / ds of the normalised price. */
function vegaSlope(x: number, s: number): number {
  return ((x / s) * x) / (s * s) - s / 4;
}

/** vega''/vega from its logarithmic slope. */
function vegaCurvature(x: number, s: number, slope: number): number {
  const ratio = x / (s * s);
  return slope * slope - 3 * ratio * ratio - 0.25;
}

function lowerSum(x: number, s: number): number {
  const h = x / s;
  const t = 0.5 * s;
  return inverseSqrtTwoPi * (millsRatio(Math.max(0, -(h + t))) - millsRatio(t - h));
}

function upperSum(x: number, s: number): number {
  const h = x / s;
  const t = 0.5 * s;
  return inverseSqrtTwoPi * (millsRatio(Math.max(0, h + t)) + millsRatio(t - h));
}

function exponent(x: number, s: number): number {
  const h = x / s;
  return -0.5 * (h * h + 0.25 * s * s);
}

/** 1/ln b - 1/ln target: nearly linear in s^2 for small prices. */
function lowerObjective(x: number, s: number, logTarget: number): void {
  const sum = lowerSum(x, s);
  const log = exponent(x, s) + Math.log(sum);
  const logSlope = inverseSqrtTwoPi / sum;
  const inverse = 1 / log;
  const bend = vegaSlope(x, s);
  const lean = logSlope * (1 + 2 * inverse);
  const third =
    vegaCurvature(x, s, bend) + 2 * logSlope * logSlope * (1 + 3 * inverse * (1 + inverse)) - 3 * bend * lean;
  leave(inverse - 1 / logTarget, -logSlope * inverse * inverse, bend - lean, third);
}

/** ln of (max - b) over its target. */
function upperObjective(x: number, s: number, logTarget: number): void {
  const sum = upperSum(x, s);
  const logSlope = -inverseSqrtTwoPi / sum;
  const bend = vegaSlope(x, s);
  const third = vegaCurvature(x, s, bend) + logSlope * (2 * logSlope - 3 * bend);
  leave(exponent(x, s) + Math.log(sum) - logTarget, logSlope, bend - logSlope, third);
}

type Solve = {
  readonly x: number;
  readonly start: number;
  readonly low: number;
  readonly high: number;
  readonly logTarget: number;
  readonly isLower: boolean;
};

/** Householder's step of fourth order; where it would run away, Halley's of third, shortened at most to half of Newton's. */
function nextStep(): number {
  const second = at[2] as number;
  const third = at[3] as number;
  const newton = -(at[0] as number) / (at[1] as number);
  const bent = newton * second;
  const factor = (1 + 0.5 * bent) / (1 + bent + (third * newton * newton) / 6);
  return newton * (factor > 0.25 && factor < 2 ? factor : 1 / Math.max(0.5, 1 + 0.5 * bent));
}

/** Steps kept inside a shrinking bracket; both objectives fall with s. Of fourth order, so a step of 1e-5 s is the last. */
function solveFalling({ x, start, low, high, logTarget, isLower }: Solve): number {
  let s = start;
  let below = low;
  let above = high;
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    // Called by name, not by a function handed in, which would not be inlined.
    if (isLower) lowerObjective(x, s, logTarget);
    else upperObjective(x, s, logTarget);
    const value = at[0] as number;
    if (value === 0) return s;
    if (value > 0) below = s;
    else above = s;
    const step = nextStep();
    if (Math.abs(step) <= 1e-5 * s) return s + step;
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

/** Total volatility of a normalised price too small for a double, from its logarithm; x < 0. */
export function normalisedVolOfLog(logBeta: number, x: number): number {
  const inflection = Math.sqrt(-2 * x);
  const logAtInflection = 0.5 * x + Math.log(lowerSum(x, inflection));
  const start = lowerStart(x, inflection, logAtInflection, logBeta);
  return solveFalling({ x, start, low: 0, high: inflection, logTarget: logBeta, isLower: true });
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
    return solveFalling({ x, start, low: 0, high: inflection, logTarget, isLower: true });
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
    isLower: false,
  });
}
