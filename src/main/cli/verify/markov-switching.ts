import { fitMarkov } from '../../../engine/quant/statistics/markov-fit.ts';
import type { MarkovParameters } from '../../../engine/quant/statistics/markov-parameters.ts';
import { smoothMarkov } from '../../../engine/quant/statistics/markov-smoother.ts';
import { type Case, cases, number, numbers, record } from './fields.ts';
import { relative, sameLength } from './sample-fields.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const likelihoodShare = 1e-8;
const probabilityError = 1e-9;
const fitError = 0.01;

function parametersOf(value: unknown, path: string): MarkovParameters {
  const fields = record(value, path);
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  return {
    p00: of('p00'),
    p11: of('p11'),
    mean0: of('mu0'),
    mean1: of('mu1'),
    variance0: of('var0'),
    variance1: of('var1'),
  };
}

function compareFixed(returns: Float64Array, { fields, path }: Case, compare: Comparisons): void {
  const ours = smoothMarkov(returns, parametersOf(fields['params'], `${path}.params`));
  const expected = number(fields['loglik'], `${path}.loglik`);
  compare.number({
    quantity: 'log-likelihood',
    actual: ours?.logLikelihood ?? null,
    expected,
    tolerance: relative(expected, likelihoodShare),
    where: path,
  });
  for (const [quantity, name, values] of [
    ['filtered', 'filtered_p1', ours?.filtered],
    ['smoothed', 'smoothed_p1', ours?.smoothed],
  ] as const) {
    const reference = numbers(fields[name], `${path}.${name}`);
    sameLength(returns, reference, `${path}.${name}`);
    for (const [t, probability] of reference.entries()) {
      const where = `${path}.${name}[${t}]`;
      compare.number({ quantity, actual: values?.[t], expected: probability, tolerance: probabilityError, where });
    }
  }
}

function meanDistance(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] as number)), 0) / one.length;
}

/** A fit may find more likelihood than the reference did, never 0.01 less. */
function compareFit(returns: Float64Array, value: unknown, compare: Comparisons): void {
  const fields = record(value, 'mle');
  const expected = number(fields['loglik'], 'mle.loglik');
  const reference = numbers(fields['smoothed_p1'], 'mle.smoothed_p1');
  sameLength(returns, reference, 'mle.smoothed_p1');
  const fit = fitMarkov(returns);
  const smoothed = fit === null ? null : smoothMarkov(returns, fit.parameters);
  compare.number({
    quantity: 'fit: likelihood short of the reference',
    actual: fit === null ? null : Math.max(0, expected - fit.logLikelihood),
    expected: 0,
    tolerance: fitError,
    where: 'mle.loglik',
  });
  compare.number({
    quantity: 'fit: mean distance of smoothed',
    actual: smoothed === null ? null : meanDistance(smoothed.smoothed, reference),
    expected: 0,
    tolerance: fitError,
    where: 'mle.smoothed_p1',
  });
}

/** `markov_switching`: filter, smoother and likelihood at given parameters; our own fit against the reference's. */
export const verifyMarkovSwitching: Verifier = (file, compare) => {
  const returns = numbers(file['returns'], 'returns');
  for (const each of cases(file, 'fixed_params')) compareFixed(returns, each, compare);
  compareFit(returns, file['mle'], compare);
};
