import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { nested, type RowMatrix } from './row-matrix.ts';

/** Eigenvalues in descending order; row k of `vectors` is the unit eigenvector of eigenvalue k. */
export type SymmetricEigen = { readonly values: Float64Array; readonly vectors: RowMatrix };

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix, by tridiagonal QL of the ml-matrix package. Null when
 * it is not square, empty or not finite. Golub & Van Loan, Matrix Computations, 8.3. Not for hot loops.
 */
export function symmetricEigen(matrix: RowMatrix): SymmetricEigen | null {
  const { rows, columns, values } = matrix;
  if (rows !== columns || rows === 0 || !values.every(Number.isFinite)) return null;
  const found = new EigenvalueDecomposition(new Matrix(nested(matrix)), { assumeSymmetric: true });
  const at = (index: number): number => found.realEigenvalues[index] as number;
  const order = Array.from({ length: rows }, (_, index) => index).sort((i, j) => at(j) - at(i));
  const vectors = new Float64Array(rows * rows);
  for (const [rank, index] of order.entries()) vectors.set(found.eigenvectorMatrix.getColumn(index), rank * rows);
  return { values: Float64Array.from(order, at), vectors: { rows, columns, values: vectors } };
}
