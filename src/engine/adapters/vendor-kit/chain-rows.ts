import type { ChainSnapshot } from '../../domain/facts/chain-snapshot.ts';
import type { OccParts } from '../../domain/occ-symbol.ts';

/** One option of a chain before its columns are laid side by side. */
export type ChainRow = OccParts & {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly last: number | null;
  readonly volume: number | null;
  readonly openInterest: number | null;
  readonly impliedVol: number | null;
  readonly delta: number | null;
  readonly gamma: number | null;
  readonly vega: number | null;
  readonly theta: number | null;
};

/** Bid and ask both 0 mean that nobody quotes; a bid of 0 under an ask is a real bid of nothing. */
export function quotedSides(
  bid: number | null,
  ask: number | null,
): { readonly bid: number | null; readonly ask: number | null } {
  if ((bid ?? 0) === 0 && (ask ?? 0) === 0) return { bid: null, ask: null };
  return { bid, ask: ask === 0 ? null : ask };
}

type Greeks = Pick<ChainRow, 'delta' | 'gamma' | 'vega' | 'theta'>;
export const noGreeks: Greeks = { delta: null, gamma: null, vega: null, theta: null };

/**
 * Greeks worth keeping: all zero without a solved volatility were never computed, and a call's delta below 0 or a put's
 * above belongs to something else.
 */
export function trustedGreeks(right: 'C' | 'P', impliedVol: number | null, greeks: Greeks): Greeks {
  const { delta, gamma } = greeks;
  if (impliedVol === null && (delta ?? 0) === 0 && (gamma ?? 0) === 0) return noGreeks;
  if (delta !== null && (right === 'C' ? delta < 0 : delta > 0)) return noGreeks;
  return gamma !== null && gamma < 0 ? noGreeks : greeks;
}

export function chainSnapshot(
  rows: readonly ChainRow[],
  whole: Pick<ChainSnapshot, 'spot' | 'impliedVol30' | 'delayMs'>,
): ChainSnapshot {
  return {
    ...whole,
    tradingClasses: rows.map((row) => row.root),
    expiries: rows.map((row) => row.expiry),
    strikes: rows.map((row) => row.strike),
    rights: rows.map((row) => row.right),
    bids: rows.map((row) => row.bid),
    asks: rows.map((row) => row.ask),
    lasts: rows.map((row) => row.last),
    volumes: rows.map((row) => row.volume),
    openInterests: rows.map((row) => row.openInterest),
    impliedVols: rows.map((row) => row.impliedVol),
    deltas: rows.map((row) => row.delta),
    gammas: rows.map((row) => row.gamma),
    vegas: rows.map((row) => row.vega),
    thetas: rows.map((row) => row.theta),
  };
}
