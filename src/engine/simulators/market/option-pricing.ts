import type { OptionRight } from '../../domain/instrument.ts';
import { chainGreeks } from '../../quant/pricing/chain-greeks.ts';
import { allocateGreeks, allocateOptions } from '../../quant/pricing/option-columns.ts';

export type OptionInputs = {
  readonly spot: number;
  readonly strike: number;
  /** Calendar time, ACT/365. */
  readonly years: number;
  readonly vol: number;
  readonly rate: number;
  readonly dividendYield: number;
  readonly right: OptionRight;
};

export type OptionValue = {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  /** Per 1.00 of vol. */
  readonly vega: number;
  /** Per year of calendar time. */
  readonly theta: number;
};

// One row, used again for every option: quotes are priced one at a time.
const row = allocateOptions(1);
const value = allocateGreeks(1);

export function priceOption(inputs: OptionInputs): OptionValue {
  row.cp[0] = inputs.right === 'C' ? 1 : -1;
  row.strike[0] = inputs.strike;
  row.years[0] = inputs.years;
  row.vol[0] = inputs.vol;
  row.rate[0] = inputs.rate;
  row.dividendYield[0] = inputs.dividendYield;
  chainGreeks(row, inputs.spot, value);
  return {
    price: value.price[0] ?? 0,
    delta: value.delta[0] ?? 0,
    gamma: value.gamma[0] ?? 0,
    vega: value.vega[0] ?? 0,
    theta: value.theta[0] ?? 0,
  };
}
