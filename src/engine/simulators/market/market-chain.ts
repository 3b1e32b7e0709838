import { combine, keyOf, normal, uniform } from './random.ts';
import { tradingDayIndex } from './trading-days.ts';
import type { VarianceCurve } from './variance-curve.ts';

export type MarketRegime = 'calm' | 'elevated' | 'stressed';

/** One day of the market factor; returns are log returns, vols annual fractions. */
export type MarketDay = {
  readonly regime: MarketRegime;
  /** Volatility the day's returns were drawn with. */
  readonly sigma: number;
  /** Previous close to open. */
  readonly gap: number;
  /** Open to close. */
  readonly session: number;
  /** Variance curve at the close. */
  readonly curve: VarianceCurve;
};

const targetVol: Readonly<Record<MarketRegime, number>> = { calm: 0.105, elevated: 0.165, stressed: 0.29 };
/** Share of a day's standard deviation that falls in the session and overnight; squares sum to 1. */
export const sessionShare = 0.82;
export const gapShare = Math.sqrt(1 - sessionShare ** 2);
const driftPerDay = 0.00035;
/** Log vol change per standard deviation of return: falling prices raise volatility. */
export const leverage = 0.06;
const volOfVol = 0.045;
/** Large moves of either sign are followed by more volatility. */
const aftershock = 0.065;
/** Options cost more than volatility turns out to be. */
const riskPremium = 1.18;

function nextRegime(regime: MarketRegime, u: number): MarketRegime {
  if (regime === 'calm') return u < 0.013 ? 'elevated' : 'calm';
  if (regime === 'stressed') return u < 0.06 ? 'elevated' : 'stressed';
  if (u < 0.03) return 'calm';
  return u > 0.988 ? 'stressed' : 'elevated';
}

/** Fat-tailed standard normal: one draw in twenty is two and a half times as wide. */
function shock(key: number, part: number): number {
  const wide = uniform(combine(key, part + 100)) < 0.05 ? 2.6 : 0.835;
  return normal(combine(key, part)) * wide;
}

export type MarketChain = { day(index: number): MarketDay };

/** Daily chain of the market factor: regimes, clustering volatility, leverage effect. Grows on demand. */
export function createMarketChain(seed: number): MarketChain {
  const key = keyOf(seed, 'market');
  const days: MarketDay[] = [];
  let regime: MarketRegime = uniform(combine(key, 7)) < 0.6 ? 'calm' : 'elevated';
  let logSigma = Math.log(targetVol[regime]);
  let logFar = Math.log(0.198);

  function grow(): void {
    const dayKey = combine(key, days.length);
    regime = nextRegime(regime, uniform(combine(dayKey, 1)));
    const sigma = Math.exp(logSigma);
    const daily = sigma / Math.sqrt(252);
    const zGap = shock(dayKey, 2);
    const zSession = shock(dayKey, 3);
    const gap = daily * gapShare * zGap + driftPerDay / 2;
    const session = daily * sessionShare * zSession + driftPerDay / 2;
    const z = gapShare * zGap + sessionShare * zSession;
    logSigma +=
      0.06 * (Math.log(targetVol[regime]) - logSigma) -
      leverage * z +
      aftershock * (Math.min(4, Math.abs(z)) - 0.75) +
      volOfVol * normal(combine(dayKey, 4));
    logSigma = Math.min(Math.log(0.75), Math.max(Math.log(0.07), logSigma));
    logFar += 0.01 * (Math.log(0.198) - logFar) + 0.006 * normal(combine(dayKey, 5)) - 0.008 * z;
    const near = (riskPremium * Math.exp(logSigma)) ** 2;
    days.push({ regime, sigma, gap, session, curve: { near, far: Math.exp(2 * logFar) } });
  }

  return {
    day(index) {
      while (days.length <= index) grow();
      const day = days[index];
      if (!day) throw new Error(`Invariant: no market day ${index} (before ${tradingDayIndex('20240102')})`);
      return day;
    },
  };
}
