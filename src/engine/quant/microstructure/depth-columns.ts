/** One side of a book as a struct of arrays: the first `depth` rows count, best price first. */
export type DepthColumns = {
  readonly depth: number;
  readonly price: Float64Array;
  /** Shares or contracts, in the same unit on both sides. */
  readonly size: Float64Array;
};

export type BookSideName = 'bids' | 'asks';

/** The aggressor of a trade. */
export type TradeSide = 'buy' | 'sell';

/** Sum of the sizes of the first `levels` rows; fewer when the side is shorter. */
export function depthWithin(side: DepthColumns, levels: number): number {
  let sum = 0;
  for (let level = 0; level < side.depth && level < levels; level += 1) sum += side.size[level] as number;
  return sum;
}

/** Columns of [price, size] rows, best first: for snapshots and tests. */
export function depthOf(rows: readonly (readonly [number, number])[]): DepthColumns {
  return {
    depth: rows.length,
    price: Float64Array.from(rows, ([price]) => price),
    size: Float64Array.from(rows, ([, size]) => size),
  };
}
