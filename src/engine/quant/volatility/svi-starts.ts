import { choleskySolveInPlace } from '../optimisation/cholesky-in-place.ts';
import type { SmilePoints } from './smile-points.ts';
import { misfitAt, sviCoordinates } from './svi-coordinates.ts';

const vertices = [-1.6, -1.1, -0.75, -0.45, -0.2, 0, 0.2, 0.45, 0.75, 1.1, 1.6];
const bends = [0.02, 0.06, 0.15, 0.35, 0.8, 2, 6];

type Start = { readonly at: Float64Array; readonly misfit: number; readonly row: number; readonly column: number };

/** Best floor and wings for a given vertex and bend: linear in (1, x - m, R), then moved into the box. */
function innerSolution(points: SmilePoints, m: number, sigma: number): Float64Array | null {
  const matrix = new Float64Array(9);
  const vector = new Float64Array(3);
  for (let row = 0; row < points.x.length; row += 1) {
    const distance = (points.x[row] as number) - m;
    const basis = [1, distance, Math.sqrt(distance * distance + sigma * sigma)] as const;
    const weight = (points.rootWeight[row] as number) ** 2;
    for (const [i, left] of basis.entries()) {
      vector[i] = (vector[i] as number) + weight * left * (points.y[row] as number);
      for (const [j, right] of basis.entries())
        matrix[i * 3 + j] = (matrix[i * 3 + j] as number) + weight * left * right;
    }
  }
  // A touch of ridge: far from the quotes the columns of a wide bend are nearly dependent.
  for (let i = 0; i < 3; i += 1) matrix[i * 4] = (matrix[i * 4] as number) * (1 + 1e-12);
  if (!choleskySolveInPlace(matrix, vector, 3)) return null;
  const [level = 0, tilt = 0, bend = 0] = vector;
  const left = Math.sqrt(Math.max(bend - tilt, 1e-4));
  const right = Math.sqrt(Math.max(bend + tilt, 1e-4));
  return Float64Array.of(Math.max(level + sigma * left * right, 1e-4), left, right, m, sigma);
}

/**
 * Starting points for the fit, best first: over a grid of vertices and bends the other three parameters follow from a
 * linear problem (quasi-explicit calibration: De Marco & Martini, Zeliade white paper ZWP-0005, 2009). Kept is the best
 * of each vertex and of each bend, so that no valley is missed for a better one next to it.
 */
export function sviStarts(points: SmilePoints): readonly Float64Array[] {
  const starts: Start[] = [];
  for (const [row, m] of vertices.entries()) {
    for (const [column, sigma] of bends.entries()) {
      const at = innerSolution(points, m, sigma);
      if (at?.length === sviCoordinates) starts.push({ at, misfit: misfitAt(points, at), row, column });
    }
  }
  starts.sort((left, right) => left.misfit - right.misfit || left.row - right.row || left.column - right.column);
  const best = (key: 'row' | 'column') =>
    starts.filter((start, index) => starts.findIndex((other) => other[key] === start[key]) === index);
  const kept = new Set([...best('row'), ...best('column')]);
  return starts.filter((start) => kept.has(start)).map((start) => start.at);
}
