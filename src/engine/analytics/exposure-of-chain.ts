import type { OptionChain } from '../domain/chain.ts';
import type { ExpectedMove, Exposure } from '../domain/exposure.ts';
import { dealerExposure, type DealerExposure } from '../quant/exposure/dealer-exposure.ts';
import { expectedMoveFromVol } from '../quant/volatility/expected-move.ts';
import { exposureChainOf, slicesOf, type ExpirySlice } from './chain-columns.ts';
import { smileOf } from './smile-of.ts';
import { atmForwardVol } from '../quant/volatility/smile.ts';

/** Points of the profile that travel to the screen. */
const shownProfilePoints = 201;

type Request = { readonly chain: OptionChain; readonly spot: number; readonly nowMs: number };

function expectedMoves(slices: readonly ExpirySlice[], spot: number): readonly ExpectedMove[] {
  const moves: ExpectedMove[] = [];
  for (const slice of slices) {
    const vol = atmForwardVol(smileOf(slice, spot));
    if (vol !== null)
      moves.push({
        expiry: slice.label,
        timeYears: slice.years,
        move: expectedMoveFromVol({ spot, vol, years: slice.years }),
      });
  }
  return moves;
}

/** Every n-th value, ends included: a line on a screen needs no more. */
function thinned(values: Float64Array): readonly number[] {
  const step = Math.max(1, Math.floor((values.length - 1) / (shownProfilePoints - 1)));
  return Array.from(
    { length: Math.floor((values.length - 1) / step) + 1 },
    (_unused, index) => values[index * step] ?? Number.NaN,
  );
}

function strikeColumns(
  exposure: DealerExposure,
  spot: number,
): Pick<Exposure, 'strikes' | 'strikeCallGex' | 'strikePutGex' | 'strikeOpenInterest'> {
  const { strikes } = exposure;
  const near: number[] = [];
  strikes.strike.forEach((strike, index) => {
    if (Math.abs(strike / spot - 1) <= 0.2) near.push(index);
  });
  const pick = (column: Float64Array): number[] => near.map((index) => column[index] ?? 0);
  return {
    strikes: pick(strikes.strike),
    strikeCallGex: pick(strikes.callGex),
    strikePutGex: pick(strikes.putGex),
    strikeOpenInterest: near.map(
      (index) => (strikes.callOpenInterest[index] ?? 0) + (strikes.putOpenInterest[index] ?? 0),
    ),
  };
}

/** Dealer exposure of a chain at a spot; null while no row carries open interest and a vol. Data enters as seen, never filled in. */
export function exposureOfChain({ chain, spot, nowMs }: Request): Exposure | null {
  const slices = slicesOf(chain, spot, nowMs);
  const { middleRowTime } = chain;
  if (slices.length === 0 || middleRowTime === null) return null;
  const result = dealerExposure(exposureChainOf(slices, spot, chain.multiplier));
  if (result.rowsWithGreeks === 0) return null;
  const nearest = result.expiries[0];
  return {
    underlying: chain.underlying,
    spot,
    gexPerPercent: result.totals.gex,
    grossGexPerPercent: result.gross.gex,
    deltaExposure: result.totals.dex,
    vannaPerVolPoint: result.totals.vex,
    charmPerDay: result.totals.cex,
    regime: result.regime ?? 'neutral',
    zeroGamma: result.zeroGamma.level,
    crossings: result.zeroGamma.crossings,
    callWall: result.levels.callWall,
    putWall: result.levels.putWall,
    maxPain: nearest?.maxPain ?? null,
    maxPainExpiry: nearest?.expiry ?? '',
    putCallOpenInterest: result.putCallOpenInterest,
    ...strikeColumns(result, spot),
    profileSpots: thinned(result.profile.spots),
    profileGex: thinned(result.profile.net),
    expectedMoves: expectedMoves(slices, spot),
    rowsUsed: result.rowsWithGreeks,
    rowsWanted: chain.wanted,
    core: chain.core,
    oldestRowTime: chain.oldestRowTime,
    delayMs: chain.delayMs,
    eventTime: middleRowTime,
  };
}
