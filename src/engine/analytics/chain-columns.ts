import type { OptionChain, OptionRow } from '../domain/chain.ts';
import { expiryInstant, settlementOf } from '../domain/calendar.ts';
import { yearsBetween } from '../domain/time.ts';
import { allocateChain, type ExposureChain } from '../quant/exposure/exposure-chain.ts';
import { impliedVol } from '../quant/pricing/implied-vol.ts';
import { impliedDividendYield, impliedForward } from '../quant/pricing/forward.ts';

/** One rate for every expiry until a curve is connected; within a point it moves no level by a tick. */
export const assumedRate = 0.04;

/** One expiry of a chain with its carry. */
export type ExpirySlice = {
  readonly label: string;
  readonly years: number;
  readonly forward: number;
  readonly dividendYield: number;
  readonly rows: readonly OptionRow[];
};

function mid(row: OptionRow): number {
  return row.bid !== null && row.ask !== null && row.bid > 0 && row.ask >= row.bid
    ? (row.bid + row.ask) / 2
    : Number.NaN;
}

/** AM-settled index classes stop trading the evening before and settle at the open. */
function yearsOf(row: OptionRow, nowMs: number): number {
  return yearsBetween(nowMs, expiryInstant(row.expiry, settlementOf(row.tradingClass)));
}

function carry(
  rows: readonly OptionRow[],
  spot: number,
  years: number,
): { readonly forward: number; readonly dividendYield: number } {
  const strikes = [...new Set(rows.map((row) => row.strike))].sort((left, right) => left - right);
  const mids = (right: 'C' | 'P'): Float64Array => {
    const byStrike = new Map(rows.filter((row) => row.right === right).map((row) => [row.strike, mid(row)]));
    return Float64Array.from(strikes, (strike) => byStrike.get(strike) ?? Number.NaN);
  };
  const implied = impliedForward({
    strikes: Float64Array.from(strikes),
    callMids: mids('C'),
    putMids: mids('P'),
    rate: assumedRate,
    years,
  });
  const plain = { forward: spot * Math.exp(assumedRate * years), dividendYield: 0 };
  // A forward more than 5 % away comes from stale or one-sided quotes, not from carry.
  if (implied === null || Math.abs(implied / spot - 1) > 0.05) return plain;
  const dividendYield = impliedDividendYield({ spot, forward: implied, rate: assumedRate, years });
  // Minutes before expiry a cent of noise in the forward is an absurd yield.
  return dividendYield === null || Math.abs(dividendYield) > 0.2 ? plain : { forward: implied, dividendYield };
}

/** The chain by expiry (and settlement), nearest first, expired ones left out. */
export function slicesOf(chain: OptionChain, spot: number, nowMs: number): readonly ExpirySlice[] {
  const groups = Map.groupBy(
    chain.rows,
    (row) => `${row.expiry}${settlementOf(row.tradingClass) === 'AM' ? ' AM' : ''}`,
  );
  const slices: ExpirySlice[] = [];
  for (const [label, rows] of groups) {
    const first = rows[0];
    const years = first ? yearsOf(first, nowMs) : 0;
    if (years > 0) slices.push({ label, years, ...carry(rows, spot, years), rows });
  }
  return slices.sort((left, right) => left.years - right.years);
}

/** The vendor's model vol, else ours from the mid; NaN when there is neither. */
export function volOf(row: OptionRow, slice: Pick<ExpirySlice, 'years' | 'dividendYield'>, spot: number): number {
  if (row.impliedVol !== null && row.impliedVol > 0) return row.impliedVol;
  const price = mid(row);
  if (!Number.isFinite(price)) return Number.NaN;
  const solved = impliedVol({
    cp: row.right === 'C' ? 1 : -1,
    price,
    spot,
    strike: row.strike,
    years: slice.years,
    rate: assumedRate,
    dividendYield: slice.dividendYield,
  });
  return solved.status === 'ok' && solved.vol !== null ? solved.vol : Number.NaN;
}

/** The chain as the exposure functions take it. */
export function exposureChainOf(slices: readonly ExpirySlice[], spot: number, multiplier: number): ExposureChain {
  const size = slices.reduce((sum, slice) => sum + slice.rows.length, 0);
  const columns = allocateChain({ size, expiries: slices.map((slice) => slice.label), spot, multiplier });
  let at = 0;
  slices.forEach((slice, expiry) => {
    for (const row of slice.rows) {
      columns.cp[at] = row.right === 'C' ? 1 : -1;
      columns.strike[at] = row.strike;
      columns.years[at] = slice.years;
      columns.vol[at] = volOf(row, slice, spot);
      columns.rate[at] = assumedRate;
      columns.dividendYield[at] = slice.dividendYield;
      columns.expiry[at] = expiry;
      columns.openInterest[at] = row.openInterest ?? Number.NaN;
      columns.volume[at] = row.volume ?? Number.NaN;
      at += 1;
    }
  });
  return columns;
}
