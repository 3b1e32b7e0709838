import { chebyshevCosines, chebyshevPoints } from './chebyshev.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/** Where the exercise boundary is solved and how the integrals along it are taken. */
export type BoundaryGrid = {
  /** Values of sqrt(time / years), from 1 down to 0. */
  readonly points: Float64Array;
  readonly fit: Float64Array;
  /**
   * Time gone m = tau sin^2 and time left u = tau cos^2 at the quadrature's angles: the substitution takes the square
   * roots out of both ends. The weights hold dm/dangle / tau.
   */
  readonly sines: Float64Array;
  readonly cosines: Float64Array;
  readonly weights: Float64Array;
};

/** Grids depend on nothing but their size; each is made once. */
const grids = new Map<number, BoundaryGrid>();

/** The grid of a polynomial degree and a number of quadrature points. */
export function boundaryGrid(degree: number, quadrature: number): BoundaryGrid {
  const key = degree * 1000 + quadrature;
  const known = grids.get(key);
  if (known !== undefined) return known;
  const { nodes, weights } = gaussLegendre(quadrature);
  const sines = nodes.map((node) => Math.sin(0.5 * Math.PI * node));
  const cosines = nodes.map((node) => Math.cos(0.5 * Math.PI * node));
  const grid = {
    points: chebyshevPoints(degree),
    fit: chebyshevCosines(degree),
    sines,
    cosines,
    weights: weights.map((weight, k) => weight * Math.PI * (sines[k] as number) * (cosines[k] as number)),
  };
  grids.set(key, grid);
  return grid;
}
