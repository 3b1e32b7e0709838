import { contracts, type ExposureChain, isLive } from './exposure-chain.ts';
import { type ExposureName, exposureNames, type RowExposure } from './row-exposure.ts';

export type ExposureTotals = { readonly [name in ExposureName]: number };

/** Sums per strike over all expiries, strikes ascending; every live strike is listed, with or without gamma. */
export type StrikeExposure = {
  readonly strike: Float64Array;
  readonly callGex: Float64Array;
  readonly putGex: Float64Array;
  readonly netGex: Float64Array;
  readonly gexShares: Float64Array;
  readonly dex: Float64Array;
  readonly dexDealer: Float64Array;
  readonly vex: Float64Array;
  readonly cex: Float64Array;
  readonly callOpenInterest: Float64Array;
  readonly putOpenInterest: Float64Array;
};

/** Totals and the sums of absolute terms they are judged against. */
export function exposureTotals(rows: RowExposure): { readonly totals: ExposureTotals; readonly gross: ExposureTotals } {
  const totals = { gex: 0, gexShares: 0, dex: 0, dexDealer: 0, vex: 0, cex: 0 };
  const gross = { ...totals };
  for (const name of exposureNames) {
    for (const value of rows[name]) {
      totals[name] += value;
      gross[name] += Math.abs(value);
    }
  }
  return { totals, gross };
}

function liveStrikes(chain: ExposureChain): Float64Array {
  const strikes = new Set<number>();
  for (let row = 0; row < chain.strike.length; row += 1) {
    if (isLive(chain, row)) strikes.add(chain.strike[row] as number);
  }
  return Float64Array.from(strikes).sort();
}

function allocateStrikes(strike: Float64Array): StrikeExposure {
  const column = () => new Float64Array(strike.length);
  return {
    strike,
    callGex: column(),
    putGex: column(),
    netGex: column(),
    gexShares: column(),
    dex: column(),
    dexDealer: column(),
    vex: column(),
    cex: column(),
    callOpenInterest: column(),
    putOpenInterest: column(),
  };
}

function add(column: Float64Array, at: number, value: number): void {
  column[at] = (column[at] as number) + value;
}

export function strikeExposure(chain: ExposureChain, rows: RowExposure): StrikeExposure {
  const out = allocateStrikes(liveStrikes(chain));
  const position = new Map<number, number>();
  for (const [index, strike] of out.strike.entries()) position.set(strike, index);
  for (let row = 0; row < chain.strike.length; row += 1) {
    const at = position.get(chain.strike[row] as number);
    if (at === undefined || !isLive(chain, row)) continue;
    const isCall = (chain.cp[row] as number) > 0;
    const gex = rows.gex[row] as number;
    add(isCall ? out.callGex : out.putGex, at, gex);
    add(isCall ? out.callOpenInterest : out.putOpenInterest, at, contracts(chain.openInterest[row]));
    add(out.gexShares, at, rows.gexShares[row] as number);
    add(out.dex, at, rows.dex[row] as number);
    add(out.dexDealer, at, rows.dexDealer[row] as number);
    add(out.vex, at, rows.vex[row] as number);
    add(out.cex, at, rows.cex[row] as number);
  }
  for (let at = 0; at < out.strike.length; at += 1) {
    out.netGex[at] = (out.callGex[at] as number) + (out.putGex[at] as number);
  }
  return out;
}
