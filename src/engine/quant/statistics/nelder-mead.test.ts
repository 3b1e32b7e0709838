import { describe, expect, test } from 'vitest';
import { nelderMead } from './nelder-mead.ts';

const at = (point: Float64Array, index: number): number => point[index] as number;

describe('the direct search', () => {
  const search = { step: 0.5, tolerance: 1e-14, maxEvaluations: 5_000 };

  test('finds the bottom of a curved valley', () => {
    const objective = (p: Float64Array): number => 100 * (at(p, 1) - at(p, 0) ** 2) ** 2 + (1 - at(p, 0)) ** 2;
    const found = nelderMead({ ...search, objective, start: Float64Array.of(-1.2, 1) });
    expect(at(found.point, 0)).toBeCloseTo(1, 5);
    expect(at(found.point, 1)).toBeCloseTo(1, 5);
  });

  test('finds it in one dimension and in six', () => {
    const objective = (p: Float64Array): number => p.reduce((sum, x, i) => sum + (i + 1) * (x - i) ** 2, 0);
    for (const size of [1, 6]) {
      const found = nelderMead({ ...search, objective, start: new Float64Array(size).fill(3) });
      for (const [i, x] of found.point.entries()) expect(Math.abs(x - i)).toBeLessThan(1e-5);
    }
  });

  test('keeps out of where the objective has no value', () => {
    const objective = (p: Float64Array): number => Math.log(at(p, 0)) ** 2;
    const found = nelderMead({ ...search, objective, start: Float64Array.of(0.1), step: -0.3 });
    expect(at(found.point, 0)).toBeCloseTo(1, 5);
  });

  test('stops when its evaluations are spent', () => {
    const objective = (p: Float64Array): number => at(p, 0);
    const found = nelderMead({ ...search, objective, start: Float64Array.of(0), maxEvaluations: 50 });
    expect(found.evaluations).toBeLessThanOrEqual(53);
  });
});
