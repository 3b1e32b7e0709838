import type { SpotOption } from './bsm-price.ts';
import type { PricingStatus } from './option-columns.ts';

/** Raw units: per 1.00 of spot, vol and rate, per year of calendar time. NaN everywhere when `status` is 'invalid-input'. */
export type AmericanGreeks = {
  readonly status: PricingStatus;
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
  /** Price of the same option exercised only at expiry; what the right to exercise adds is the difference. */
  readonly european: number;
  /** Worth its intrinsic value, to be exercised now: delta is +-1 and every other Greek 0. */
  readonly exercised: boolean;
};

/** What is left of an option that should be exercised: the shares. */
export function exercisedGreeks(input: {
  readonly cp: 1 | -1;
  readonly price: number;
  readonly european: number;
}): AmericanGreeks {
  const { cp, price, european } = input;
  return { status: 'ok', price, delta: cp, gamma: 0, vega: 0, theta: 0, rho: 0, european, exercised: true };
}

/** theta by the pricing equation that an option worth holding satisfies. */
export function heldTheta(
  { spot, vol, rate, dividendYield }: SpotOption,
  { price, delta, gamma }: { readonly price: number; readonly delta: number; readonly gamma: number },
): number {
  return rate * price - (rate - dividendYield) * spot * delta - 0.5 * vol * vol * spot * spot * gamma;
}
