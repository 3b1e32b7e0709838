/** European options as a struct of arrays; all columns have one length. */
export type OptionColumns = {
  /** +1 call, -1 put. */
  readonly cp: Int8Array;
  readonly strike: Float64Array;
  /** Years to expiry, ACT/365 fixed. */
  readonly years: Float64Array;
  /** Implied volatility, 1.00 = 100 %. */
  readonly vol: Float64Array;
  /** Continuously compounded per year, 0.05 = 5 %; per row because each expiry has its own. */
  readonly rate: Float64Array;
  readonly dividendYield: Float64Array;
};

export const greekNames = [
  'price',
  'delta',
  'gamma',
  'vega',
  'theta',
  'rho',
  'epsilon',
  'vanna',
  'vomma',
  'charm',
  'speed',
  'zomma',
  'color',
  'veta',
  'dualDelta',
] as const;
export type GreekName = (typeof greekNames)[number];

/** 'zero-vol' and 'expired' carry the limits, 'invalid-input' carries NaN everywhere. */
export const pricingStatuses = ['ok', 'expired', 'zero-vol', 'invalid-input'] as const;
export type PricingStatus = (typeof pricingStatuses)[number];

/** Results by row, raw units: per 1.00 of spot, vol and rate, per year of calendar time. */
export type GreekColumns = { readonly [name in GreekName]: Float64Array } & {
  /** Index into `pricingStatuses`. */
  readonly status: Uint8Array;
};

export function allocateOptions(size: number): OptionColumns {
  return {
    cp: new Int8Array(size),
    strike: new Float64Array(size),
    years: new Float64Array(size),
    vol: new Float64Array(size),
    rate: new Float64Array(size),
    dividendYield: new Float64Array(size),
  };
}

export function allocateGreeks(size: number): GreekColumns {
  return {
    price: new Float64Array(size),
    delta: new Float64Array(size),
    gamma: new Float64Array(size),
    vega: new Float64Array(size),
    theta: new Float64Array(size),
    rho: new Float64Array(size),
    epsilon: new Float64Array(size),
    vanna: new Float64Array(size),
    vomma: new Float64Array(size),
    charm: new Float64Array(size),
    speed: new Float64Array(size),
    zomma: new Float64Array(size),
    color: new Float64Array(size),
    veta: new Float64Array(size),
    dualDelta: new Float64Array(size),
    status: new Uint8Array(size),
  };
}
