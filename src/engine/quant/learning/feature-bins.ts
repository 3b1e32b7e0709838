import type { RowMatrix } from '../statistics/row-matrix.ts';

/** Features cut into bins of about equal count, column after column, so that histograms replace sorting. */
export type BinnedFeatures = {
  readonly rows: number;
  readonly columns: number;
  /** Bin of (row, column) at column * rows + row. */
  readonly bins: Uint8Array;
  /** Upper edges by column, ascending; bin b holds values in (edge b-1, edge b], the last one everything above. */
  readonly edges: readonly Float64Array[];
};

export const maxBins = 64;

/** Midpoints between neighbouring distinct values at even steps of the sorted column. */
function edgesOf(column: Float64Array): Float64Array {
  const sorted = column.toSorted();
  const edges: number[] = [];
  for (let bin = 1; bin < maxBins; bin += 1) {
    const at = Math.floor((bin * sorted.length) / maxBins);
    const above = sorted[at] as number;
    const below = sorted[at - 1] ?? above;
    const edge = below + (above - below) / 2;
    if (below < above && edge < above && edge > (edges.at(-1) ?? Number.NEGATIVE_INFINITY)) edges.push(edge);
  }
  return distinctEdges(sorted) ?? Float64Array.from(edges);
}

/** Columns of few distinct values are cut between each two of them; null when there are too many. */
function distinctEdges(sorted: Float64Array): Float64Array | null {
  const edges: number[] = [];
  for (let at = 1; at < sorted.length; at += 1) {
    const below = sorted[at - 1] as number;
    const above = sorted[at] as number;
    if (below < above) edges.push(below + (above - below) / 2);
    if (edges.length >= maxBins) return null;
  }
  return Float64Array.from(edges);
}

function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Bins every column of finite features. */
export function binFeatures({ rows, columns, values }: RowMatrix): BinnedFeatures {
  const bins = new Uint8Array(rows * columns);
  const edges = Array.from({ length: columns }, (_, column) => {
    const cells = Float64Array.from({ length: rows }, (_row, row) => values[row * columns + column] as number);
    const own = edgesOf(cells);
    for (let row = 0; row < rows; row += 1) bins[column * rows + row] = binOf(own, cells[row] as number);
    return own;
  });
  return { rows, columns, bins, edges };
}
