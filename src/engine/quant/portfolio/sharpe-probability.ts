import { normalCdf } from '../pricing/normal.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';

/** A Sharpe ratio as estimated: per period, over `count` returns of this skew and kurtosis (not in excess). */
export type SharpeEstimate = {
  readonly sharpe: number;
  readonly count: number;
  readonly skew: number;
  readonly kurtosis: number;
};

const eulerGamma = 0.5772156649015329;

/** 1 - skew SR + (kurtosis - 1)/4 SR^2: variance of the estimate times n - 1; not positive for impossible moments. */
function estimateVariance({ sharpe, skew, kurtosis }: SharpeEstimate): number {
  return 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
}

/** Probability that the true ratio exceeds `benchmark` (per period). Null when undefined. Bailey & Lopez de Prado 2012. */
export function probabilisticSharpe(estimate: SharpeEstimate, benchmark: number): number | null {
  const variance = estimateVariance(estimate);
  if (!(variance > 0 && estimate.count > 1) || !Number.isFinite(benchmark)) return null;
  const z = ((estimate.sharpe - benchmark) * Math.sqrt(estimate.count - 1)) / Math.sqrt(variance);
  return Number.isNaN(z) ? null : normalCdf(z);
}

/**
 * The best Sharpe ratio to expect of `trials` independent tries without skill, whose ratios have this variance (same
 * period). 0 for a single try. Null for fewer than one or a negative variance. Bailey & Lopez de Prado 2014.
 */
export function expectedBestSharpe(trials: number, variance: number): number | null {
  if (!(trials >= 1 && Number.isFinite(trials) && variance >= 0 && Number.isFinite(variance))) return null;
  if (trials === 1) return 0;
  const upper = -normalQuantile(1 / trials);
  const further = -normalQuantile(1 / (trials * Math.E));
  return Math.sqrt(variance) * ((1 - eulerGamma) * upper + eulerGamma * further);
}

/** Deflated Sharpe: the probability of a true ratio above what the best of the trials would show by luck alone. */
export function deflatedSharpe(
  estimate: SharpeEstimate,
  tries: { readonly trials: number; readonly variance: number },
): number | null {
  const best = expectedBestSharpe(tries.trials, tries.variance);
  return best === null ? null : probabilisticSharpe(estimate, best);
}

/**
 * Returns needed before an estimate as far from `benchmark` as this one is believed at this confidence: to beat it, or,
 * for a lower estimate, to fall short of it. Null when it is the benchmark. Bailey & Lopez de Prado 2012.
 */
export function minimumTrackRecord(
  estimate: SharpeEstimate,
  { confidence = 0.95, benchmark = 0 }: { readonly confidence?: number; readonly benchmark?: number } = {},
): number | null {
  const edge = estimate.sharpe - benchmark;
  const variance = estimateVariance(estimate);
  if (!(Math.abs(edge) > 0 && variance > 0 && confidence > 0.5 && confidence < 1)) return null;
  return 1 + variance * (normalQuantile(1 - confidence) / edge) ** 2;
}
