import {
  fitLogistic,
  type LabelledSample,
  predictLogistic,
} from '../../../engine/quant/learning/logistic-regression.ts';
import { type Case, cases, number, numbers } from './fields.ts';
import { matrix, outcomes, sameLength } from './sample-fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const tolerance = 1e-6;

function compareFit(sample: LabelledSample, { fields, path }: Case, compare: Comparisons): void {
  const model = fitLogistic(sample, number(fields['C'], `${path}.C`));
  compare.number({
    quantity: 'intercept',
    actual: model?.intercept,
    expected: number(fields['intercept'], `${path}.intercept`),
    tolerance,
    where: `${path}.intercept`,
  });
  const coefficients = numbers(fields['coef'], `${path}.coef`);
  if (model !== null) sameLength(model.weights, coefficients, `${path}.coef`);
  for (const [at, expected] of coefficients.entries()) {
    const where = `${path}.coef[${at}]`;
    compare.number({ quantity: 'coefficients', actual: model?.weights[at], expected, tolerance, where });
  }
  const probabilities = model === null ? null : predictLogistic(model, sample.features);
  for (const [at, expected] of numbers(fields['proba_first5'], `${path}.proba_first5`).entries()) {
    const where = `${path}.proba_first5[${at}]`;
    compare.number({ quantity: 'probabilities', actual: probabilities?.[at], expected, tolerance, where });
  }
}

/** `logistic_regression`: coefficients and the first probabilities at every strength of the penalty. */
export const verifyLogisticRegression: Verifier = (file, compare) => {
  const sample = { features: matrix(file['X'], 'X'), outcomes: outcomes(file['y'], 'y') };
  if (sample.features.rows !== sample.outcomes.length) throw new MalformedVectors('y: one for each row of X is due');
  for (const each of cases(file, 'fits')) compareFit(sample, each, compare);
};
