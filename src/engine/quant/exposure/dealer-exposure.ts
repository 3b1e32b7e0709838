import { dealerPositions, type ExposureBasis, usualBasis } from './dealer-positions.ts';
import { type ExposureChain, isLive } from './exposure-chain.ts';
import { type ExposureTotals, exposureTotals, type StrikeExposure, strikeExposure } from './exposure-sums.ts';
import { type ExpiryExposure, expiryExposure, putCallRatio } from './expiry-exposure.ts';
import { type GammaLevels, gammaLevels } from './gamma-levels.ts';
import { type GammaProfile, gammaProfile } from './gamma-profile.ts';
import { gammaTerms } from './gamma-terms.ts';
import { rowExposure } from './row-exposure.ts';
import { type ZeroGamma, zeroGamma } from './zero-gamma.ts';

export type GammaRegime = 'positive' | 'negative' | 'neutral';

export type DealerExposure = {
  readonly spot: number;
  /** What was assumed about who holds what. */
  readonly basis: Pick<ExposureBasis, 'convention' | 'contracts'>;
  /** Rows not yet expired, and those of them with contracts that count and a vol. */
  readonly liveRows: number;
  readonly rowsWithGreeks: number;
  readonly totals: ExposureTotals;
  /** Sums of absolute terms. */
  readonly gross: ExposureTotals;
  /** Sign of total GEX; neutral within 1e-9 of gross; null without live rows. */
  readonly regime: GammaRegime | null;
  readonly strikes: StrikeExposure;
  readonly expiries: readonly ExpiryExposure[];
  readonly profile: GammaProfile;
  readonly zeroGamma: ZeroGamma;
  readonly levels: GammaLevels;
  /** Put over call; null when there are no calls. */
  readonly putCallOpenInterest: number | null;
  readonly putCallVolume: number | null;
};

function countLive(chain: ExposureChain): number {
  let count = 0;
  for (let row = 0; row < chain.strike.length; row += 1) if (isLive(chain, row)) count += 1;
  return count;
}

function regimeOf(total: number, gross: number, liveRows: number): GammaRegime | null {
  if (liveRows === 0) return null;
  if (Math.abs(total) <= 1e-9 * gross) return 'neutral';
  return total > 0 ? 'positive' : 'negative';
}

/**
 * Everything about dealer positioning that one chain tells: exposures by row summed per strike, expiry and in total,
 * the gamma profile with its zero crossings, walls, max pain and put/call ratios. Dollars; see `RowExposure` for the
 * units and `ExposureBasis` for the assumptions, by default dealers long calls and short puts on open interest; max pain
 * and the ratios depend on neither. Expired rows are dropped; rows without vol or open interest count only where no Greek
 * is needed. Never fails: an empty chain gives zeros and nulls.
 */
export function dealerExposure(chain: ExposureChain, basis: ExposureBasis = usualBasis): DealerExposure {
  const positions = dealerPositions(chain, basis);
  const rows = rowExposure(chain, positions);
  const { totals, gross } = exposureTotals(rows);
  const strikes = strikeExposure(chain, rows);
  const terms = gammaTerms(chain, positions);
  const profile = gammaProfile(terms, chain.spot);
  const liveRows = countLive(chain);
  return {
    spot: chain.spot,
    basis: { convention: basis.convention, contracts: basis.contracts },
    liveRows,
    rowsWithGreeks: rows.rowsWithGreeks,
    totals,
    gross,
    regime: regimeOf(totals.gex, gross.gex, liveRows),
    strikes,
    expiries: expiryExposure(chain, rows),
    profile,
    zeroGamma: zeroGamma({ terms, profile, spot: chain.spot }),
    levels: gammaLevels(strikes, chain.spot),
    putCallOpenInterest: putCallRatio(chain, chain.openInterest),
    putCallVolume: putCallRatio(chain, chain.volume),
  };
}
