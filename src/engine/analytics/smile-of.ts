import type { Smile } from '../quant/volatility/smile.ts';
import { volOf, type ExpirySlice } from './chain-columns.ts';

/** Out-of-the-money vols of one expiry by strike: puts below the forward, calls from it on. */
export function smileOf(slice: ExpirySlice, spot: number): Smile {
  const points: { readonly strike: number; readonly vol: number }[] = [];
  for (const row of slice.rows) {
    if ((row.right === 'C') !== row.strike >= slice.forward) continue;
    const vol = volOf(row, slice, spot);
    if (Number.isFinite(vol)) points.push({ strike: row.strike, vol });
  }
  points.sort((left, right) => left.strike - right.strike);
  return {
    strikes: Float64Array.from(points, (point) => point.strike),
    vols: Float64Array.from(points, (point) => point.vol),
    forward: slice.forward,
  };
}
