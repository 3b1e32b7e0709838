import {
  block,
  enterTenor,
  fillDensities,
  fillDeviations,
  fillProbabilities,
  statusOf,
  tenor,
  tenorRows,
} from './greek-block.ts';
import { writeExpired, writeInvalid, writeZeroVol } from './limit-greeks.ts';
import type { GreekColumns, OptionColumns } from './option-columns.ts';

/** Price and first derivatives by spot, rate, yield and strike: what needs no density. */
function writePrices({ cp, strike }: OptionColumns, from: number, count: number, out: GreekColumns): void {
  const { spot, years, discount, growth } = tenor;
  const { upper1, upper2 } = block;
  const { price, delta, rho, epsilon, dualDelta, status } = out;
  for (let at = 0; at < count; at += 1) {
    const row = from + at;
    const side = cp[row] as number;
    const shares = side * growth * (upper1[at] as number);
    const bonds = side * discount * (upper2[at] as number);
    const stock = spot * shares;
    const debt = (strike[row] as number) * bonds;
    price[row] = stock - debt;
    delta[row] = shares;
    rho[row] = years * debt;
    epsilon[row] = -years * stock;
    dualDelta[row] = -bonds;
    status[row] = 0;
  }
}

/** Gamma, vega, theta and charm: the density of d1, and for the decay the carry of what is held. */
function writeDecay({ vol }: OptionColumns, from: number, count: number, out: GreekColumns): void {
  const { spot, rate, dividendYield, growth, sqrtYears, halfPerYear } = tenor;
  const { perDeviation, d2, pdf1 } = block;
  const { price, delta, gamma, vega, theta, charm } = out;
  const drift = rate - dividendYield;
  for (let at = 0; at < count; at += 1) {
    const row = from + at;
    const shares = delta[row] as number;
    const density = growth * (pdf1[at] as number);
    const inverse = perDeviation[at] as number;
    const breadth = spot * density * sqrtYears;
    // q S delta - r (S delta - V): the debt is what the price leaves of the shares.
    const carry = rate * (price[row] as number) - drift * spot * shares;
    gamma[row] = (density * inverse) / spot;
    vega[row] = breadth;
    theta[row] = carry - breadth * (vol[row] as number) * halfPerYear;
    charm[row] = dividendYield * shares - density * (drift * inverse - (d2[at] as number) * halfPerYear);
  }
}

/** What derives from gamma and vega: the same for calls and puts, 0 where the density is. */
function writeCurvatures(from: number, count: number, out: GreekColumns): void {
  const { spot, rate, dividendYield, growth, sqrtYears, halfPerYear } = tenor;
  const { perDeviation, d1, d2, pdf1 } = block;
  const { gamma, vega, vanna, vomma, speed, zomma, color, veta } = out;
  const drift = rate - dividendYield;
  for (let at = 0; at < count; at += 1) {
    const row = from + at;
    const bend = gamma[row] as number;
    const breadth = vega[row] as number;
    const first = d1[at] as number;
    const second = d2[at] as number;
    const inverse = perDeviation[at] as number;
    const perVol = sqrtYears * inverse;
    const turn = dividendYield + first * (drift * inverse - second * halfPerYear);
    vanna[row] = -growth * (pdf1[at] as number) * second * perVol;
    vomma[row] = breadth * first * second * perVol;
    speed[row] = (-bend / spot) * (first * inverse + 1);
    zomma[row] = bend * (first * second - 1) * perVol;
    color[row] = bend * (turn + halfPerYear);
    veta[row] = breadth * (turn - halfPerYear);
  }
}

/** Overwrites the rows that have no plain value. */
function writeLimits(options: OptionColumns, from: number, count: number, out: GreekColumns): void {
  const { spot, years, rate, dividendYield } = tenor;
  for (let row = from; row < from + count; row += 1) {
    const strike = options.strike[row] as number;
    const code = statusOf(strike, options.vol[row] as number);
    if (code === 0) continue;
    const contract = { cp: options.cp[row] as number, spot, strike, years, rate, dividendYield };
    if (code === 1) writeExpired(out, row, contract);
    else if (code === 2) writeZeroVol(out, row, contract);
    else writeInvalid(out, row);
  }
}

/** All columns of the rows from `from`, which share spot, expiry, rate and yield. */
function writeTenor(options: OptionColumns, from: number, count: number, spot: number, out: GreekColumns): void {
  if (!enterTenor(options, from, spot)) return writeLimits(options, from, count, out);
  const unusual = fillDeviations(options, from, count);
  fillDensities(options, from, count);
  fillProbabilities(options, from, count);
  writePrices(options, from, count, out);
  writeDecay(options, from, count, out);
  writeCurvatures(from, count, out);
  if (unusual > 0) writeLimits(options, from, count, out);
}

/**
 * Black-Scholes-Merton price and 14 Greeks of every row at one spot, written into `out` (same length, see
 * `allocateGreeks`). Raw units. Rows of one expiry standing together share their exponentials. Bad rows get NaN and a
 * status, never an exception. Black & Scholes 1973; Merton 1973; Haug, Option Pricing Formulas, 2nd ed., ch. 2.
 */
export function chainGreeks(options: OptionColumns, spot: number, out: GreekColumns): void {
  const size = options.strike.length;
  for (let from = 0, count = 0; from < size; from += count) {
    count = tenorRows(options, from);
    writeTenor(options, from, count, spot, out);
  }
}

/** How many of `most` rows from `from` on have one forward. */
function forwardRows(forwards: Float64Array, from: number, most: number): number {
  const forward = forwards[from];
  let count = 1;
  while (count < most && forwards[from + count] === forward) count += 1;
  return count;
}

/**
 * Black-76 price and Greeks of every row on its own forward or future (`forwards` by row); the `dividendYield` column is
 * not read. Delta, gamma, vanna, charm and the rest are in the forward, which theta, rho and charm hold fixed;
 * rho = -T x price, `epsilon` has no meaning and is NaN. Black, J. Financial Economics 3 (1976) 167-179.
 */
export function chainBlack76Greeks(options: OptionColumns, forwards: Float64Array, out: GreekColumns): void {
  const carried = { ...options, dividendYield: options.rate };
  const size = options.strike.length;
  for (let from = 0, count = 0; from < size; from += count) {
    count = forwardRows(forwards, from, tenorRows(carried, from));
    writeTenor(carried, from, count, forwards[from] as number, out);
  }
  const { rho, epsilon, price, status } = out;
  for (let row = 0; row < size; row += 1) {
    // At expiry nothing is left to discount.
    rho[row] = status[row] === 1 ? 0 : -(options.years[row] as number) * (price[row] as number);
    epsilon[row] = Number.NaN;
  }
}
