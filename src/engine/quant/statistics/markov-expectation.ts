import { filterInto } from './markov-filter.ts';
import type { MarkovParameters } from './markov-parameters.ts';
import { smoothInto } from './markov-smoother.ts';

/** Arrays of one fit, used again in every step. */
export type MarkovWorkspace = {
  readonly predicted: Float64Array;
  readonly filtered: Float64Array;
  readonly smoothed: Float64Array;
};

export function allocateMarkov(size: number): MarkovWorkspace {
  return { predicted: new Float64Array(size), filtered: new Float64Array(size), smoothed: new Float64Array(size) };
}

/** Expected share of steps spent staying: (stay in 0 of all from 0, stay in 1 of all from 1). */
function transitions(space: MarkovWorkspace, { p00, p11 }: MarkovParameters): readonly [number, number] {
  const { predicted, filtered, smoothed } = space;
  let stay0 = 0;
  let stay1 = 0;
  let from0 = 0;
  let from1 = 0;
  for (let t = 0; t + 1 < filtered.length; t += 1) {
    const next1 = smoothed[t + 1] as number;
    const coming1 = predicted[t + 1] as number;
    const now1 = filtered[t] as number;
    if (coming1 > 0) stay1 += (now1 * p11 * next1) / coming1;
    if (coming1 < 1) stay0 += ((1 - now1) * p00 * (1 - next1)) / (1 - coming1);
    from1 += smoothed[t] as number;
    from0 += 1 - (smoothed[t] as number);
  }
  return [from0 > 0 ? stay0 / from0 : p00, from1 > 0 ? stay1 / from1 : p11];
}

function weightedMoments(values: Float64Array, weight: (t: number) => number): readonly [number, number] {
  let total = 0;
  let sum = 0;
  for (let t = 0; t < values.length; t += 1) {
    total += weight(t);
    sum += weight(t) * (values[t] as number);
  }
  const mean = sum / total;
  let squares = 0;
  for (let t = 0; t < values.length; t += 1) squares += weight(t) * ((values[t] as number) - mean) ** 2;
  return [mean, squares / total];
}

function insideUnit(probability: number): number {
  return Math.min(1 - 1e-9, Math.max(1e-9, probability));
}

/**
 * One step of expectation-maximisation: smooths under `parameters`, answers the next ones and the log-likelihood of the
 * present ones. Variances stay at or above `floor`. Hamilton, J. Econometrics 45 (1990) 39.
 */
export function expectationStep(
  values: Float64Array,
  parameters: MarkovParameters,
  { space, floor }: { readonly space: MarkovWorkspace; readonly floor: number },
): { readonly next: MarkovParameters; readonly logLikelihood: number } {
  const logLikelihood = filterInto(values, parameters, space);
  smoothInto(space, parameters, space.smoothed);
  const [p00, p11] = transitions(space, parameters);
  const [mean1, variance1] = weightedMoments(values, (t) => space.smoothed[t] as number);
  const [mean0, variance0] = weightedMoments(values, (t) => 1 - (space.smoothed[t] as number));
  const next = {
    p00: insideUnit(p00),
    p11: insideUnit(p11),
    mean0,
    mean1,
    variance0: Math.max(floor, variance0),
    variance1: Math.max(floor, variance1),
  };
  return { next, logLikelihood };
}
