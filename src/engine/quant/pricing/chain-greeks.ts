import { writeExpired, writeInvalid, writeZeroVol } from './limit-greeks.ts';
import { inverseSqrtTwoPi, normalCdfFromPdf } from './normal.ts';
import type { GreekColumns, OptionColumns } from './option-columns.ts';

/** Exponentials and normal terms one row leaves for the next: rows of one expiry, and a call beside its put, share them. */
type Shared = {
  years: number;
  rate: number;
  dividendYield: number;
  discount: number;
  growth: number;
  sqrtYears: number;
  strike: number;
  vol: number;
  d1: number;
  pdf: number;
  upper1: number;
  upper2: number;
};

function freshShared(): Shared {
  const none = Number.NaN;
  return {
    years: none,
    rate: none,
    dividendYield: none,
    discount: none,
    growth: none,
    sqrtYears: none,
    strike: none,
    vol: none,
    d1: none,
    pdf: none,
    upper1: none,
    upper2: none,
  };
}

/** N(d1) and N(d2) of the call side, with n(d2) = n(d1) S e^-qT / (K e^-rT) unless that would lose it. */
function refreshNormals(shared: Shared, spot: number, strike: number, vol: number): void {
  const { years, rate, dividendYield, discount, growth, sqrtYears } = shared;
  const deviation = vol * sqrtYears;
  const d1 = (Math.log(spot / strike) + (rate - dividendYield) * years) / deviation + 0.5 * deviation;
  const d2 = d1 - deviation;
  const pdf1 = inverseSqrtTwoPi * Math.exp(-0.5 * d1 * d1);
  const ratio = (spot * growth) / (strike * discount);
  const pdf2 = pdf1 > 1e-290 && ratio < 1e290 ? pdf1 * ratio : inverseSqrtTwoPi * Math.exp(-0.5 * d2 * d2);
  shared.strike = strike;
  shared.vol = vol;
  shared.d1 = d1;
  shared.pdf = pdf1;
  shared.upper1 = normalCdfFromPdf(d1, pdf1);
  shared.upper2 = normalCdfFromPdf(d2, pdf2);
}

function refreshExpiry(shared: Shared, years: number, rate: number, dividendYield: number): void {
  shared.years = years;
  shared.rate = rate;
  shared.dividendYield = dividendYield;
  shared.discount = Math.exp(-rate * years);
  shared.growth = Math.exp(-dividendYield * years);
  shared.sqrtYears = Math.sqrt(years);
  shared.strike = Number.NaN;
}

/** N(cp d): a put's is taken from the other tail, so that a deep out-of-the-money put keeps its digits. */
function sideProbability(cp: number, d: number, pdf: number, upper: number): number {
  if (cp > 0) return upper;
  return d > 0 ? normalCdfFromPdf(-d, pdf) : 1 - upper;
}

function writeRow(out: GreekColumns, row: number, cp: number, spot: number, shared: Shared): void {
  const { years, rate, dividendYield, discount, growth, sqrtYears, strike, vol, d1, pdf } = shared;
  const deviation = vol * sqrtYears;
  const d2 = d1 - deviation;
  const a = spot * growth;
  const b = strike * discount;
  const n1 = sideProbability(cp, d1, pdf, shared.upper1);
  const n2 = sideProbability(cp, d2, (pdf * a) / b, shared.upper2);
  out.price[row] = cp * (a * n1 - b * n2);
  out.delta[row] = cp * growth * n1;
  out.rho[row] = cp * years * b * n2;
  out.epsilon[row] = -cp * years * a * n1;
  out.dualDelta[row] = -cp * discount * n2;
  out.status[row] = 0;
  const carry = cp * (dividendYield * a * n1 - rate * b * n2);
  const deltaCarry = cp * dividendYield * growth * n1;
  const density = growth * pdf;
  // Beyond 38 standard deviations the density is 0 and the products below would be 0 x Infinity.
  const live = pdf > 0;
  const d1PerYear = (rate - dividendYield) / deviation - d2 / (2 * years);
  const gamma = live ? density / (spot * deviation) : 0;
  const vega = live ? a * pdf * sqrtYears : 0;
  out.gamma[row] = gamma;
  out.vega[row] = vega;
  out.theta[row] = live ? carry - (a * pdf * vol) / (2 * sqrtYears) : carry;
  out.charm[row] = live ? deltaCarry - density * d1PerYear : deltaCarry;
  out.vanna[row] = live ? (-density * d2) / vol : 0;
  out.vomma[row] = live ? (vega * d1 * d2) / vol : 0;
  out.speed[row] = live ? (-gamma / spot) * (d1 / deviation + 1) : 0;
  out.zomma[row] = live ? (gamma * (d1 * d2 - 1)) / vol : 0;
  out.color[row] = live ? gamma * (dividendYield + d1 * d1PerYear + 1 / (2 * years)) : 0;
  out.veta[row] = live ? vega * (dividendYield + d1 * d1PerYear - 1 / (2 * years)) : 0;
}

/** A sum is finite only when every part is: one test for the whole row. */
function isUsable(spot: number, strike: number, vol: number, rest: number): boolean {
  return Number.isFinite(spot + strike + vol + rest) && spot > 0 && strike > 0 && vol >= 0;
}

/**
 * Black-Scholes-Merton price and 14 Greeks of every row at one spot, written into `out` (same length, see
 * `allocateGreeks`). Raw units. Rows of one expiry standing together share their exponentials, a call beside a put of
 * the same strike and vol its normal terms as well. Bad rows get NaN and a status, never an exception.
 * Black & Scholes 1973; Merton 1973; Haug, Option Pricing Formulas, 2nd ed., ch. 2.
 */
export function chainGreeks(options: OptionColumns, spot: number, out: GreekColumns): void {
  const shared = freshShared();
  const size = options.strike.length;
  for (let row = 0; row < size; row += 1) {
    const cp = options.cp[row] as number;
    const strike = options.strike[row] as number;
    const years = options.years[row] as number;
    const vol = options.vol[row] as number;
    const rate = options.rate[row] as number;
    const dividendYield = options.dividendYield[row] as number;
    if (!isUsable(spot, strike, vol, years + rate + dividendYield)) {
      writeInvalid(out, row);
    } else if (years <= 0) {
      writeExpired(out, row, { cp, spot, strike, years, rate, dividendYield });
    } else if (vol * Math.sqrt(years) === 0) {
      writeZeroVol(out, row, { cp, spot, strike, years, rate, dividendYield });
    } else {
      if (years !== shared.years || rate !== shared.rate || dividendYield !== shared.dividendYield) {
        refreshExpiry(shared, years, rate, dividendYield);
      }
      if (strike !== shared.strike || vol !== shared.vol) refreshNormals(shared, spot, strike, vol);
      writeRow(out, row, cp, spot, shared);
    }
  }
}
