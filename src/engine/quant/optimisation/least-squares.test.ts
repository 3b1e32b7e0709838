import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leastSquares, type ResidualModel } from './least-squares.ts';
import { choleskySolveInPlace } from './cholesky-in-place.ts';

const open = (size: number) => ({
  lower: new Float64Array(size).fill(Number.NEGATIVE_INFINITY),
  upper: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
});

/** Rosenbrock's valley as two residuals: 10 (y - x^2) and 1 - x. */
const valley: ResidualModel = {
  residuals: 2,
  parameters: 2,
  ...open(2),
  evaluate: (at, residual, jacobian) => {
    const [x = 0, y = 0] = at;
    residual.set([10 * (y - x * x), 1 - x]);
    jacobian.set([-20 * x, 10, -1, 0]);
  },
};

/** Powell's singular function: the normal equations lose rank at the minimum, 0. */
const singular: ResidualModel = {
  residuals: 4,
  parameters: 4,
  ...open(4),
  evaluate: (at, residual, jacobian) => {
    const [a = 0, b = 0, c = 0, d = 0] = at;
    const [r5, r10] = [Math.sqrt(5), Math.sqrt(10)];
    residual.set([a + 10 * b, r5 * (c - d), (b - 2 * c) ** 2, r10 * (a - d) ** 2]);
    const bend = 2 * (b - 2 * c);
    const twist = 2 * r10 * (a - d);
    jacobian.set([1, 10, 0, 0, 0, 0, r5, -r5, 0, bend, -2 * bend, 0, twist, 0, 0, -twist]);
  },
};

describe('least squares', () => {
  test('walks down a curved valley', () => {
    const { status, parameters, cost } = leastSquares(valley, Float64Array.of(-1.2, 1));
    expect(status).toBe('converged');
    expect(parameters[0]).toBeCloseTo(1, 10);
    expect(parameters[1]).toBeCloseTo(1, 10);
    expect(cost).toBeLessThan(1e-20);
  });

  test('comes close where the problem is singular', () => {
    const { parameters, cost } = leastSquares(singular, Float64Array.of(3, -1, 0, 1));
    expect(cost).toBeLessThan(1e-14);
    for (const value of parameters) expect(Math.abs(value)).toBeLessThan(1e-3);
  });

  test('stays in its box, on the edge where the minimum lies beyond', () => {
    const boxed = { ...valley, upper: Float64Array.of(0.5, 10) };
    const { status, parameters } = leastSquares(boxed, Float64Array.of(-1.2, 1));
    expect(status).toBe('converged');
    expect(parameters[0]).toBe(0.5);
    // With x held the best y is x^2.
    expect(parameters[1]).toBeCloseTo(0.25, 10);
  });

  test('moves a start outside the box inside, and leaves the caller its array', () => {
    const start = Float64Array.of(40, 40);
    const boxed = { ...valley, lower: Float64Array.of(-2, -2), upper: Float64Array.of(2, 2) };
    expect(leastSquares(boxed, start).parameters[0]).toBeCloseTo(1, 9);
    expect([...start]).toEqual([40, 40]);
  });

  test('says so where the model has no value, and steps back from where it has none', () => {
    const broken = { ...valley, evaluate: (_at: Float64Array, residual: Float64Array) => residual.fill(Number.NaN) };
    expect(leastSquares(broken, Float64Array.of(0, 0))).toMatchObject({ status: 'invalid', cost: Number.NaN });
    // Residual ln x: the first full step from 5 would leave the logarithm's domain.
    const logarithm: ResidualModel = {
      residuals: 1,
      parameters: 1,
      ...open(1),
      evaluate: (at, residual, jacobian) => {
        residual[0] = Math.log(at[0] ?? 0);
        jacobian[0] = 1 / (at[0] ?? 0);
      },
    };
    expect(leastSquares(logarithm, Float64Array.of(5)).parameters[0]).toBeCloseTo(1, 10);
  });

  test('gives up after the steps it was allowed, and with none changes nothing', () => {
    expect(leastSquares(valley, Float64Array.of(-1.2, 1), { iterations: 3 }).status).toBe('iterations');
    expect([...leastSquares(valley, Float64Array.of(-1.2, 1), { iterations: 0 }).parameters]).toEqual([-1.2, 1]);
  });
});

describe('positive definite systems', () => {
  test('are solved', () => {
    const entry = fc.double({ min: -2, max: 2, noNaN: true });
    const matrix = fc.array(entry, { minLength: 9, maxLength: 9 });
    const vector = fc.array(entry, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(matrix, vector, (b, x) => {
        // B'B + I is positive definite with eigenvalues from 1 up.
        const a = new Float64Array(9);
        const right = new Float64Array(3);
        for (let i = 0; i < 3; i += 1) {
          for (let j = 0; j < 3; j += 1) {
            for (let k = 0; k < 3; k += 1)
              a[i * 3 + j] = (a[i * 3 + j] ?? 0) + (b[k * 3 + i] ?? 0) * (b[k * 3 + j] ?? 0);
            if (i === j) a[i * 3 + j] = (a[i * 3 + j] ?? 0) + 1;
            right[i] = (right[i] ?? 0) + (a[i * 3 + j] ?? 0) * (x[j] ?? 0);
          }
        }
        expect(choleskySolveInPlace(a, right, 3)).toBe(true);
        for (const [index, value] of x.entries()) expect(right[index]).toBeCloseTo(value, 9);
      }),
    );
  });

  test('are told from others', () => {
    expect(choleskySolveInPlace(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1), 2)).toBe(false);
    expect(choleskySolveInPlace(Float64Array.of(Number.NaN), Float64Array.of(1), 1)).toBe(false);
  });
});
