/**
 * Solves A x = b for a symmetric positive definite A (size by size, rows after one another, lower triangle read) by
 * Cholesky factors. Both arrays are overwritten: `matrix` by the factor, `vector` by x. False when A is not positive
 * definite, and then neither holds a result. Golub & Van Loan, Matrix Computations, 4.2.
 */
export function solvePositiveDefinite(matrix: Float64Array, vector: Float64Array): boolean {
  const size = vector.length;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (matrix[i * size + k] as number) * (matrix[j * size + k] as number);
      if (i === j && !(sum > 0)) return false;
      matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / (matrix[j * size + j] as number);
    }
  }
  for (let i = 0; i < size; i += 1) {
    let sum = vector[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (matrix[i * size + k] as number) * (vector[k] as number);
    vector[i] = sum / (matrix[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = vector[i] as number;
    for (let k = i + 1; k < size; k += 1) sum -= (matrix[k * size + i] as number) * (vector[k] as number);
    vector[i] = sum / (matrix[i * size + i] as number);
  }
  return vector.every(Number.isFinite);
}
