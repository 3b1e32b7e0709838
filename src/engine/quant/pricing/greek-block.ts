import { expMinus } from './exponential.ts';
import { logRatio } from './log-ratio.ts';
import { inverseSqrtTwoPi, millsRatio } from './normal.ts';
import type { OptionColumns } from './option-columns.ts';

/** Rows worked on at a time: few enough to stay in the first-level cache. */
export const blockRows = 256;
/** Years and deviations below this are none: their reciprocals would overflow in products. */
const negligible = 1e-150;
/** Far beyond any deviation that has a density, and near enough for its powers to be finite. */
const farthest = 1e50;

const column = () => new Float64Array(blockRows);

/**
 * What the Greeks of up to `blockRows` rows are made of. Columns hold plain doubles where function results would be
 * boxed; there is one block, filled and emptied within one call.
 */
export const block = {
  /** 1/(sigma sqrt T). */
  perDeviation: column(),
  d1: column(),
  d2: column(),
  pdf1: column(),
  pdf2: column(),
  /** N(cp d1) and N(cp d2): a put's from the other tail, so that a deep out-of-the-money put keeps its digits. */
  upper1: column(),
  upper2: column(),
} as const;

/** What the rows of a block have in common; NaN at first makes every field a double. */
export const tenor = {
  spot: Number.NaN,
  years: Number.NaN,
  rate: Number.NaN,
  dividendYield: Number.NaN,
  /** e^-rT and e^-qT. */
  discount: Number.NaN,
  growth: Number.NaN,
  sqrtYears: Number.NaN,
  /** 1/(2T). */
  halfPerYear: Number.NaN,
};

/** How many rows from `from` on share expiry, rate and yield, at most a block; such rows usually stand together. */
export function tenorRows({ years, rate, dividendYield }: OptionColumns, from: number): number {
  const end = Math.min(from + blockRows, years.length);
  const [t, r, q] = [years[from], rate[from], dividendYield[from]];
  let row = from + 1;
  while (row < end && years[row] === t && rate[row] === r && dividendYield[row] === q) row += 1;
  return row - from;
}

/** Takes over what the rows from `from` share. False where none of them has a plain value. */
export function enterTenor(options: OptionColumns, from: number, spot: number): boolean {
  const t = options.years[from] as number;
  const r = options.rate[from] as number;
  const q = options.dividendYield[from] as number;
  tenor.spot = spot;
  tenor.years = t;
  tenor.rate = r;
  tenor.dividendYield = q;
  tenor.discount = Math.exp(-r * t);
  tenor.growth = Math.exp(-q * t);
  tenor.sqrtYears = Math.sqrt(t);
  tenor.halfPerYear = 0.5 / t;
  return Number.isFinite(spot + t + r + q) && spot > 0 && t > negligible;
}

/** Status of one row by its input, an index into `pricingStatuses`: a sum is finite only when every part is. */
export function statusOf(strike: number, vol: number): number {
  const { spot, years, rate, dividendYield } = tenor;
  if (!Number.isFinite(spot + strike + vol + years + rate + dividendYield)) return 3;
  if (!(spot > 0 && strike > 0 && vol >= 0)) return 3;
  if (years <= negligible) return 1;
  return vol * Math.sqrt(years) <= negligible ? 2 : 0;
}

function bounded(x: number): number {
  return x > farthest ? farthest : x < -farthest ? -farthest : x;
}

/** d1 and d2. Returns how many rows are not plain. */
export function fillDeviations({ strike, vol }: OptionColumns, from: number, count: number): number {
  const { spot, years, rate, dividendYield, sqrtYears } = tenor;
  const { perDeviation, d1, d2 } = block;
  const drift = (rate - dividendYield) * years;
  let unusual = 0;
  for (let at = 0; at < count; at += 1) {
    const k = strike[from + at] as number;
    const deviation = (vol[from + at] as number) * sqrtYears;
    const inverse = 1 / deviation;
    const first = bounded((logRatio(spot, k) + drift) * inverse + 0.5 * deviation);
    perDeviation[at] = inverse;
    d1[at] = first;
    d2[at] = bounded(first - deviation);
    if (!(deviation > negligible && deviation < farthest && k > 0 && k < Number.POSITIVE_INFINITY)) unusual += 1;
  }
  return unusual;
}

/** The densities, with n(d2) = n(d1) S e^-qT / (K e^-rT) unless that would lose it. */
export function fillDensities({ strike }: OptionColumns, from: number, count: number): void {
  const { d1, d2, pdf1, pdf2 } = block;
  const forward = (tenor.spot * tenor.growth) / tenor.discount;
  for (let at = 0; at < count; at += 1) {
    const first = d1[at] as number;
    const density = inverseSqrtTwoPi * expMinus(0.5 * first * first);
    const ratio = forward / (strike[from + at] as number);
    pdf1[at] = density;
    pdf2[at] = density * ratio;
    if (density > 1e-290 && ratio < 1e290) continue;
    const second = d2[at] as number;
    pdf2[at] = inverseSqrtTwoPi * expMinus(0.5 * second * second);
  }
}

/** N(cp d1) and N(cp d2). */
export function fillProbabilities({ cp }: OptionColumns, from: number, count: number): void {
  const { d1, d2, pdf1, pdf2, upper1, upper2 } = block;
  for (let at = 0; at < count; at += 1) {
    const first = (cp[from + at] as number) * (d1[at] as number);
    const tail = (pdf1[at] as number) * millsRatio(Math.abs(first));
    upper1[at] = first > 0 ? 1 - tail : tail;
  }
  for (let at = 0; at < count; at += 1) {
    const second = (cp[from + at] as number) * (d2[at] as number);
    const tail = (pdf2[at] as number) * millsRatio(Math.abs(second));
    upper2[at] = second > 0 ? 1 - tail : tail;
  }
}
