/** A dense matrix, row after row in one array: element (i, j) stands at i * columns + j. */
export type RowMatrix = {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
};

/** From rows of one length; null when their lengths differ. No rows give a matrix of 0 by 0. */
export function matrixOfRows(rows: readonly Float64Array[]): RowMatrix | null {
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== columns)) return null;
  const values = new Float64Array(rows.length * columns);
  for (const [index, row] of rows.entries()) values.set(row, index * columns);
  return { rows: rows.length, columns, values };
}

/** A view of one row: writing to it writes to the matrix. */
export function rowOf(matrix: RowMatrix, row: number): Float64Array {
  return matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns);
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
