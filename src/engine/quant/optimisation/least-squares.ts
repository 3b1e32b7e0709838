import { choleskySolveInPlace } from './cholesky-in-place.ts';

/** Residuals of a model as a function of its parameters. */
export type ResidualModel = {
  readonly residuals: number;
  readonly parameters: number;
  /** Writes `residuals` values and, row by row, their derivatives (residuals x parameters). */
  readonly evaluate: (at: Float64Array, residual: Float64Array, jacobian: Float64Array) => void;
  /** Box the parameters stay in; -Infinity and Infinity where a side is open. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
};

export type LeastSquaresOptions = {
  /** Steps tried, accepted or not. */
  readonly iterations?: number;
  /** Ends when a step changes no parameter by more than this share of it, or the sum of squares by its square. */
  readonly tolerance?: number;
};

export type LeastSquaresResult = {
  /** 'stalled' still carries the best point seen; 'invalid' means the model had no finite value at the start. */
  readonly status: 'converged' | 'iterations' | 'stalled' | 'invalid';
  readonly parameters: Float64Array;
  /** Half the sum of squared residuals. */
  readonly cost: number;
};

type Work = {
  at: Float64Array;
  residual: Float64Array;
  jacobian: Float64Array;
  trial: Float64Array;
  trialResidual: Float64Array;
  trialJacobian: Float64Array;
  readonly hessian: Float64Array;
  readonly gradient: Float64Array;
  readonly system: Float64Array;
  readonly step: Float64Array;
  /** Largest curvature seen per parameter: damping in the parameter's own scale (Marquardt, Moré). */
  readonly scale: Float64Array;
};

function allocate({ residuals, parameters }: ResidualModel): Work {
  return {
    at: new Float64Array(parameters),
    residual: new Float64Array(residuals),
    jacobian: new Float64Array(residuals * parameters),
    trial: new Float64Array(parameters),
    trialResidual: new Float64Array(residuals),
    trialJacobian: new Float64Array(residuals * parameters),
    hessian: new Float64Array(parameters * parameters),
    gradient: new Float64Array(parameters),
    system: new Float64Array(parameters * parameters),
    step: new Float64Array(parameters),
    scale: new Float64Array(parameters),
  };
}

function halfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return 0.5 * sum;
}

function clampInto(target: Float64Array, from: Float64Array, { lower, upper }: ResidualModel): void {
  for (let index = 0; index < target.length; index += 1) {
    const value = from[index] as number;
    target[index] = Math.min(Math.max(value, lower[index] as number), upper[index] as number);
  }
}

/** Normal equations J'J and J'r at the current point. */
function linearise(work: Work, size: number): void {
  const { jacobian, residual, hessian, gradient, scale } = work;
  hessian.fill(0);
  gradient.fill(0);
  for (let row = 0; row < residual.length; row += 1) {
    const offset = row * size;
    for (let i = 0; i < size; i += 1) {
      const slope = jacobian[offset + i] as number;
      if (slope === 0) continue;
      gradient[i] = (gradient[i] as number) + slope * (residual[row] as number);
      for (let j = 0; j <= i; j += 1) {
        hessian[i * size + j] = (hessian[i * size + j] as number) + slope * (jacobian[offset + j] as number);
      }
    }
  }
  for (let i = 0; i < size; i += 1) scale[i] = Math.max(scale[i] as number, hessian[i * size + i] as number);
}

/** A parameter at a bound whose descent leads out of the box stays where it is. */
function isHeld(model: ResidualModel, { at, gradient }: Work, index: number): boolean {
  const slope = gradient[index] as number;
  if ((at[index] as number) <= (model.lower[index] as number)) return slope >= 0;
  return (at[index] as number) >= (model.upper[index] as number) && slope <= 0;
}

/** The damped step into `work.step`, 0 for held parameters. */
function solveStep(model: ResidualModel, work: Work, damping: number): boolean {
  const { hessian, gradient, system, step, scale } = work;
  const size = model.parameters;
  for (let i = 0; i < size; i += 1) {
    const held = isHeld(model, work, i);
    step[i] = held ? 0 : -(gradient[i] as number);
    for (let j = 0; j <= i; j += 1) {
      system[i * size + j] = held || isHeld(model, work, j) ? 0 : (hessian[i * size + j] as number);
    }
    const diagonal = system[i * size + i] as number;
    system[i * size + i] = held ? 1 : diagonal + damping * Math.max(scale[i] as number, Number.MIN_VALUE * 1e20);
  }
  return choleskySolveInPlace(system, step, size);
}

/** Takes the step inside the box; the largest relative change of a parameter. */
function tryStep(model: ResidualModel, work: Work): number {
  const { at, step, trial } = work;
  for (let index = 0; index < at.length; index += 1) step[index] = (step[index] as number) + (at[index] as number);
  clampInto(trial, step, model);
  let change = 0;
  for (let index = 0; index < at.length; index += 1) {
    const from = at[index] as number;
    const moved = Math.abs((trial[index] as number) - from);
    if (moved > 0) change = Math.max(change, moved / Math.max(Math.abs(from), 1e-3));
  }
  return change;
}

function accept(work: Work): void {
  [work.at, work.trial] = [work.trial, work.at];
  [work.residual, work.trialResidual] = [work.trialResidual, work.residual];
  [work.jacobian, work.trialJacobian] = [work.trialJacobian, work.jacobian];
}

type Progress = { cost: number; damping: number; growth: number };

/** One damped step; null to go on. Better points are kept, others raise the damping. */
function advance(
  model: ResidualModel,
  work: Work,
  progress: Progress,
  tolerance: number,
): LeastSquaresResult['status'] | null {
  const change = solveStep(model, work, progress.damping) ? tryStep(model, work) : Number.NaN;
  if (change <= tolerance) return 'converged';
  model.evaluate(work.trial, work.trialResidual, work.trialJacobian);
  const reached = Number.isFinite(change) ? halfSquares(work.trialResidual) : Number.NaN;
  if (!(reached < progress.cost)) {
    progress.damping *= progress.growth;
    progress.growth *= 2;
    return progress.damping > 1e20 ? 'stalled' : null;
  }
  const gained = progress.cost - reached;
  accept(work);
  progress.cost = reached;
  progress.damping = Math.max(progress.damping / 5, 1e-15);
  progress.growth = 2;
  if (gained <= tolerance * tolerance * reached) return 'converged';
  linearise(work, model.parameters);
  return null;
}

/**
 * Smallest sum of squares inside a box, by Levenberg-Marquardt steps projected onto it: deterministic, a local minimum
 * of the valley `start` lies in. Parameters should be scaled to the order of 1. Marquardt, J. SIAM 11 (1963) 431; Moré,
 * Lecture Notes in Math. 630 (1978) 105; damping by Nielsen, IMM-REP-1999-05.
 */
export function leastSquares(
  model: ResidualModel,
  start: Float64Array,
  { iterations = 200, tolerance = 1e-13 }: LeastSquaresOptions = {},
): LeastSquaresResult {
  const work = allocate(model);
  clampInto(work.at, start, model);
  model.evaluate(work.at, work.residual, work.jacobian);
  const cost = halfSquares(work.residual);
  if (!Number.isFinite(cost)) return { status: 'invalid', parameters: work.at, cost: Number.NaN };
  linearise(work, model.parameters);
  const progress = { cost, damping: 1e-3, growth: 2 };
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const status = advance(model, work, progress, tolerance);
    if (status !== null) return { status, parameters: work.at, cost: progress.cost };
  }
  return { status: 'iterations', parameters: work.at, cost: progress.cost };
}
