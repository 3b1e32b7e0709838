import { columnMeans, sampleCovariance } from './covariance.ts';
import { dot, type RowMatrix, rowOf } from './row-matrix.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Factors of a sample of returns, strongest first. */
export type PrincipalComponents = {
  /** Sample covariance (divisor n - 1) of the raw returns, assets by assets. */
  readonly covariance: RowMatrix;
  readonly means: Float64Array;
  /** Variance of each factor, descending; rounding below zero is given as 0. */
  readonly eigenvalues: Float64Array;
  /** Share of the total variance; all 0 when nothing moves. */
  readonly explained: Float64Array;
  /** Row k: loadings of factor k, unit length, the largest by magnitude positive. */
  readonly components: RowMatrix;
};

/** Turns each loading vector so that its largest element by magnitude (the first of equals) is positive. */
function orient(components: RowMatrix): void {
  for (let k = 0; k < components.rows; k += 1) {
    const loadings = rowOf(components, k);
    let largest = 0;
    for (const loading of loadings) if (Math.abs(loading) > Math.abs(largest)) largest = loading;
    if (largest < 0) for (let i = 0; i < loadings.length; i += 1) loadings[i] = -(loadings[i] as number);
  }
}

/**
 * Principal components of returns (rows: periods, columns: assets) from their covariance. Null with fewer than two
 * periods, no asset, or a value that is not finite. Jolliffe, Principal Component Analysis, 2nd ed.
 */
export function principalComponents(returns: RowMatrix): PrincipalComponents | null {
  const covariance = sampleCovariance(returns);
  const eigen = covariance === null ? null : symmetricEigen(covariance);
  if (covariance === null || eigen === null) return null;
  orient(eigen.vectors);
  const eigenvalues = eigen.values.map((value) => Math.max(0, value));
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  return {
    covariance,
    means: columnMeans(returns),
    eigenvalues,
    explained: eigenvalues.map((value) => (total > 0 ? value / total : 0)),
    components: eigen.vectors,
  };
}

/** Factor returns of one period: the loadings times the returns less their means. */
export function factorScores(model: PrincipalComponents, returns: Float64Array): Float64Array {
  const centred = returns.map((value, asset) => value - (model.means[asset] as number));
  return Float64Array.from({ length: model.components.rows }, (_, k) => dot(rowOf(model.components, k), centred));
}
