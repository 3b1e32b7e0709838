import type { MarketChain } from './market-chain.ts';
import { gapShare, sessionShare } from './market-chain.ts';
import { combine, normal, uniform } from './random.ts';

/** One day of a sector's or a symbol's own factor, independent of the market's direction. */
export type FactorDay = {
  readonly sigma: number;
  readonly gap: number;
  readonly session: number;
  /** Part of the gap that is a surprise of several ordinary days; 0 on most days. */
  readonly news: number;
  /** Expected annual volatility at the close. */
  readonly nextSigma: number;
};

export type FactorChain = { day(index: number): FactorDay };

const stillness: FactorDay = { sigma: 0, gap: 0, session: 0, news: 0, nextSigma: 0 };

/**
 * Daily chain of an own factor around `baseVol`: clustering volatility that breathes with the market's,
 * and `newsPerYear` overnight surprises of several ordinary days.
 */
export function createFactorChain(options: {
  readonly key: number;
  readonly baseVol: number;
  readonly newsPerYear: number;
  readonly market: MarketChain;
  /** Ordinary days' volatility over `baseVol`, where other things add to it. */
  readonly quiet: number;
}): FactorChain {
  const { key, baseVol, newsPerYear, market, quiet } = options;
  if (baseVol === 0) return { day: () => stillness };
  const days: FactorDay[] = [];
  let deviation = 0.2 * normal(combine(key, 9));

  function sigmaAt(index: number): number {
    const marketLevel = Math.log(market.day(Math.max(0, index - 1)).sigma / 0.14);
    return baseVol * Math.exp(deviation + 0.4 * marketLevel);
  }

  function grow(): void {
    const index = days.length;
    const dayKey = combine(key, index);
    const sigma = sigmaAt(index);
    const daily = (quiet * sigma) / Math.sqrt(252);
    const isNews = uniform(combine(dayKey, 1)) < newsPerYear / 252;
    const news = isNews ? daily * 3.5 * normal(combine(dayKey, 2)) : 0;
    const wide = uniform(combine(dayKey, 3)) < 0.08 ? 1.9 : 0.89;
    const zSession = wide * normal(combine(dayKey, 4));
    const zGap = normal(combine(dayKey, 5));
    deviation +=
      -0.07 * deviation + 0.05 * normal(combine(dayKey, 6)) + 0.015 * (Math.abs(zSession) - 0.75) + (isNews ? 0.1 : 0);
    days.push({
      sigma,
      gap: daily * gapShare * zGap + news,
      session: daily * sessionShare * zSession,
      news,
      nextSigma: sigmaAt(index + 1),
    });
  }

  return {
    day(index) {
      while (days.length <= index) grow();
      return days[index] ?? stillness;
    },
  };
}
