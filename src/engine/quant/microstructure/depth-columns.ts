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

/** One price, though two feeds may have written it with different last bits. */
export function samePrice(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-10 * Math.abs(a);
}

/** The row of a price, -1 when it is not shown. `direction`: +1 asks, -1 bids. Looks from the best price down. */
export function levelOf(side: DepthColumns, price: number, direction: 1 | -1): number {
  for (let level = 0; level < side.depth; level += 1) {
    const shown = side.price[level] as number;
    if (samePrice(shown, price)) return level;
    if ((shown - price) * direction > 0) return -1;
  }
  return -1;
}

/** Columns of [price, size] rows, best first: for snapshots and tests. */
export function depthOf(rows: readonly (readonly [number, number])[]): DepthColumns {
  return {
    depth: rows.length,
    price: Float64Array.from(rows, ([price]) => price),
    size: Float64Array.from(rows, ([, size]) => size),
  };
}
