import { chainGreeks } from '../pricing/chain-greeks.ts';
import { allocateGreeks } from '../pricing/option-columns.ts';
import { type DealerPositions, dealerPositions } from './dealer-positions.ts';
import { type ExposureChain, hasVol } from './exposure-chain.ts';

/**
 * Signed exposure of every row; 0 where a row carries no Greeks. D is what dealers are assumed to hold, contracts times
 * their sign, and H what is held at all; under the usual basis s OI and OI, s = +1 call, -1 put.
 */
export type RowExposure = {
  /** D gamma m S^2 0.01: $ of delta per +1 % move. */
  readonly gex: Float64Array;
  /** D gamma m: shares per $1. */
  readonly gexShares: Float64Array;
  /** H delta m S, natural sign: the holders' view, the same under every convention. */
  readonly dex: Float64Array;
  /** D delta m S: the dealers' view. */
  readonly dexDealer: Float64Array;
  /** D vanna m S 0.01: $ of delta per +1 vol point. */
  readonly vex: Float64Array;
  /** D charm / 365 m S: $ of delta per calendar day. */
  readonly cex: Float64Array;
  readonly rowsWithGreeks: number;
};

export const exposureNames = ['gex', 'gexShares', 'dex', 'dexDealer', 'vex', 'cex'] as const;
export type ExposureName = (typeof exposureNames)[number];

/**
 * Dealer exposure by row under the assumptions `positions` was made with, by default that dealers are long calls and
 * short puts (SqueezeMetrics 2017). The sign is an assumption, and open interest is yesterday's.
 */
export function rowExposure(chain: ExposureChain, positions: DealerPositions = dealerPositions(chain)): RowExposure {
  const size = chain.strike.length;
  const greeks = allocateGreeks(size);
  chainGreeks(chain, chain.spot, greeks);
  const column = () => new Float64Array(size);
  const out = { gex: column(), gexShares: column(), dex: column(), dexDealer: column(), vex: column(), cex: column() };
  const perContract = chain.multiplier * chain.spot;
  let rowsWithGreeks = 0;
  for (let row = 0; row < size; row += 1) {
    const dealer = positions.dealer[row] as number;
    const held = positions.held[row] as number;
    if ((held === 0 && dealer === 0) || !hasVol(chain, row) || greeks.status[row] !== 0) continue;
    rowsWithGreeks += 1;
    const delta = greeks.delta[row] as number;
    const gexShares = (greeks.gamma[row] as number) * dealer * chain.multiplier;
    out.gexShares[row] = gexShares;
    out.gex[row] = gexShares * chain.spot * chain.spot * 0.01;
    out.dex[row] = delta * held * perContract;
    out.dexDealer[row] = delta * dealer * perContract;
    out.vex[row] = (greeks.vanna[row] as number) * dealer * perContract * 0.01;
    out.cex[row] = ((greeks.charm[row] as number) * dealer * perContract) / 365;
  }
  return { ...out, rowsWithGreeks };
}
