import type { BarStep } from './bar-step.ts';

/**
 * Commodity channel index (Lambert 1980): typical price less its mean, over 0.015 mean absolute deviations; first value
 * at period - 1, 0 on a flat window. Two passes over the window: running sums would leave noise over noise there.
 */
export function commodityChannelStep(period: number): BarStep {
  const typical = new Float64Array(period);
  let seen = 0;
  return ({ high, low, close }, final, out) => {
    const place = seen % period;
    const current = (high + low + close) / 3;
    // What a forming bar leaves here was the oldest, which no later window contains.
    typical[place] = current;
    out[0] = seen < period - 1 ? Number.NaN : channelIndex(typical, place);
    if (final) seen += 1;
  };
}

function channelIndex(typical: Float64Array, newest: number): number {
  const period = typical.length;
  const current = typical[newest] as number;
  let shift = 0;
  // Measured from the newest: on a flat window mean and deviations have no rounding at all.
  for (let place = 0; place < period; place += 1) shift += (typical[place] as number) - current;
  const mean = current + shift / period;
  let deviations = 0;
  for (let place = 0; place < period; place += 1) deviations += Math.abs((typical[place] as number) - mean);
  return deviations > 0 ? (current - mean) / ((0.015 * deviations) / period) : 0;
}
