import { isPriceable, type SpotOption } from './bsm-price.ts';

/**
 * American value without volatility: the best discounted payoff over every moment to exercise, which is now, expiry, or
 * the moment at which the yield lost equals the interest gained. Also the least price any volatility can give.
 */
export function zeroVolAmerican(option: SpotOption): number {
  if (!isPriceable(option)) return Number.NaN;
  const { cp, spot, strike, years, rate, dividendYield } = option;
  const payoffAt = (time: number) => cp * (spot * Math.exp(-dividendYield * time) - strike * Math.exp(-rate * time));
  const turning = Math.log((rate * strike) / (dividendYield * spot)) / (rate - dividendYield);
  const between = turning > 0 && turning < years ? payoffAt(turning) : 0;
  return Math.max(0, payoffAt(0), payoffAt(Math.max(0, years)), between);
}

/** The price no volatility can reach: a call is worth less than the share, a put less than the strike. */
export function greatestAmerican({ cp, spot, strike, years, rate, dividendYield }: SpotOption): number {
  return cp > 0 ? spot * Math.max(1, Math.exp(-dividendYield * years)) : strike * Math.max(1, Math.exp(-rate * years));
}

/** True when early exercise never pays: what it gains (yield of a call, interest of a put) is not above 0 nor above what it costs. */
export function isNeverExercised({ cp, rate, dividendYield }: SpotOption): boolean {
  const [gain, cost] = cp > 0 ? [dividendYield, rate] : [rate, dividendYield];
  return gain <= 0 && gain <= cost;
}

/** Whether the boundary is a single line, as the integral method needs: what exercise gains is above 0. */
export function hasSingleBoundary({ cp, rate, dividendYield }: SpotOption): boolean {
  return (cp > 0 ? dividendYield : rate) > 0;
}
