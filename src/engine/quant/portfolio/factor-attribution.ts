import type { PrincipalComponents } from '../statistics/principal-components.ts';
import { dot, type RowMatrix, rowOf } from '../statistics/row-matrix.ts';

export type FactorAttribution = {
  /** w' Sigma w, in the squared unit of the returns. */
  readonly variance: number;
  /** (w . v_k)^2 lambda_k by factor; adds up to the variance. */
  readonly factorVariance: Float64Array;
  /** w_i (Sigma w)_i / sigma by asset; adds up to the deviation. Null when the portfolio does not move. */
  readonly assetRisk: Float64Array | null;
};

/** w_i (Sigma w)_i by asset. */
function assetVariances(covariance: RowMatrix, weights: Float64Array): Float64Array {
  return weights.map((weight, asset) => weight * dot(rowOf(covariance, asset), weights));
}

/**
 * Splits the variance of a portfolio by factor and its deviation by asset. Weights are exposures in the assets' order,
 * any sign. Null when their number differs from the model's or one is not finite. Euler allocation: Litterman 1996.
 */
export function attributeFactors(model: PrincipalComponents, weights: Float64Array): FactorAttribution | null {
  if (weights.length !== model.components.columns || !weights.every(Number.isFinite)) return null;
  const parts = assetVariances(model.covariance, weights);
  const variance = Math.max(
    0,
    parts.reduce((sum, part) => sum + part, 0),
  );
  const deviation = Math.sqrt(variance);
  const factorVariance = model.eigenvalues.map((value, k) => dot(weights, rowOf(model.components, k)) ** 2 * value);
  return { variance, factorVariance, assetRisk: deviation > 0 ? parts.map((part) => part / deviation) : null };
}
