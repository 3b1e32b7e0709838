import { chainGreeks } from './chain-greeks.ts';
import {
  allocateGreeks,
  allocateOptions,
  type GreekName,
  greekNames,
  type PricingStatus,
  pricingStatuses,
} from './option-columns.ts';

export type OptionTerms = {
  /** +1 call, -1 put. */
  readonly cp: 1 | -1;
  readonly strike: number;
  /** ACT/365 fixed. */
  readonly years: number;
  /** 1.00 = 100 %. */
  readonly vol: number;
  /** Continuously compounded, per year. */
  readonly rate: number;
};

/** Raw units; NaN everywhere when `status` is 'invalid-input'. */
export type OptionGreeks = { readonly [name in GreekName]: number } & { readonly status: PricingStatus };

/** Black-Scholes-Merton price and Greeks of one option; the one-row case of `chainGreeks`. Raw units, no exceptions. */
export function bsmGreeks(
  terms: OptionTerms & { readonly spot: number; readonly dividendYield: number },
): OptionGreeks {
  const options = allocateOptions(1);
  options.cp[0] = terms.cp;
  options.strike[0] = terms.strike;
  options.years[0] = terms.years;
  options.vol[0] = terms.vol;
  options.rate[0] = terms.rate;
  options.dividendYield[0] = terms.dividendYield;
  const out = allocateGreeks(1);
  chainGreeks(options, terms.spot, out);
  const values = Object.fromEntries(greekNames.map((name) => [name, out[name][0] ?? Number.NaN]));
  return { ...(values as { readonly [name in GreekName]: number }), status: statusName(out.status[0]) };
}

export function statusName(code: number | undefined): PricingStatus {
  return pricingStatuses[code ?? 3] ?? 'invalid-input';
}

/**
 * Black-76 on a forward or future: Black-Scholes-Merton with q = r. Delta, gamma, vanna and charm are in the forward,
 * which theta, rho and charm hold fixed; rho = -T x price. `epsilon` has no meaning here and is NaN. Black 1976.
 */
export function black76Greeks(terms: OptionTerms & { readonly forward: number }): OptionGreeks {
  const greeks = bsmGreeks({ ...terms, spot: terms.forward, dividendYield: terms.rate });
  const rho = greeks.status === 'ok' ? -terms.years * greeks.price : greeks.rho + greeks.epsilon;
  return { ...greeks, rho, epsilon: Number.NaN };
}
