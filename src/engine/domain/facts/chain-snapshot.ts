import type { OptionRight } from '../instrument.ts';

/**
 * A whole chain at one moment, as aligned columns so that thirty thousand rows stay cheap. `null` = not told; an
 * implied volatility the vendor reports as 0 was not solved and is null here. Greeks per one contract's unit:
 * vega per vol point, theta per calendar day.
 */
export type ChainSnapshot = {
  readonly spot: number | null;
  /** 30-day volatility of the underlying as a fraction. */
  readonly impliedVol30: number | null;
  readonly tradingClasses: readonly string[];
  readonly expiries: readonly string[];
  readonly strikes: readonly number[];
  readonly rights: readonly OptionRight[];
  readonly bids: readonly (number | null)[];
  readonly asks: readonly (number | null)[];
  readonly lasts: readonly (number | null)[];
  readonly volumes: readonly (number | null)[];
  readonly openInterests: readonly (number | null)[];
  readonly impliedVols: readonly (number | null)[];
  readonly deltas: readonly (number | null)[];
  readonly gammas: readonly (number | null)[];
  readonly vegas: readonly (number | null)[];
  readonly thetas: readonly (number | null)[];
  /** Real time of the numbers is this far behind the event time at least, ms: 900,000 for delayed quotes. */
  readonly delayMs: number;
};
