import { americanGreeks } from './american-greeks.ts';
import { americanImpliedVol } from './american-implied-vol.ts';
import { type ImpliedVolColumns, impliedVolStatuses } from './implied-vol.ts';
import { type OptionColumns, pricingStatuses } from './option-columns.ts';

const americanNames = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho', 'european'] as const;

/** Results by row, raw units as `AmericanGreeks`. */
export type AmericanColumns = { readonly [name in (typeof americanNames)[number]]: Float64Array } & {
  /** 1 where the option should be exercised now. */
  readonly exercised: Uint8Array;
  /** Index into `pricingStatuses`. */
  readonly status: Uint8Array;
};

export function allocateAmerican(size: number): AmericanColumns {
  const column = () => new Float64Array(size);
  return {
    price: column(),
    delta: column(),
    gamma: column(),
    vega: column(),
    theta: column(),
    rho: column(),
    european: column(),
    exercised: new Uint8Array(size),
    status: new Uint8Array(size),
  };
}

function optionAt(options: OptionColumns, row: number, spot: number) {
  return {
    cp: (options.cp[row] as number) > 0 ? (1 as const) : (-1 as const),
    spot,
    strike: options.strike[row] as number,
    years: options.years[row] as number,
    rate: options.rate[row] as number,
    dividendYield: options.dividendYield[row] as number,
  };
}

/** `americanGreeks` of every row at one spot, written into `out` (same length). About a millisecond a row. */
export function chainAmericanGreeks(options: OptionColumns, spot: number, out: AmericanColumns): void {
  for (let row = 0; row < options.strike.length; row += 1) {
    const greeks = americanGreeks({ ...optionAt(options, row, spot), vol: options.vol[row] as number });
    for (const name of americanNames) out[name][row] = greeks[name];
    out.exercised[row] = greeks.exercised ? 1 : 0;
    out.status[row] = pricingStatuses.indexOf(greeks.status);
  }
}

/** `americanImpliedVol` of every row at one spot, `prices` by row. The `vol` column of `options` is not read. */
export function chainAmericanImpliedVols(
  input: { readonly options: OptionColumns; readonly prices: Float64Array; readonly spot: number },
  out: ImpliedVolColumns,
): void {
  const { options, prices, spot } = input;
  for (let row = 0; row < prices.length; row += 1) {
    const { status, vol } = americanImpliedVol({ ...optionAt(options, row, spot), price: prices[row] as number });
    out.status[row] = impliedVolStatuses.indexOf(status);
    out.vol[row] = vol ?? Number.NaN;
  }
}
