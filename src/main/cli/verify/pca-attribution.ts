import { attributeFactors } from '../../../engine/quant/portfolio/factor-attribution.ts';
import { factorScores, principalComponents } from '../../../engine/quant/statistics/principal-components.ts';
import { rowOf } from '../../../engine/quant/statistics/row-matrix.ts';
import { number, numbers } from './fields.ts';
import { matrix, relative, sameLength } from './sample-fields.ts';
import { type Comparisons, MalformedVectors, type VectorFile, type Verifier } from './verifier.ts';

const share = 1e-10;
const loadingError = 1e-8;

type Column = {
  readonly quantity: string;
  readonly name: string;
  readonly actual: Float64Array | null;
  readonly tolerance: (expected: number) => number;
};

function compareColumn(file: VectorFile, { quantity, name, actual, tolerance }: Column, compare: Comparisons): void {
  const reference = numbers(file[name], name);
  if (actual !== null) sameLength(actual, reference, name);
  for (const [at, expected] of reference.entries()) {
    const where = `${name}[${at}]`;
    compare.number({ quantity, actual: actual?.[at], expected, tolerance: tolerance(expected), where });
  }
}

/** `pca_attribution`: eigenvalues, loadings, factor and risk contributions, scores of the last period. */
export const verifyPcaAttribution: Verifier = (file, compare) => {
  const returns = matrix(file['returns'], 'returns');
  const weights = numbers(file['weights'], 'weights');
  if (weights.length !== returns.columns) throw new MalformedVectors('weights: one for each column of returns is due');
  const model = principalComponents(returns);
  const attribution = model === null ? null : attributeFactors(model, weights);
  const loadings = matrix(file['components'], 'components').values;
  const last = model === null ? null : factorScores(model, rowOf(returns, returns.rows - 1));
  const byShare = (expected: number): number => relative(expected, share);
  const byError = (): number => loadingError;
  const columns: readonly Column[] = [
    { quantity: 'eigenvalues', name: 'eigenvalues', actual: model?.eigenvalues ?? null, tolerance: byShare },
    { quantity: 'explained ratio', name: 'explained_ratio', actual: model?.explained ?? null, tolerance: byShare },
    {
      quantity: 'factor contribution',
      name: 'factor_contribution',
      actual: attribution?.factorVariance ?? null,
      tolerance: byShare,
    },
    {
      quantity: 'risk contribution',
      name: 'risk_contribution',
      actual: attribution?.assetRisk ?? null,
      tolerance: byShare,
    },
    { quantity: 'last scores', name: 'last_scores', actual: last, tolerance: byError },
  ];
  for (const column of columns) compareColumn(file, column, compare);
  const variance = number(file['portfolio_variance'], 'portfolio_variance');
  compare.number({
    quantity: 'portfolio variance',
    actual: attribution?.variance ?? null,
    expected: variance,
    tolerance: byShare(variance),
    where: 'portfolio_variance',
  });
  if (model !== null) sameLength(model.components.values, loadings, 'components');
  for (const [at, expected] of loadings.entries()) {
    const where = `components[${Math.floor(at / returns.columns)}][${at % returns.columns}]`;
    const actual = model?.components.values[at];
    compare.number({ quantity: 'loadings', actual, expected, tolerance: loadingError, where });
  }
};
