import { solvePositiveDefinite } from '../statistics/positive-definite.ts';
import { dot, type RowMatrix, rowOf } from '../statistics/row-matrix.ts';

export type LogisticModel = { readonly intercept: number; readonly weights: Float64Array };

/** Samples (rows) with an outcome of 0 or 1 each. */
export type LabelledSample = { readonly features: RowMatrix; readonly outcomes: Uint8Array };

const maxSteps = 100;
const gradientTolerance = 1e-10;
/** Near the minimum the objective's own rounding decides whether it rises. */
const objectiveRounding = 1e-13;
/** Loss a sample below which nothing is left to learn: only a separation reaches it. */
const separatedLoss = 1e-8;

/** Logistic function without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** One outcome a row, both outcomes present, finite features. */
export function isLearnable({ features, outcomes }: LabelledSample): boolean {
  const bothKinds = outcomes.includes(0) && outcomes.includes(1) && outcomes.every((outcome) => outcome <= 1);
  return bothKinds && features.rows === outcomes.length && features.values.every(Number.isFinite);
}

/** The model's coefficients as one vector: the weights, then the intercept. */
function linear(features: RowMatrix, row: number, coefficients: Float64Array): number {
  const weights = coefficients.subarray(0, features.columns);
  return (coefficients[features.columns] as number) + dot(rowOf(features, row), weights);
}

function penalty(coefficients: Float64Array, columns: number, c: number): number {
  const weights = coefficients.subarray(0, columns);
  return dot(weights, weights) / (2 * c);
}

function objective({ features, outcomes }: LabelledSample, coefficients: Float64Array, c: number): number {
  let sum = penalty(coefficients, features.columns, c);
  for (let row = 0; row < features.rows; row += 1) {
    const score = linear(features, row, coefficients);
    sum += softplus(outcomes[row] === 1 ? -score : score);
  }
  return sum;
}

/** Gradient into `gradient`, Hessian (lower triangle) into `hessian`. */
function differentiate(
  { features, outcomes }: LabelledSample,
  { coefficients, c }: { readonly coefficients: Float64Array; readonly c: number },
  { gradient, hessian }: { readonly gradient: Float64Array; readonly hessian: Float64Array },
): void {
  const { columns } = features;
  const size = columns + 1;
  gradient.fill(0);
  hessian.fill(0);
  for (let i = 0; i < columns; i += 1) {
    gradient[i] = (coefficients[i] as number) / c;
    hessian[i * size + i] = 1 / c;
  }
  for (let row = 0; row < features.rows; row += 1) {
    const p = sigmoid(linear(features, row, coefficients));
    const residual = p - (outcomes[row] as number);
    const curvature = p * (1 - p);
    for (let i = 0; i < size; i += 1) {
      const xi = i < columns ? (features.values[row * columns + i] as number) : 1;
      gradient[i] = (gradient[i] as number) + residual * xi;
      for (let j = 0; j <= i; j += 1) {
        const xj = j < columns ? (features.values[row * columns + j] as number) : 1;
        hessian[i * size + j] = (hessian[i * size + j] as number) + curvature * xi * xj;
      }
    }
  }
}

/** Halves the Newton step until the objective no longer rises; answers where it ended, or null when no step is left. */
function advance(
  sample: LabelledSample,
  c: number,
  { coefficients, step }: { readonly coefficients: Float64Array; readonly step: Float64Array },
): number | null {
  const from = objective(sample, coefficients, c);
  for (let scale = 1; scale > 1e-12; scale /= 2) {
    const trial = coefficients.map((value, i) => value - scale * (step[i] as number));
    const reached = objective(sample, trial, c);
    if (reached <= from * (1 + objectiveRounding)) {
      coefficients.set(trial);
      return reached;
    }
  }
  return null;
}

/**
 * Minimises the sum of log-losses + |w|^2 / (2 c), the intercept unpenalised, by Newton's method until the gradient is
 * within 1e-10 a sample. c > 0, the inverse of the penalty's strength; Infinity = none. Null for unusable samples (one
 * outcome only, lengths that differ, values not finite), and where no minimum exists (perfectly separated samples
 * without penalty). Hastie, Tibshirani & Friedman, Elements of Statistical Learning, 4.4.
 */
export function fitLogistic(sample: LabelledSample, c = 1): LogisticModel | null {
  if (!isLearnable(sample) || !(c > 0)) return null;
  const { columns, rows } = sample.features;
  const size = columns + 1;
  const coefficients = new Float64Array(size);
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let step = 0; step < maxSteps; step += 1) {
    differentiate(sample, { coefficients, c }, { gradient, hessian });
    const steepest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const settled = steepest <= gradientTolerance * rows;
    if (!solvePositiveDefinite(hessian, gradient)) return null;
    const reached = advance(sample, c, { coefficients, step: gradient });
    if (reached === null || (c === Number.POSITIVE_INFINITY && reached < separatedLoss * rows)) return null;
    if (settled) return { intercept: coefficients[columns] as number, weights: coefficients.slice(0, columns) };
  }
  return null;
}

/** Probabilities of every row; NaN where a feature is. */
export function predictLogistic({ intercept, weights }: LogisticModel, features: RowMatrix): Float64Array {
  return Float64Array.from({ length: features.rows }, (_, row) =>
    sigmoid(intercept + dot(rowOf(features, row), weights)),
  );
}
