import type { GreekColumns } from './option-columns.ts';

type Contract = {
  readonly cp: number;
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly rate: number;
  readonly dividendYield: number;
};

/** Written out: a loop over names looks each column up again, and a chain has a thousand such rows. */
function clear(out: GreekColumns, row: number, value: number): void {
  out.price[row] = value;
  out.delta[row] = value;
  out.gamma[row] = value;
  out.vega[row] = value;
  out.theta[row] = value;
  out.rho[row] = value;
  out.epsilon[row] = value;
  out.vanna[row] = value;
  out.vomma[row] = value;
  out.charm[row] = value;
  out.speed[row] = value;
  out.zomma[row] = value;
  out.color[row] = value;
  out.veta[row] = value;
  out.dualDelta[row] = value;
}

/** No value at all: every number NaN. */
export function writeInvalid(out: GreekColumns, row: number): void {
  clear(out, row, Number.NaN);
  out.status[row] = 3;
}

/** At or after expiry: intrinsic value, a delta of 0, 1/2 or 1, every other Greek 0. House convention. */
export function writeExpired(out: GreekColumns, row: number, { cp, spot, strike }: Contract): void {
  clear(out, row, 0);
  const moneyness = cp * (spot - strike);
  out.price[row] = Math.max(moneyness, 0);
  const delta = cp * (moneyness > 0 ? 1 : moneyness === 0 ? 0.5 : 0);
  out.delta[row] = delta;
  out.dualDelta[row] = -delta;
  out.status[row] = 1;
}

/** Volatility 0: the discounted forward intrinsic and its derivatives; the infinite gamma at the forward is given as 0. */
export function writeZeroVol(out: GreekColumns, row: number, contract: Contract): void {
  const { cp, spot, strike, years, rate, dividendYield } = contract;
  clear(out, row, 0);
  const growth = Math.exp(-dividendYield * years);
  const discount = Math.exp(-rate * years);
  const a = spot * growth;
  const b = strike * discount;
  const moneyness = cp * (a - b);
  const weight = cp * (moneyness > 0 ? 1 : moneyness === 0 ? 0.5 : 0);
  out.price[row] = Math.max(moneyness, 0);
  out.delta[row] = weight * growth;
  out.theta[row] = weight * (dividendYield * a - rate * b);
  out.rho[row] = weight * years * b;
  out.epsilon[row] = -weight * years * a;
  out.charm[row] = weight * dividendYield * growth;
  out.dualDelta[row] = -weight * discount;
  out.status[row] = 2;
}
