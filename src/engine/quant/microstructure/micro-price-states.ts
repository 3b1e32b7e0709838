/** The grid of states: spreads of 1 .. `spreads` ticks, each with `imbalances` buckets of the bid's share of the size. */
export type MicroPriceGrid = { readonly imbalances: number; readonly spreads: number };

export const usualGrid: MicroPriceGrid = { imbalances: 10, spreads: 2 };

/** A best quote with prices in ticks. */
export type TickQuote = {
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
};

/** Prices in ticks come from a division: this much is rounding, not half a tick. */
const tickTolerance = 1e-6;

/** (spread - 1) x imbalances + bucket, or -1 for a quote outside the grid: wide, locked, crossed, without size. */
export function microPriceState({ bid, bidSize, ask, askSize }: TickQuote, grid: MicroPriceGrid): number {
  const width = ask - bid;
  const spread = Math.round(width);
  if (!(spread >= 1 && spread <= grid.spreads) || Math.abs(width - spread) > tickTolerance) return -1;
  const total = bidSize + askSize;
  if (!(bidSize >= 0 && askSize >= 0 && total > 0) || !Number.isFinite(total)) return -1;
  const bucket = Math.min(grid.imbalances - 1, Math.floor((grid.imbalances * bidSize) / total));
  return (spread - 1) * grid.imbalances + bucket;
}

/** The state seen from the other side of the book: same spread, opposite imbalance. */
export function mirrored(state: number, { imbalances }: MicroPriceGrid): number {
  const bucket = state % imbalances;
  return state - bucket + (imbalances - 1 - bucket);
}
