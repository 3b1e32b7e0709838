import { block, blockRows, fillDensities, fillProbabilities, fillTerms } from './greek-block.ts';
import { writeExpired, writeInvalid, writeZeroVol } from './limit-greeks.ts';
import type { GreekColumns, OptionColumns } from './option-columns.ts';

/** Price and first derivatives by spot, rate, yield and strike: what needs no density. */
function writePrices(options: OptionColumns, from: number, count: number, out: GreekColumns): void {
  const { cp, strike, years } = options;
  const { spot, discount, growth, upper1, upper2 } = block;
  const { price, delta, rho, epsilon, dualDelta, status } = out;
  for (let at = 0; at < count; at += 1) {
    const row = from + at;
    const side = cp[row] as number;
    const shares = side * (growth[at] as number) * (upper1[at] as number);
    const bonds = side * (discount[at] as number) * (upper2[at] as number);
    const t = years[row] as number;
    const stock = (spot[at] as number) * shares;
    const debt = (strike[row] as number) * bonds;
    price[row] = stock - debt;
    delta[row] = shares;
    rho[row] = t * debt;
    epsilon[row] = -t * stock;
    dualDelta[row] = -bonds;
    status[row] = 0;
  }
}

/** Gamma, vega, theta and charm: the density of d1, and for the decay the carry of what is held. */
function writeDecay(options: OptionColumns, from: number, count: number, out: GreekColumns): void {
  const { vol, rate, dividendYield } = options;
  const { spot, growth, sqrtYears, halfPerYear, perDeviation, d2, pdf1 } = block;
  const { price, delta, gamma, vega, theta, charm } = out;
  for (let at = 0; at < count; at += 1) {
    const row = from + at;
    const s = spot[at] as number;
    const q = dividendYield[row] as number;
    const r = rate[row] as number;
    const shares = delta[row] as number;
    const density = (growth[at] as number) * (pdf1[at] as number);
    // Beyond 38 standard deviations the density is 0 and the products would be 0 x Infinity.
    const isLive = density > 0;
    const half = halfPerYear[at] as number;
    const inverse = perDeviation[at] as number;
    const breadth = s * density * (sqrtYears[at] as number);
    const d1PerYear = (r - q) * inverse - (d2[at] as number) * half;
    // q S delta - r (S delta - V): the debt is what the price leaves of the shares.
    const carry = (q - r) * s * shares + r * (price[row] as number);
    gamma[row] = isLive ? (density * inverse) / s : 0;
    vega[row] = isLive ? breadth : 0;
    theta[row] = isLive ? carry - breadth * (vol[row] as number) * half : carry;
    charm[row] = isLive ? q * shares - density * d1PerYear : q * shares;
  }
}

/** What derives from gamma and vega: the same for calls and puts, 0 where the density is. */
function writeCurvatures(options: OptionColumns, from: number, count: number, out: GreekColumns): void {
  const { vol, rate, dividendYield } = options;
  const { spot, growth, halfPerYear, perDeviation, d1, d2, pdf1 } = block;
  const { gamma, vega, vanna, vomma, speed, zomma, color, veta } = out;
  for (let at = 0; at < count; at += 1) {
    const row = from + at;
    const density = (growth[at] as number) * (pdf1[at] as number);
    const isLive = density > 0;
    const bend = gamma[row] as number;
    const breadth = vega[row] as number;
    const first = d1[at] as number;
    const second = d2[at] as number;
    const inverse = perDeviation[at] as number;
    const half = halfPerYear[at] as number;
    const perVol = 1 / (vol[row] as number);
    const q = dividendYield[row] as number;
    const turn = q + first * (((rate[row] as number) - q) * inverse - second * half);
    vanna[row] = isLive ? -density * second * perVol : 0;
    vomma[row] = isLive ? breadth * first * second * perVol : 0;
    speed[row] = isLive ? (-bend / (spot[at] as number)) * (first * inverse + 1) : 0;
    zomma[row] = isLive ? bend * (first * second - 1) * perVol : 0;
    color[row] = isLive ? bend * (turn + half) : 0;
    veta[row] = isLive ? breadth * (turn - half) : 0;
  }
}

/** Overwrites the rows that have no plain value. */
function writeLimits(options: OptionColumns, from: number, count: number, out: GreekColumns): void {
  for (let at = 0; at < count; at += 1) {
    const code = block.status[at] as number;
    if (code === 0) continue;
    const row = from + at;
    const contract = {
      cp: options.cp[row] as number,
      spot: block.spot[at] as number,
      strike: options.strike[row] as number,
      years: options.years[row] as number,
      rate: options.rate[row] as number,
      dividendYield: options.dividendYield[row] as number,
    };
    if (code === 1) writeExpired(out, row, contract);
    else if (code === 2) writeZeroVol(out, row, contract);
    else writeInvalid(out, row);
  }
}

/** All columns of the rows from `from`, whose spots stand in the block. */
function writeBlock(options: OptionColumns, from: number, count: number, out: GreekColumns): void {
  const unusual = fillTerms(options, from, count);
  fillDensities(options, from, count);
  fillProbabilities(options, from, count);
  writePrices(options, from, count, out);
  writeDecay(options, from, count, out);
  writeCurvatures(options, from, count, out);
  if (unusual > 0) writeLimits(options, from, count, out);
}

/**
 * Black-Scholes-Merton price and 14 Greeks of every row at one spot, written into `out` (same length, see
 * `allocateGreeks`). Raw units. Rows of one expiry standing together share their exponentials. Bad rows get NaN and a
 * status, never an exception. Black & Scholes 1973; Merton 1973; Haug, Option Pricing Formulas, 2nd ed., ch. 2.
 */
export function chainGreeks(options: OptionColumns, spot: number, out: GreekColumns): void {
  const size = options.strike.length;
  for (let from = 0; from < size; from += blockRows) {
    const count = Math.min(blockRows, size - from);
    block.spot.fill(spot, 0, count);
    writeBlock(options, from, count, out);
  }
}

/**
 * Black-76 price and Greeks of every row on its own forward or future (`forwards` by row); the `dividendYield` column is
 * not read. Delta, gamma, vanna, charm and the rest are in the forward, which theta, rho and charm hold fixed;
 * rho = -T x price, `epsilon` has no meaning and is NaN. Black, J. Financial Economics 3 (1976) 167-179.
 */
export function chainBlack76Greeks(options: OptionColumns, forwards: Float64Array, out: GreekColumns): void {
  const carried = { ...options, dividendYield: options.rate };
  const size = options.strike.length;
  for (let from = 0; from < size; from += blockRows) {
    const count = Math.min(blockRows, size - from);
    block.spot.set(forwards.subarray(from, from + count));
    writeBlock(carried, from, count, out);
  }
  const { rho, epsilon, price, status } = out;
  for (let row = 0; row < size; row += 1) {
    // At expiry nothing is left to discount.
    rho[row] = status[row] === 1 ? 0 : -(options.years[row] as number) * (price[row] as number);
    epsilon[row] = Number.NaN;
  }
}
