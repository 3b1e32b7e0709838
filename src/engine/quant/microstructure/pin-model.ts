import { logGamma } from '../statistics/log-gamma.ts';

/** Buyer- and seller-initiated trades by day, whole numbers, one length. */
export type DailyOrders = { readonly buys: Float64Array; readonly sells: Float64Array };

/** The mixture of Easley, Kiefer, O'Hara & Paperman, J. Finance 51 (1996) 1405, with two uninformed rates. */
export type PinParameters = {
  /** Probability that a day has private news. */
  readonly alpha: number;
  /** Probability that the news is bad, given news. */
  readonly delta: number;
  /** Informed trades on a day with news. */
  readonly mu: number;
  /** Uninformed buys a day. */
  readonly epsilonBuy: number;
  readonly epsilonSell: number;
};

/** alpha mu / (alpha mu + epsilonBuy + epsilonSell); 0 when nobody trades. */
export function pinOf({ alpha, mu, epsilonBuy, epsilonSell }: PinParameters): number {
  const informed = alpha * mu;
  const all = informed + epsilonBuy + epsilonSell;
  return all > 0 ? informed / all : 0;
}

/** ln of the Poisson probability of a count, without the -ln n! it has in common with every other rate. */
export function logPoisson(count: number, rate: number): number {
  if (rate > 0) return count * Math.log(rate) - rate;
  return count === 0 ? 0 : Number.NEGATIVE_INFINITY;
}

/** Sum of ln n! over both columns: the part of the likelihood that no parameter moves. */
export function logFactorials({ buys, sells }: DailyOrders): number {
  let sum = 0;
  for (let day = 0; day < buys.length; day += 1) {
    sum += logGamma((buys[day] as number) + 1) + logGamma((sells[day] as number) + 1);
  }
  return sum;
}

/** ln (e^a + e^b + e^c) without overflow; -Infinity when all are. */
export function logSumExp(a: number, b: number, c: number): number {
  const most = Math.max(a, b, c);
  if (most === Number.NEGATIVE_INFINITY) return most;
  return most + Math.log(Math.exp(a - most) + Math.exp(b - most) + Math.exp(c - most));
}

/**
 * Log-likelihood of the days, -ln n! included, by log-sum-exp: counts of any size neither overflow nor underflow.
 * -Infinity when the parameters cannot have made the counts; NaN for parameters outside 0..1 or negative rates.
 */
export function pinLogLikelihood(orders: DailyOrders, parameters: PinParameters): number {
  const { alpha, delta, mu, epsilonBuy, epsilonSell } = parameters;
  if (!(alpha >= 0 && alpha <= 1 && delta >= 0 && delta <= 1)) return Number.NaN;
  if (!(mu >= 0 && epsilonBuy >= 0 && epsilonSell >= 0)) return Number.NaN;
  const quiet = Math.log(1 - alpha);
  const bad = Math.log(alpha * delta);
  const good = Math.log(alpha * (1 - delta));
  let sum = 0;
  for (let day = 0; day < orders.buys.length; day += 1) {
    const bought = orders.buys[day] as number;
    const sold = orders.sells[day] as number;
    const buy = logPoisson(bought, epsilonBuy);
    const sell = logPoisson(sold, epsilonSell);
    sum += logSumExp(
      quiet + buy + sell,
      bad + buy + logPoisson(sold, epsilonSell + mu),
      good + logPoisson(bought, epsilonBuy + mu) + sell,
    );
  }
  return sum - logFactorials(orders);
}
