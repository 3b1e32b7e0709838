import { filterMarkov, type MarkovFilter } from './markov-filter.ts';
import type { MarkovParameters } from './markov-parameters.ts';

/** What is expected next over what was predicted; a state that could not be reached has no part in it. */
function ratio(smoothed: number, predicted: number): number {
  return predicted > 0 ? smoothed / predicted : 0;
}

/** Backward pass over a filter into `out`. */
export function smoothInto(
  { predicted, filtered }: Pick<MarkovFilter, 'predicted' | 'filtered'>,
  { p00, p11 }: MarkovParameters,
  out: Float64Array,
): void {
  const last = filtered.length - 1;
  out[last] = filtered[last] as number;
  for (let t = last - 1; t >= 0; t -= 1) {
    const next1 = out[t + 1] as number;
    const coming1 = predicted[t + 1] as number;
    const now1 = filtered[t] as number;
    const ratio1 = ratio(next1, coming1);
    const ratio0 = ratio(1 - next1, 1 - coming1);
    const weight1 = now1 * (p11 * ratio1 + (1 - p11) * ratio0);
    const weight0 = (1 - now1) * ((1 - p00) * ratio1 + p00 * ratio0);
    const total = weight0 + weight1;
    // They add up to 1 but for rounding; dividing keeps every probability inside [0, 1]. Both vanish only where the
    // next state was reached against a probability that is nothing in double: the future then says nothing.
    out[t] = total > 0 ? weight1 / total : now1;
  }
}

/** A filter together with the probabilities of state 1 given all values. */
export type MarkovSmoothed = MarkovFilter & { readonly smoothed: Float64Array };

/** Filter and smoother at given parameters; null as for `filterMarkov`. Kim, J. Econometrics 60 (1994) 1. */
export function smoothMarkov(values: Float64Array, parameters: MarkovParameters): MarkovSmoothed | null {
  const filter = filterMarkov(values, parameters);
  if (filter === null) return null;
  const smoothed = new Float64Array(values.length);
  smoothInto(filter, parameters, smoothed);
  return { ...filter, smoothed };
}
