import { logRatio } from './log-ratio.ts';
import { normalisedVol, normalisedVolOfLog } from './normalised-vol.ts';
import type { OptionColumns } from './option-columns.ts';

export const impliedVolStatuses = ['ok', 'at-intrinsic', 'below-intrinsic', 'above-max', 'invalid-input'] as const;
export type ImpliedVolStatus = (typeof impliedVolStatuses)[number];

/** `vol` (1.00 = 100 %) is null unless the status is 'ok' or 'at-intrinsic' (then 0). */
export type ImpliedVol = { readonly status: ImpliedVolStatus; readonly vol: number | null };

export type ImpliedVolInput = {
  readonly cp: 1 | -1;
  readonly price: number;
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly rate: number;
  readonly dividendYield: number;
};

/** Codes are positions in `impliedVolStatuses`; kept as numbers on the batch path. */
const okCode = 0;
const atIntrinsicCode = 1;
const belowIntrinsicCode = 2;
const aboveMaxCode = 3;
const invalidCode = 4;

/** Below this a price over sqrt(AB) may lose digits as a subnormal number, or all of them. */
const smallestBeta = 1e-290;

/** Where `invertRow` leaves the vol, to stay free of allocation. */
type Cell = { vol: number };

function isUsable({ price, spot, strike, years, rate, dividendYield }: ImpliedVolInput): boolean {
  const finite = Number.isFinite(price + spot + strike + years + rate + dividendYield);
  return finite && spot > 0 && strike > 0 && years > 0;
}

function invertRow(input: ImpliedVolInput, cell: Cell): number {
  cell.vol = Number.NaN;
  if (!isUsable(input)) return invalidCode;
  const { cp, price, spot, strike, years, rate, dividendYield } = input;
  const a = spot * Math.exp(-dividendYield * years);
  const b = strike * Math.exp(-rate * years);
  const intrinsic = Math.max(cp * (a - b), 0);
  const rounding = 4 * Number.EPSILON * Math.max(a, b);
  if (price < intrinsic - rounding || price < 0) return belowIntrinsicCode;
  if (price >= (cp > 0 ? a : b)) return aboveMaxCode;
  const timeValue = price - intrinsic;
  if (intrinsic > 0 ? Math.abs(timeValue) <= rounding : price === 0) {
    cell.vol = 0;
    return atIntrinsicCode;
  }
  const x = -Math.abs(logRatio(spot, strike) + (rate - dividendYield) * years);
  const beta = timeValue / (Math.sqrt(a) * Math.sqrt(b));
  if (beta >= Math.exp(0.5 * x)) return aboveMaxCode;
  if (beta < smallestBeta && x < 0) {
    const logBeta = Math.log(timeValue) - 0.5 * (Math.log(a) + Math.log(b));
    cell.vol = normalisedVolOfLog(logBeta, x) / Math.sqrt(years);
    return okCode;
  }
  cell.vol = normalisedVol(beta, x) / Math.sqrt(years);
  return okCode;
}

/**
 * Implied volatility of one European option price, to the accuracy a double allows. Works on the out-of-the-money side
 * by parity. Never NaN and never an endless loop: a price without a vol gets a status. P. Jaeckel, Wilmott 2015(75).
 */
export function impliedVol(input: ImpliedVolInput): ImpliedVol {
  const cell: Cell = { vol: Number.NaN };
  const code = invertRow(input, cell);
  const hasVol = code === okCode || code === atIntrinsicCode;
  return { status: impliedVolStatuses[code] ?? 'invalid-input', vol: hasVol ? cell.vol : null };
}

const scratch: Cell = { vol: Number.NaN };

function invertInto(out: ImpliedVolColumns, row: number, input: ImpliedVolInput): void {
  out.status[row] = invertRow(input, scratch);
  out.vol[row] = scratch.vol;
}

/** Implied volatility of an option on a forward or future: Black-76, the same statuses. */
export function black76ImpliedVol({
  forward,
  ...terms
}: Omit<ImpliedVolInput, 'spot' | 'dividendYield'> & { readonly forward: number }): ImpliedVol {
  return impliedVol({ ...terms, spot: forward, dividendYield: terms.rate });
}

/** Where a batch of implied vols goes: NaN where `status` (index into `impliedVolStatuses`) is neither 'ok' nor 'at-intrinsic'. */
export type ImpliedVolColumns = { readonly vol: Float64Array; readonly status: Uint8Array };

/** Implied volatility of a whole chain at one spot, `prices` by row. The `vol` column of `options` is not read. */
export function chainImpliedVols(
  input: { readonly options: OptionColumns; readonly prices: Float64Array; readonly spot: number },
  out: ImpliedVolColumns,
): void {
  const { options, prices, spot } = input;
  for (let row = 0; row < prices.length; row += 1) {
    invertInto(out, row, {
      cp: (options.cp[row] as number) > 0 ? 1 : -1,
      price: prices[row] as number,
      spot,
      strike: options.strike[row] as number,
      years: options.years[row] as number,
      rate: options.rate[row] as number,
      dividendYield: options.dividendYield[row] as number,
    });
  }
}

/** The same for options on forwards, `forwards` by row; neither the vol nor the `dividendYield` column is read. */
export function chainBlack76ImpliedVols(
  input: { readonly options: OptionColumns; readonly prices: Float64Array; readonly forwards: Float64Array },
  out: ImpliedVolColumns,
): void {
  const { options, prices, forwards } = input;
  for (let row = 0; row < prices.length; row += 1) {
    const rate = options.rate[row] as number;
    invertInto(out, row, {
      cp: (options.cp[row] as number) > 0 ? 1 : -1,
      price: prices[row] as number,
      spot: forwards[row] as number,
      strike: options.strike[row] as number,
      years: options.years[row] as number,
      rate,
      dividendYield: rate,
    });
  }
}
