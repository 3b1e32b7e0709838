/** Two Gaussian regimes. State 0 is the one of lower variance when they come from `fitMarkov`. */
export type MarkovParameters = {
  /** Probability of staying in state 0 and in state 1, per step. */
  readonly p00: number;
  readonly p11: number;
  readonly mean0: number;
  readonly mean1: number;
  readonly variance0: number;
  readonly variance1: number;
};

function isProbability(value: number): boolean {
  return value >= 0 && value <= 1;
}

/** Probabilities in [0,1] that leave a stationary distribution, finite means, positive variances. */
export function isUsable({ p00, p11, mean0, mean1, variance0, variance1 }: MarkovParameters): boolean {
  const variances = variance0 > 0 && variance1 > 0 && Number.isFinite(variance0 + variance1);
  return isProbability(p00) && isProbability(p11) && p00 + p11 < 2 && variances && Number.isFinite(mean0 + mean1);
}

/** Long-run share of state 1; NaN when both states are absorbing. */
export function stationaryShare({ p00, p11 }: MarkovParameters): number {
  return (1 - p00) / (2 - p00 - p11);
}

/** The same model with the names of the two states exchanged. */
export function exchanged(parameters: MarkovParameters): MarkovParameters {
  const { p00, p11, mean0, mean1, variance0, variance1 } = parameters;
  return { p00: p11, p11: p00, mean0: mean1, mean1: mean0, variance0: variance1, variance1: variance0 };
}
