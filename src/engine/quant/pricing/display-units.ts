import type { GreekName } from './option-columns.ts';

/** Raw Greeks are divided by this for display: vol and rate Greeks per point, time Greeks per calendar day. */
export const displayDivisor: Readonly<Record<GreekName, number>> = {
  price: 1,
  delta: 1,
  gamma: 1,
  vega: 100,
  theta: 365,
  rho: 100,
  epsilon: 100,
  vanna: 100,
  vomma: 10_000,
  charm: 365,
  speed: 1,
  zomma: 100,
  color: 365,
  veta: 36_500,
  dualDelta: 1,
};
