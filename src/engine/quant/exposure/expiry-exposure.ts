import { contracts, type ExposureChain, isLive } from './exposure-chain.ts';
import { maxPain } from './max-pain.ts';
import type { RowExposure } from './row-exposure.ts';

export type ExpiryExposure = {
  readonly expiry: string;
  readonly years: number;
  readonly gex: number;
  readonly gexShares: number;
  readonly dex: number;
  readonly dexDealer: number;
  readonly vex: number;
  readonly cex: number;
  readonly maxPain: number | null;
  readonly maxPainCost: number | null;
  readonly callOpenInterest: number;
  readonly putOpenInterest: number;
};

function liveRowsByExpiry(chain: ExposureChain): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < chain.strike.length; row += 1) {
    if (!isLive(chain, row)) continue;
    const expiry = chain.expiry[row] as number;
    const group = groups.get(expiry);
    if (group === undefined) groups.set(expiry, [row]);
    else group.push(row);
  }
  return groups;
}

function sumRows(column: Float64Array, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (column[row] as number), 0);
}

function sumContracts(chain: ExposureChain, rows: readonly number[], side: 1 | -1): number {
  return rows.reduce((sum, row) => (chain.cp[row] === side ? sum + contracts(chain.openInterest[row]) : sum), 0);
}

/** Sums, max pain and open interest of every live expiry, nearest first. */
export function expiryExposure(chain: ExposureChain, exposure: RowExposure): readonly ExpiryExposure[] {
  const expiries = [...liveRowsByExpiry(chain)].map(([expiry, rows]) => {
    const pain = maxPain(chain, rows);
    return {
      expiry: chain.expiries[expiry] ?? String(expiry),
      years: chain.years[rows[0] as number] as number,
      gex: sumRows(exposure.gex, rows),
      gexShares: sumRows(exposure.gexShares, rows),
      dex: sumRows(exposure.dex, rows),
      dexDealer: sumRows(exposure.dexDealer, rows),
      vex: sumRows(exposure.vex, rows),
      cex: sumRows(exposure.cex, rows),
      maxPain: pain?.strike ?? null,
      maxPainCost: pain?.cost ?? null,
      callOpenInterest: sumContracts(chain, rows, 1),
      putOpenInterest: sumContracts(chain, rows, -1),
    };
  });
  return expiries.sort((a, b) => a.years - b.years);
}

/** Put over call sums of a column over live rows; null when there are no calls. */
export function putCallRatio(chain: ExposureChain, column: Float64Array): number | null {
  let calls = 0;
  let puts = 0;
  for (let row = 0; row < column.length; row += 1) {
    if (!isLive(chain, row)) continue;
    if ((chain.cp[row] as number) > 0) calls += contracts(column[row]);
    else puts += contracts(column[row]);
  }
  return calls > 0 ? puts / calls : null;
}
