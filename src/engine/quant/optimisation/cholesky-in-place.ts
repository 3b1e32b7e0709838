/**
 * Solves A x = b for a symmetric positive definite A by Cholesky factors, in place: `matrix` (size x size, row-major,
 * its lower triangle is read) becomes the factor, `vector` the solution. False, with both spoilt, when A is not
 * positive definite to working accuracy. Golub & Van Loan, Matrix Computations, 4th ed., 4.2.
 */
export function choleskySolveInPlace(matrix: Float64Array, vector: Float64Array, size: number): boolean {
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let sum = matrix[row * size + column] as number;
      for (let at = 0; at < column; at += 1) {
        sum -= (matrix[row * size + at] as number) * (matrix[column * size + at] as number);
      }
      if (row > column) matrix[row * size + column] = sum / (matrix[column * size + column] as number);
      else if (sum > 0) matrix[row * size + column] = Math.sqrt(sum);
      else return false;
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = vector[row] as number;
    for (let at = 0; at < row; at += 1) sum -= (matrix[row * size + at] as number) * (vector[at] as number);
    vector[row] = sum / (matrix[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = vector[row] as number;
    for (let at = row + 1; at < size; at += 1) sum -= (matrix[at * size + row] as number) * (vector[at] as number);
    vector[row] = sum / (matrix[row * size + row] as number);
  }
  return true;
}
