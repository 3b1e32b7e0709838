import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { nested, type RowMatrix } from './row-matrix.ts';

/** x with A x = b for a symmetric A; null when A is not positive definite. Not for hot loops. */
export function solvePositiveDefinite(matrix: RowMatrix, right: Float64Array): Float64Array | null {
  const factors = new CholeskyDecomposition(new Matrix(nested(matrix)));
  if (!factors.isPositiveDefinite()) return null;
  const solution = Float64Array.from(factors.solve(Matrix.columnVector(right)).to1DArray());
  return solution.every(Number.isFinite) ? solution : null;
}
