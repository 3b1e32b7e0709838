/** A square matrix by rows: entry (row, column) at row * size + column. */
export type SquareMatrix = { readonly size: number; readonly values: Float64Array };

function pivotRow({ size, values }: SquareMatrix, column: number): number {
  let best = column;
  for (let row = column + 1; row < size; row += 1) {
    if (Math.abs(values[row * size + column] as number) > Math.abs(values[best * size + column] as number)) best = row;
  }
  return best;
}

function swapRows(values: Float64Array, width: number, one: number, other: number): void {
  for (let column = 0; column < width; column += 1) {
    const kept = values[one * width + column] as number;
    values[one * width + column] = values[other * width + column] as number;
    values[other * width + column] = kept;
  }
}

function subtractRow(values: Float64Array, width: number, rows: { from: number; of: number; times: number }): void {
  for (let column = 0; column < width; column += 1) {
    const at = rows.from * width + column;
    values[at] = (values[at] as number) - rows.times * (values[rows.of * width + column] as number);
  }
}

/**
 * X in A X = B by Gaussian elimination with partial pivoting, for the small systems of this folder; B has `columns`
 * columns by rows. Null when A is singular to rounding. Neither argument is changed.
 */
export function solve(matrix: SquareMatrix, right: Float64Array, columns: number): Float64Array | null {
  const { size } = matrix;
  const values = matrix.values.slice();
  const result = right.slice();
  for (let column = 0; column < size; column += 1) {
    const pivot = pivotRow({ size, values }, column);
    const head = values[pivot * size + column] as number;
    if (!(Math.abs(head) > 1e-13)) return null;
    swapRows(values, size, column, pivot);
    swapRows(result, columns, column, pivot);
    for (let row = 0; row < size; row += 1) {
      const times = (values[row * size + column] as number) / head;
      if (row === column || times === 0) continue;
      subtractRow(values, size, { from: row, of: column, times });
      subtractRow(result, columns, { from: row, of: column, times });
    }
  }
  for (let row = 0; row < size; row += 1) {
    const head = values[row * size + row] as number;
    for (let column = 0; column < columns; column += 1) {
      result[row * columns + column] = (result[row * columns + column] as number) / head;
    }
  }
  return result;
}
