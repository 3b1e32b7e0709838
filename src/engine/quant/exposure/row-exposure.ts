import { chainGreeks } from '../pricing/chain-greeks.ts';
import { allocateGreeks } from '../pricing/option-columns.ts';
import { carriesGreeks, type ExposureChain } from './exposure-chain.ts';

/** Signed exposure of every row; 0 where a row carries no Greeks. */
export type RowExposure = {
  /** s gamma OI m S^2 0.01: $ of delta per +1 % move; s = +1 call, -1 put. */
  readonly gex: Float64Array;
  /** s gamma OI m: shares per $1. */
  readonly gexShares: Float64Array;
  /** delta OI m S, natural sign: the holders' view. */
  readonly dex: Float64Array;
  /** s delta OI m S: the dealers' view. */
  readonly dexDealer: Float64Array;
  /** s vanna OI m S 0.01: $ of delta per +1 vol point. */
  readonly vex: Float64Array;
  /** s charm / 365 OI m S: $ of delta per calendar day. */
  readonly cex: Float64Array;
  readonly rowsWithGreeks: number;
};

export const exposureNames = ['gex', 'gexShares', 'dex', 'dexDealer', 'vex', 'cex'] as const;
export type ExposureName = (typeof exposureNames)[number];

/**
 * Dealer exposure by row under the naive convention that dealers are long calls and short puts (SqueezeMetrics 2017).
 * The sign convention is an assumption, and open interest is yesterday's.
 */
export function rowExposure(chain: ExposureChain): RowExposure {
  const size = chain.strike.length;
  const greeks = allocateGreeks(size);
  chainGreeks(chain, chain.spot, greeks);
  const column = () => new Float64Array(size);
  const out = { gex: column(), gexShares: column(), dex: column(), dexDealer: column(), vex: column(), cex: column() };
  let rowsWithGreeks = 0;
  for (let row = 0; row < size; row += 1) {
    if (!carriesGreeks(chain, row) || greeks.status[row] !== 0) continue;
    rowsWithGreeks += 1;
    const side = chain.cp[row] as number;
    const shares = (chain.openInterest[row] as number) * chain.multiplier;
    const dollars = shares * chain.spot;
    const gexShares = side * (greeks.gamma[row] as number) * shares;
    const dex = (greeks.delta[row] as number) * dollars;
    out.gexShares[row] = gexShares;
    out.gex[row] = gexShares * chain.spot * chain.spot * 0.01;
    out.dex[row] = dex;
    out.dexDealer[row] = side * dex;
    out.vex[row] = side * (greeks.vanna[row] as number) * dollars * 0.01;
    out.cex[row] = (side * (greeks.charm[row] as number) * dollars) / 365;
  }
  return { ...out, rowsWithGreeks };
}
