import { inverseSqrtTwoPi, normalCdfFromPdf } from './normal.ts';
import type { OptionColumns } from './option-columns.ts';

/** Rows worked on at a time: few enough to stay in the first-level cache. */
export const blockRows = 256;

const column = () => new Float64Array(blockRows);

/**
 * What the Greeks of up to `blockRows` rows are made of. Columns hold plain doubles where function results would be
 * boxed; there is one block, filled and emptied within one call.
 */
export const block = {
  spot: column(),
  /** e^-rT, e^-qT, sqrt T, 1/(2T) and 1/(sigma sqrt T). */
  discount: column(),
  growth: column(),
  sqrtYears: column(),
  halfPerYear: column(),
  perDeviation: column(),
  d1: column(),
  d2: column(),
  pdf1: column(),
  pdf2: column(),
  /** N(cp d1) and N(cp d2): a put's from the other tail, so that a deep out-of-the-money put keeps its digits. */
  upper1: column(),
  upper2: column(),
  /** Index into `pricingStatuses`. */
  status: new Uint8Array(blockRows),
} as const;

/** Status of one row by its input: a sum is finite only when every part is. */
function statusOf(spot: number, strike: number, vol: number, years: number, rest: number): number {
  if (!Number.isFinite(spot + strike + vol + years + rest) || !(spot > 0 && strike > 0 && vol >= 0)) return 3;
  if (years <= 0) return 1;
  return vol * Math.sqrt(years) === 0 ? 2 : 0;
}

/** Exponentials of the rows from `from`; rows of one expiry standing together share them. Returns how many rows are not plain. */
export function fillTerms(options: OptionColumns, from: number, count: number): number {
  const { strike, years, vol, rate, dividendYield } = options;
  const { spot, status, discount, growth, sqrtYears, halfPerYear } = block;
  let unusual = 0;
  let lastYears = Number.NaN;
  let lastRate = Number.NaN;
  let lastYield = Number.NaN;
  for (let at = 0; at < count; at += 1) {
    const row = from + at;
    const t = years[row] as number;
    const r = rate[row] as number;
    const q = dividendYield[row] as number;
    const code = statusOf(spot[at] as number, strike[row] as number, vol[row] as number, t, r + q);
    status[at] = code;
    if (code !== 0) unusual += 1;
    if (t === lastYears && r === lastRate && q === lastYield) {
      discount[at] = discount[at - 1] as number;
      growth[at] = growth[at - 1] as number;
      sqrtYears[at] = sqrtYears[at - 1] as number;
      halfPerYear[at] = halfPerYear[at - 1] as number;
    } else {
      lastYears = t;
      lastRate = r;
      lastYield = q;
      discount[at] = Math.exp(-r * t);
      growth[at] = Math.exp(-q * t);
      sqrtYears[at] = Math.sqrt(t);
      halfPerYear[at] = 0.5 / t;
    }
  }
  return unusual;
}

/** d1, d2 and their densities, with n(d2) = n(d1) S e^-qT / (K e^-rT) unless that would lose it. */
export function fillDensities(options: OptionColumns, from: number, count: number): void {
  const { strike, years, vol, rate, dividendYield } = options;
  const { spot, discount, growth, sqrtYears, perDeviation, d1, d2, pdf1, pdf2 } = block;
  for (let at = 0; at < count; at += 1) {
    const row = from + at;
    const s = spot[at] as number;
    const k = strike[row] as number;
    const dev = (vol[row] as number) * (sqrtYears[at] as number);
    const drift = ((rate[row] as number) - (dividendYield[row] as number)) * (years[row] as number);
    const inverse = 1 / dev;
    const first = (Math.log(s / k) + drift) * inverse + 0.5 * dev;
    const second = first - dev;
    const density = inverseSqrtTwoPi * Math.exp(-0.5 * first * first);
    const ratio = (s * (growth[at] as number)) / (k * (discount[at] as number));
    const isSafe = density > 1e-290 && ratio < 1e290;
    perDeviation[at] = inverse;
    d1[at] = first;
    d2[at] = second;
    pdf1[at] = density;
    pdf2[at] = isSafe ? density * ratio : inverseSqrtTwoPi * Math.exp(-0.5 * second * second);
  }
}

/** N(cp d1) and N(cp d2). */
export function fillProbabilities({ cp }: OptionColumns, from: number, count: number): void {
  const { d1, d2, pdf1, pdf2, upper1, upper2 } = block;
  for (let at = 0; at < count; at += 1) {
    upper1[at] = normalCdfFromPdf((cp[from + at] as number) * (d1[at] as number), pdf1[at] as number);
  }
  for (let at = 0; at < count; at += 1) {
    upper2[at] = normalCdfFromPdf((cp[from + at] as number) * (d2[at] as number), pdf2[at] as number);
  }
}
