import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleCovariance } from './covariance.ts';
import { factorScores, principalComponents } from './principal-components.ts';
import { solvePositiveDefinite } from './positive-definite.ts';
import { dot, matrixOfRows, type RowMatrix, rowOf } from './row-matrix.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

function matrix(rows: readonly (readonly number[])[]): RowMatrix {
  const made = matrixOfRows(rows.map((row) => Float64Array.from(row)));
  if (made === null) throw new Error('rows of different lengths');
  return made;
}

const value = fc.double({ min: -10, max: 10, noNaN: true });
const returns = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )
  .map(matrix);

describe('eigenvalues of a symmetric matrix', () => {
  test('by hand', () => {
    // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, -1).
    const found = symmetricEigen(
      matrix([
        [2, 1],
        [1, 2],
      ]),
    );
    expect(found?.values[0]).toBeCloseTo(3, 14);
    expect(found?.values[1]).toBeCloseTo(1, 14);
  });

  test('rebuild the matrix with orthonormal vectors', () => {
    fc.assert(
      fc.property(returns, (sample) => {
        const covariance = sampleCovariance(sample);
        const found = covariance === null ? null : symmetricEigen(covariance);
        if (covariance === null || found === null) throw new Error('a finite sample has a covariance');
        const size = covariance.rows;
        const scale = Math.max(1e-300, Math.abs(found.values[0] as number));
        for (let i = 0; i < size; i += 1) {
          for (let j = 0; j < size; j += 1) {
            const product = dot(rowOf(found.vectors, i), rowOf(found.vectors, j));
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
            const rebuilt = found.values.reduce(
              (sum, lambda, k) =>
                sum + lambda * (rowOf(found.vectors, k)[i] as number) * (rowOf(found.vectors, k)[j] as number),
              0,
            );
            expect(Math.abs(rebuilt - (covariance.values[i * size + j] as number))).toBeLessThan(
              1e-12 * scale + 1e-290,
            );
          }
        }
      }),
    );
  });

  test('end for elements beside the smallest double', () => {
    const tiny = matrix([
      [0, 5e-324, 0],
      [5e-324, 0.0078125, 0],
      [0, 0, 0],
    ]);
    expect(symmetricEigen(tiny)?.values[0]).toBe(0.0078125);
  });

  test('do not exist for what is not square, empty or not finite', () => {
    expect(symmetricEigen(matrix([[1, 2]]))).toBeNull();
    expect(symmetricEigen(matrix([]))).toBeNull();
    expect(symmetricEigen(matrix([[Number.NaN]]))).toBeNull();
  });
});

describe('principal components', () => {
  test('of two assets that move as one leave nothing to the second factor', () => {
    const model = principalComponents(
      matrix([
        [0.01, 0.02],
        [-0.01, -0.02],
        [0.03, 0.06],
      ]),
    );
    expect(model?.explained[0]).toBeCloseTo(1, 12);
    expect(model?.components.values[1]).toBeCloseTo(2 / Math.sqrt(5), 12);
    expect(model?.eigenvalues.every((lambda) => lambda >= 0)).toBe(true);
  });

  test('turn the largest loading up and sum to the total variance', () => {
    fc.assert(
      fc.property(returns, (sample) => {
        const model = principalComponents(sample);
        if (model === null) throw new Error('a finite sample has components');
        for (let k = 0; k < model.components.rows; k += 1) {
          const loadings = rowOf(model.components, k);
          const most = loadings.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0);
          expect(most).toBeGreaterThan(0);
        }
        const trace = model.eigenvalues.reduce((sum, lambda) => sum + lambda, 0);
        const diagonal = Array.from(
          model.means,
          (_, i) => model.covariance.values[i * model.means.length + i] as number,
        );
        const total = diagonal.reduce((sum, variance) => sum + variance, 0);
        expect(Math.abs(trace - total)).toBeLessThanOrEqual(1e-12 * total + 1e-290);
      }),
    );
  });

  test('have scores whose sample variance is the eigenvalue', () => {
    const sample = matrix([
      [0.01, -0.02, 0.004],
      [-0.015, 0.01, 0.002],
      [0.007, 0.003, -0.01],
      [0.02, -0.01, 0.006],
    ]);
    const model = principalComponents(sample);
    if (model === null) throw new Error('no model');
    const first = Array.from({ length: 4 }, (_, t) => factorScores(model, rowOf(sample, t))[0] as number);
    expect(first.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 15);
    expect(first.reduce((sum, x) => sum + x * x, 0) / 3).toBeCloseTo(model.eigenvalues[0] as number, 15);
  });

  test('explain nothing when nothing moves, and do not exist for one row or NaN', () => {
    const flat = principalComponents(
      matrix([
        [0.01, 0.02],
        [0.01, 0.02],
      ]),
    );
    expect(Array.from(flat?.explained ?? [])).toEqual([0, 0]);
    expect(principalComponents(matrix([[0.01, 0.02]]))).toBeNull();
    expect(principalComponents(matrix([[Number.NaN], [1]]))).toBeNull();
    expect(matrixOfRows([Float64Array.of(1), Float64Array.of(1, 2)])).toBeNull();
  });
});

describe('a positive definite system', () => {
  test('is solved, and refused when it is not', () => {
    const solution = Float64Array.of(10, 9);
    expect(solvePositiveDefinite(Float64Array.of(4, 2, 2, 3), solution)).toBe(true);
    expect(solution[0]).toBeCloseTo(1.5, 14);
    expect(solution[1]).toBeCloseTo(2, 14);
    expect(solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBe(false);
  });
});
