import { americanGreeks } from './american-greeks.ts';
import { americanLimit } from './american-limit-greeks.ts';
import type { AmericanGreeks } from './american-result.ts';
import { isPriceable, type SpotOption } from './bsm-price.ts';
import { latticeGreeks } from './lattice-greeks.ts';
import { type CashDividend, pendingDividends } from './trinomial-lattice.ts';

/** Below this deviation the lattice has nothing to spread and the best moment to exercise is known. */
const leastDeviation = 1e-4;

/** Best discounted payoff without volatility: now, at expiry, around each dividend, or where yield and interest balance. */
function certainPrice(option: SpotOption, dividends: readonly CashDividend[]): number {
  const { cp, spot, strike, years, rate, dividendYield } = option;
  const payoffAt = (time: number) => {
    const owed = pendingDividends(option, dividends, time) * Math.exp(-rate * time);
    return cp * (spot * Math.exp(-dividendYield * time) + owed - strike * Math.exp(-rate * time));
  };
  const turning = Math.log((rate * strike) / (dividendYield * spot)) / (rate - dividendYield);
  const times = [0, years, turning, ...dividends.map((dividend) => dividend.years)];
  return times.reduce((best, time) => (time >= 0 && time <= years ? Math.max(best, payoffAt(time)) : best), 0);
}

function certainGreeks(option: SpotOption, dividends: readonly CashDividend[]): AmericanGreeks {
  const at = (spot: number) => certainPrice({ ...option, spot }, dividends);
  const { spot } = option;
  const price = at(spot);
  const delta = (at(spot * (1 + 1e-6)) - at(spot * (1 - 1e-6))) / (2e-6 * spot);
  const european = americanLimit({ ...option, vol: 0 })?.european ?? Number.NaN;
  return { status: 'zero-vol', price, delta, gamma: 0, vega: 0, theta: 0, rho: 0, european, exercised: false };
}

function areUsable(dividends: readonly CashDividend[]): boolean {
  return dividends.every(({ years, amount }) => Number.isFinite(years) && Number.isFinite(amount) && amount >= 0);
}

/**
 * American option on a share that pays known cash dividends (and, if given, a yield besides): the spot less the present
 * value of the dividends due by expiry moves with `vol`, exercise is against the whole spot, a call is exercised just
 * before a dividend and a put just after it. Dividends before now or after expiry do not count. 'invalid-input' when the
 * dividends owed exceed the spot. Delta and gamma are by the spot. Escrowed-dividend model: Hull, ch. 21.3.
 */
export function americanWithDividends(option: SpotOption, dividends: readonly CashDividend[]): AmericanGreeks {
  if (!isPriceable(option) || !areUsable(dividends)) return invalid();
  const due = dividends.filter(({ years, amount }) => years > 0 && years <= option.years && amount > 0);
  if (due.length === 0) return americanGreeks(option);
  const moving = { ...option, spot: option.spot - pendingDividends({ ...option, cp: 1 }, due, 0) };
  if (!(moving.spot > 0)) return invalid();
  const isCertain = option.vol * Math.sqrt(option.years) < leastDeviation;
  return isCertain ? certainGreeks(moving, due) : latticeGreeks(moving, due);
}

function invalid(): AmericanGreeks {
  return americanGreeks({ cp: 1, spot: Number.NaN, strike: 1, years: 1, vol: 0, rate: 0, dividendYield: 0 });
}
