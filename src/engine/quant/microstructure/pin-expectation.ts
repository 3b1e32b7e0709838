import { type DailyOrders, logPoisson, logSumExp, type PinParameters } from './pin-model.ts';

export type PinStep = {
  /** Parameters of at least the likelihood of those given. */
  readonly next: PinParameters;
  /** Log-likelihood of the parameters given, without the -ln n! terms. */
  readonly logLikelihood: number;
};

/**
 * One step of expectation and maximisation. Each day is a mixture of three kinds, and on a day with news the trades
 * of the busy side are a mixture of informed and uninformed ones, so that every parameter has a closed form: no step
 * leaves the bounds and none lowers the likelihood. Dempster, Laird & Rubin, J. Royal Stat. Soc. B 39 (1977) 1.
 */
export function pinStep({ buys, sells }: DailyOrders, parameters: PinParameters): PinStep {
  const { alpha, delta, mu, epsilonBuy, epsilonSell } = parameters;
  const days = buys.length;
  const quiet = Math.log(1 - alpha);
  const bad = Math.log(alpha * delta);
  const good = Math.log(alpha * (1 - delta));
  const informedBuy = mu > 0 ? mu / (epsilonBuy + mu) : 0;
  const informedSell = mu > 0 ? mu / (epsilonSell + mu) : 0;
  let [badDays, goodDays, informed, uninformedBuys, uninformedSells, sum] = [0, 0, 0, 0, 0, 0];
  for (let day = 0; day < days; day += 1) {
    const bought = buys[day] as number;
    const sold = sells[day] as number;
    const buy = logPoisson(bought, epsilonBuy);
    const sell = logPoisson(sold, epsilonSell);
    const onBad = bad + buy + logPoisson(sold, epsilonSell + mu);
    const onGood = good + logPoisson(bought, epsilonBuy + mu) + sell;
    const log = logSumExp(quiet + buy + sell, onBad, onGood);
    const isBad = Math.exp(onBad - log);
    const isGood = Math.exp(onGood - log);
    const extraBuys = isGood * bought * informedBuy;
    const extraSells = isBad * sold * informedSell;
    sum += log;
    badDays += isBad;
    goodDays += isGood;
    informed += extraBuys + extraSells;
    uninformedBuys += bought - extraBuys;
    uninformedSells += sold - extraSells;
  }
  const news = badDays + goodDays;
  const next: PinParameters = {
    alpha: Math.min(1, news / days),
    delta: news > 0 ? badDays / news : delta,
    mu: news > 0 ? informed / news : mu,
    epsilonBuy: uninformedBuys / days,
    epsilonSell: uninformedSells / days,
  };
  return { next, logLikelihood: sum };
}
