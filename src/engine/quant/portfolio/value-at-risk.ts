import { normalPdf } from '../pricing/normal.ts';
import { type Moments, moments, sortedQuantile } from '../statistics/moments.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';

/** Losses are positive, in the unit of the P&L and for its period. */
export type TailRisk = { readonly valueAtRisk: number; readonly expectedShortfall: number };

export const ewmaDecay = 0.94;

/** Confidence strictly between one half and one: 0.95, 0.99. */
function isConfidence(confidence: number): boolean {
  return confidence > 0.5 && confidence < 1;
}

/** The normal quantile of a confidence, from the tail so that 0.9999999 keeps its digits; negative. */
function tailQuantile(confidence: number): number {
  return normalQuantile(1 - confidence);
}

/**
 * From the sample itself: minus the type 7 quantile at 1 - confidence, and minus the mean of all P&L at or below it.
 * Null for an empty sample, a value that is not finite, or a confidence outside (0.5, 1).
 */
export function historicalTailRisk(pnl: Float64Array, confidence: number): TailRisk | null {
  if (!isConfidence(confidence) || pnl.length === 0 || !pnl.every(Number.isFinite)) return null;
  const sorted = pnl.toSorted();
  const quantile = sortedQuantile(sorted, 1 - confidence);
  if (quantile === null) return null;
  let sum = 0;
  let count = 0;
  for (const value of sorted) {
    if (value > quantile) break;
    sum += value;
    count += 1;
  }
  // Interpolating between two equal order statistics can land a rounding below both of them.
  const shortfall = count > 0 ? sum / count : (sorted[0] as number);
  return { valueAtRisk: -quantile, expectedShortfall: -shortfall };
}

function spread(sample: Moments | null): number | null {
  return sample === null || sample.variance === null ? null : Math.sqrt(sample.variance);
}

/** From mean and sample deviation under the normal distribution; null with fewer than two values. Jorion 2006, ch. 5. */
export function normalTailRisk(pnl: Float64Array, confidence: number): TailRisk | null {
  const sample = moments(pnl);
  const deviation = spread(sample);
  if (sample === null || deviation === null || !isConfidence(confidence)) return null;
  const z = tailQuantile(confidence);
  return {
    valueAtRisk: -(sample.mean + deviation * z),
    expectedShortfall: -sample.mean + (deviation * normalPdf(z)) / (1 - confidence),
  };
}

/**
 * VaR from a normal quantile corrected for biased skew and excess kurtosis (Cornish & Fisher 1937). Null with fewer than
 * two values or for a flat sample. An expansion: not a distribution where skew or kurtosis are large.
 */
export function cornishFisherVar(pnl: Float64Array, confidence: number): number | null {
  const sample = moments(pnl);
  const deviation = spread(sample);
  if (sample === null || deviation === null || !isConfidence(confidence)) return null;
  const { mean, skew, excessKurtosis } = sample;
  if (skew === null || excessKurtosis === null) return null;
  const z = tailQuantile(confidence);
  const square = z * z;
  const corrected =
    z +
    ((square - 1) * skew) / 6 +
    (z * (square - 3) * excessKurtosis) / 24 -
    (z * (2 * square - 5) * skew * skew) / 36;
  return -(mean + deviation * corrected);
}

/** Variance around zero, oldest first, started from the first square; null when empty or not finite. RiskMetrics 1996. */
export function ewmaVariance(values: Float64Array, decay = ewmaDecay): number | null {
  if (values.length === 0 || !(decay >= 0 && decay < 1) || !values.every(Number.isFinite)) return null;
  let variance = (values[0] as number) ** 2;
  for (let t = 1; t < values.length; t += 1) variance = decay * variance + (1 - decay) * (values[t] as number) ** 2;
  return variance;
}

/** VaR of the next period from the exponentially weighted variance, zero mean, normal. */
export function ewmaVar(pnl: Float64Array, confidence: number, decay = ewmaDecay): number | null {
  const variance = ewmaVariance(pnl, decay);
  if (variance === null || !isConfidence(confidence)) return null;
  return -tailQuantile(confidence) * Math.sqrt(variance);
}
