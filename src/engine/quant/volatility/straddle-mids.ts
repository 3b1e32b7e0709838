import type { StraddleMids } from './expected-move.ts';

/** Mids of one expiry: ascending strikes, NaN where a side has no two-sided quote, one length. */
export type ChainMids = {
  readonly strike: Float64Array;
  readonly callMid: Float64Array;
  readonly putMid: Float64Array;
};

/** Index of the strike nearest to spot, the lower one on a tie; -1 for an empty chain or a spot that is no price. */
function nearestStrike(strike: Float64Array, spot: number): number {
  let best = Number.POSITIVE_INFINITY;
  let found = -1;
  for (let row = 0; row < strike.length; row += 1) {
    const gap = Math.abs((strike[row] as number) - spot);
    if (!(gap < best)) continue;
    best = gap;
    found = row;
  }
  return found;
}

/**
 * The straddle at the listed strike nearest to spot (tie: the lower) and the strangles one and two strikes further out:
 * what `expectedMoveFromStraddle` weighs. NaN for every mid the chain lacks.
 */
export function straddleMids({ strike, callMid, putMid }: ChainMids, spot: number): StraddleMids {
  const centre = nearestStrike(strike, spot);
  const mid = (column: Float64Array, offset: number) =>
    centre < 0 ? Number.NaN : (column[centre + offset] ?? Number.NaN);
  return {
    atmCall: mid(callMid, 0),
    atmPut: mid(putMid, 0),
    otmCall1: mid(callMid, 1),
    otmPut1: mid(putMid, -1),
    otmCall2: mid(callMid, 2),
    otmPut2: mid(putMid, -2),
  };
}
