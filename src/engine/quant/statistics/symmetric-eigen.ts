import type { RowMatrix } from './row-matrix.ts';

/** Eigenvalues in descending order; row k of `vectors` is the unit eigenvector of eigenvalue k. */
export type SymmetricEigen = { readonly values: Float64Array; readonly vectors: RowMatrix };

const maxSweeps = 60;

/** One Jacobi rotation: cosine, sine and tangent of the half angle, that clear element (p, q). */
type Rotation = { readonly p: number; readonly q: number; readonly sine: number; readonly half: number };

function rotate(values: Float64Array, at: number, other: number, { sine, half }: Rotation): void {
  const x = values[at] as number;
  const y = values[other] as number;
  values[at] = x - sine * (y + half * x);
  values[other] = y + sine * (x - half * y);
}

/** Clears (p, q) of the upper triangle, with Rutishauser's forms that keep the small eigenvalues' digits. */
function clear(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const off = a[p * size + q] as number;
  const theta = (0.5 * ((a[q * size + q] as number) - (a[p * size + p] as number))) / off;
  const tangent =
    Math.abs(theta) > 1e150 ? 0.5 / theta : Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const rotation = { p, q, sine, half: sine / (1 + cosine) };
  a[p * size + p] = (a[p * size + p] as number) - tangent * off;
  a[q * size + q] = (a[q * size + q] as number) + tangent * off;
  a[p * size + q] = 0;
  for (let i = 0; i < p; i += 1) rotate(a, i * size + p, i * size + q, rotation);
  for (let i = p + 1; i < q; i += 1) rotate(a, p * size + i, i * size + q, rotation);
  for (let i = q + 1; i < size; i += 1) rotate(a, p * size + i, q * size + i, rotation);
  for (let i = 0; i < size; i += 1) rotate(v, p * size + i, q * size + i, rotation);
}

/** An element too small to change either of its diagonal elements, relative to both (Demmel & Veselic 1992). */
function negligible(a: Float64Array, size: number, p: number, q: number): boolean {
  const off = Math.abs(a[p * size + q] as number);
  const scale = Math.sqrt(Math.abs((a[p * size + p] as number) * (a[q * size + q] as number)));
  return off === 0 || off <= Number.EPSILON * 0.1 * scale || off < Number.MIN_VALUE / Number.EPSILON;
}

function sweep(a: Float64Array, v: Float64Array, size: number): number {
  let rotations = 0;
  for (let p = 0; p < size - 1; p += 1) {
    for (let q = p + 1; q < size; q += 1) {
      if (negligible(a, size, p, q)) continue;
      clear(a, v, size, p, q);
      rotations += 1;
    }
  }
  return rotations;
}

function descending(a: Float64Array, v: Float64Array, size: number): SymmetricEigen {
  const diagonal = (index: number): number => a[index * size + index] as number;
  const order = Array.from({ length: size }, (_, index) => index).sort((i, j) => diagonal(j) - diagonal(i));
  const vectors = new Float64Array(size * size);
  for (const [rank, index] of order.entries()) vectors.set(v.subarray(index * size, (index + 1) * size), rank * size);
  return { values: Float64Array.from(order, diagonal), vectors: { rows: size, columns: size, values: vectors } };
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix (the upper triangle is read). Cyclic Jacobi: small
 * eigenvalues of a covariance keep their relative accuracy. Null when it is not square, empty or not finite.
 * Golub & Van Loan, Matrix Computations, 8.5; Demmel & Veselic, SIAM J. Matrix Anal. 13 (1992) 1204.
 */
export function symmetricEigen({ rows, columns, values }: RowMatrix): SymmetricEigen | null {
  if (rows !== columns || rows === 0 || !values.every(Number.isFinite)) return null;
  const a = values.slice();
  const v = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i += 1) v[i * rows + i] = 1;
  for (let pass = 0; pass < maxSweeps; pass += 1) {
    if (sweep(a, v, rows) === 0) break;
  }
  return descending(a, v, rows);
}
