import type { DailyOrders, PinParameters } from './pin-model.ts';

const shares = [0.1, 0.3, 0.5, 0.7, 0.9];

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value / values.length;
  return sum;
}

/**
 * A grid of starting points whose expected buys and sells are those of the days: every combination of the news
 * probability, the share of bad news and the uninformed share of the buys. Yan & Zhang, J. Banking & Finance 36
 * (2012) 454; combinations with a negative rate are left out. Never empty: alpha = 0 is always among them.
 */
export function pinStarts({ buys, sells }: DailyOrders): readonly PinParameters[] {
  const bought = mean(buys);
  const sold = mean(sells);
  const starts: PinParameters[] = [{ alpha: 0, delta: 0.5, mu: 0, epsilonBuy: bought, epsilonSell: sold }];
  for (const alpha of shares) {
    for (const delta of shares) {
      for (const uninformed of shares) {
        const epsilonBuy = uninformed * bought;
        const mu = (bought - epsilonBuy) / (alpha * (1 - delta));
        const epsilonSell = sold - alpha * delta * mu;
        if (epsilonSell > 0 && epsilonBuy > 0) starts.push({ alpha, delta, mu, epsilonBuy, epsilonSell });
      }
    }
  }
  return starts;
}
