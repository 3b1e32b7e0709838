import { zeroVolAmerican } from './american-limits.ts';
import type { AmericanGreeks } from './american-result.ts';
import { bsmPrice, isPriceable, type SpotOption } from './bsm-price.ts';
import { bsmGreeks } from './option-greeks.ts';

const flat = { delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 };

/** Differences of a price without volatility; each side of its kinks it is smooth. */
function zeroVolGreeks(option: SpotOption): typeof flat {
  const by = (change: Partial<SpotOption>) => zeroVolAmerican({ ...option, ...change });
  const { spot, rate, years } = option;
  const price = by({});
  return {
    ...flat,
    delta: (by({ spot: spot * (1 + 1e-6) }) - by({ spot: spot * (1 - 1e-6) })) / (2e-6 * spot),
    theta: (by({ years: years * (1 - 1e-6) }) - price) / (1e-6 * years),
    rho: (by({ rate: rate + 1e-6 }) - by({ rate: rate - 1e-6 })) / 2e-6,
  };
}

/** The value where nothing is left to solve: bad input, expiry passed, no volatility; null for every other option. */
export function americanLimit(option: SpotOption): AmericanGreeks | null {
  const { cp, spot, strike, years, vol } = option;
  if (!isPriceable(option)) {
    const nan = Number.NaN;
    const nothing = { price: nan, delta: nan, gamma: nan, vega: nan, theta: nan, rho: nan, european: nan };
    return { status: 'invalid-input', ...nothing, exercised: false };
  }
  const european = bsmPrice(option);
  if (years <= 0) {
    const { delta, price } = bsmGreeks(option);
    return { status: 'expired', ...flat, price, delta, european, exercised: price > 0 };
  }
  if (vol * Math.sqrt(years) > 0) return null;
  const price = zeroVolAmerican(option);
  const exercised = price > 0 && price === cp * (spot - strike);
  if (exercised) return { status: 'zero-vol', ...flat, price, delta: cp, european, exercised };
  return { status: 'zero-vol', ...zeroVolGreeks(option), price, european, exercised };
}
