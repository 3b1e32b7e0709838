import { isUsable, type MarkovParameters, stationaryShare } from './markov-parameters.ts';

/** Probabilities of state 1, one for each value. */
export type MarkovFilter = {
  /** Given the values before it. */
  readonly predicted: Float64Array;
  /** Given the values up to and including it. */
  readonly filtered: Float64Array;
  readonly logLikelihood: number;
};

const logTwoPi = Math.log(2 * Math.PI);

export function allocateFilter(size: number): { predicted: Float64Array; filtered: Float64Array } {
  return { predicted: new Float64Array(size), filtered: new Float64Array(size) };
}

/**
 * The filter into arrays of the caller; answers the log-likelihood. Densities are taken in logarithms relative to the
 * likelier state, so that a value forty deviations away still tells the states apart instead of dividing 0 by 0.
 */
export function filterInto(
  values: Float64Array,
  parameters: MarkovParameters,
  out: { readonly predicted: Float64Array; readonly filtered: Float64Array },
): number {
  const { p00, p11, mean0, mean1, variance0, variance1 } = parameters;
  const constant0 = -0.5 * (logTwoPi + Math.log(variance0));
  const constant1 = -0.5 * (logTwoPi + Math.log(variance1));
  const half0 = 0.5 / variance0;
  const half1 = 0.5 / variance1;
  let state1 = stationaryShare(parameters);
  let state0 = 1 - state1;
  let logLikelihood = 0;
  for (let t = 0; t < values.length; t += 1) {
    out.predicted[t] = state1;
    const value = values[t] as number;
    const log0 = constant0 - half0 * (value - mean0) * (value - mean0);
    const log1 = constant1 - half1 * (value - mean1) * (value - mean1);
    // A state that cannot be must not set the scale: the other could underflow beside it.
    const scale = state0 === 0 ? log1 : state1 === 0 ? log0 : Math.max(log0, log1);
    const weight0 = state0 === 0 ? 0 : state0 * Math.exp(log0 - scale);
    const weight1 = state1 === 0 ? 0 : state1 * Math.exp(log1 - scale);
    const total = weight0 + weight1;
    logLikelihood += scale + Math.log(total);
    const now1 = weight1 / total;
    const now0 = weight0 / total;
    out.filtered[t] = now1;
    state1 = now0 * (1 - p00) + now1 * p11;
    state0 = now0 * p00 + now1 * (1 - p11);
  }
  return logLikelihood;
}

/**
 * Filtered probabilities and exact log-likelihood of a two-state Gaussian model with its stationary distribution as
 * start. Null for parameters outside their range, no values, or a value that is not finite.
 * Hamilton, Econometrica 57 (1989) 357.
 */
export function filterMarkov(values: Float64Array, parameters: MarkovParameters): MarkovFilter | null {
  if (values.length === 0 || !isUsable(parameters) || !values.every(Number.isFinite)) return null;
  const out = allocateFilter(values.length);
  const logLikelihood = filterInto(values, parameters, out);
  return Number.isFinite(logLikelihood) ? { ...out, logLikelihood } : null;
}
