import { areScorable, baseRate, type Forecasts } from './probability-scores.ts';

/** Forecasts of one bin; empty bins are left out of a table. */
export type ReliabilityBin = {
  readonly bin: number;
  readonly count: number;
  readonly meanProbability: number;
  /** Share of outcomes that happened. */
  readonly frequency: number;
};

/** Parts of the Brier score over bins: reliability - resolution + uncertainty, up to spread inside the bins. */
export type MurphyParts = {
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
};

/** Bin [k/bins, (k+1)/bins) of a probability, the last closed; by comparison, because 0.3 x 10 need not be 3. */
function binOf(p: number, bins: number): number {
  let bin = Math.min(bins - 1, Math.floor(p * bins));
  if (bin > 0 && p < bin / bins) bin -= 1;
  if (bin < bins - 1 && p >= (bin + 1) / bins) bin += 1;
  return bin;
}

/** Reliability table of equal-width bins; null when the forecasts are not scorable. */
export function reliabilityTable(forecasts: Forecasts, bins = 10): readonly ReliabilityBin[] | null {
  if (!areScorable(forecasts) || !Number.isInteger(bins) || bins < 1) return null;
  const { probabilities, outcomes } = forecasts;
  const counts = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const happened = new Float64Array(bins);
  for (let at = 0; at < outcomes.length; at += 1) {
    const p = probabilities[at] as number;
    const bin = binOf(p, bins);
    counts[bin] = (counts[bin] as number) + 1;
    sums[bin] = (sums[bin] as number) + p;
    happened[bin] = (happened[bin] as number) + (outcomes[at] as number);
  }
  return Array.from(counts, (count, bin) => ({
    bin,
    count,
    meanProbability: (sums[bin] as number) / count,
    frequency: (happened[bin] as number) / count,
  })).filter(({ count }) => count > 0);
}

/** Mean gap between forecast and frequency, weighted by bin; null when not scorable. Naeini et al. 2015. */
export function expectedCalibrationError(forecasts: Forecasts, bins = 10): number | null {
  const table = reliabilityTable(forecasts, bins);
  if (table === null) return null;
  const total = forecasts.outcomes.length;
  return table.reduce((sum, bin) => sum + (bin.count / total) * Math.abs(bin.meanProbability - bin.frequency), 0);
}

/** Murphy's parts over the same bins; null when not scorable. Murphy, J. Applied Meteorology 12 (1973) 595. */
export function murphyParts(forecasts: Forecasts, bins = 10): MurphyParts | null {
  const table = reliabilityTable(forecasts, bins);
  const rate = baseRate(forecasts);
  if (table === null || rate === null) return null;
  const total = forecasts.outcomes.length;
  let reliability = 0;
  let resolution = 0;
  for (const { count, meanProbability, frequency } of table) {
    reliability += (count / total) * (meanProbability - frequency) ** 2;
    resolution += (count / total) * (frequency - rate) ** 2;
  }
  return { reliability, resolution, uncertainty: rate * (1 - rate) };
}
