import type { SmileQuotes } from './smile-points.ts';

/** Total variance of the quote nearest to the money (tie: the lower k); NaN without one. */
function varianceAtTheMoney({ k, variance }: SmileQuotes): number {
  let best = Number.POSITIVE_INFINITY;
  let found = Number.NaN;
  let lower = Number.POSITIVE_INFINITY;
  for (let row = 0; row < k.length; row += 1) {
    const value = variance[row] as number;
    const distance = Math.abs(k[row] as number);
    const nearer = distance < best || (distance === best && (k[row] as number) < lower);
    if (!(value > 0) || !nearer) continue;
    best = distance;
    lower = k[row] as number;
    found = value;
  }
  return found;
}

/**
 * The quotes within so many at-the-money deviations: |k| <= deviations x sqrt(w(0)). Index chains list puts 15 deviations
 * out at a cent; with equal weights in w a handful of those decides the slice and leaves the money a vol point off, while
 * within 5 deviations a slice fits to about a tenth of one. Empty columns without a quote.
 */
export function nearMoney(quotes: SmileQuotes, deviations: number): SmileQuotes {
  const { k, variance, weights } = quotes;
  const reach = deviations * Math.sqrt(varianceAtTheMoney(quotes));
  const inside = (_value: number, row: number) => Math.abs(k[row] as number) <= reach;
  const kept = { k: k.filter(inside), variance: variance.filter(inside) };
  return weights === undefined ? kept : { ...kept, weights: weights.filter(inside) };
}
