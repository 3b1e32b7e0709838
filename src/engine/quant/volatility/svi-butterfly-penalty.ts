import { leastSquares, type ResidualModel } from '../optimisation/least-squares.ts';
import type { SmilePoints } from './smile-points.ts';
import { butterflyTerm, checkGrid, gridPoint, sliceArbitrage, wingPoint } from './svi-arbitrage.ts';
import { sliceOfCoordinates, sviCoordinates } from './svi-coordinates.ts';

const nearPoints = 121;
const wingPoints = 81;
const gridPoints = nearPoints + wingPoints;
/** g is pushed to this much above 0, so that the finer grid of the check finds nothing between two points. */
const margin = 2e-3;
const firstWeight = 1e-2;
const lastWeight = 1e7;
const differenceStep = 1e-6;

/** How far g falls short of the margin at points near the money and in the wings, written from `offset` on. */
function writeShortfalls(
  out: Float64Array,
  offset: number,
  { at, points, weight }: { readonly at: Float64Array; readonly points: SmilePoints; readonly weight: number },
): void {
  const slice = sliceOfCoordinates(at, points);
  const grid = checkGrid(slice, nearPoints);
  for (let index = 0; index < gridPoints; index += 1) {
    const k = index < nearPoints ? gridPoint(grid, index) : wingPoint(slice, index - nearPoints, wingPoints);
    const g = butterflyTerm(slice, k);
    // No variance, no density: as bad as g = -1.
    out[offset + index] = Number.isNaN(g) ? -weight * (1 + margin) : weight * Math.min(0, g - margin);
  }
}

/** The fit's residuals with the shortfalls below them; their derivatives by differences into the box. */
function penalised(points: SmilePoints, fit: ResidualModel, weight: number): ResidualModel {
  const moved = new Float64Array(sviCoordinates);
  const shifted = new Float64Array(gridPoints);
  const quotes = fit.residuals;
  return {
    ...fit,
    residuals: quotes + gridPoints,
    evaluate: (at, residual, jacobian) => {
      fit.evaluate(at, residual, jacobian);
      writeShortfalls(residual, quotes, { at, points, weight });
      for (let parameter = 0; parameter < sviCoordinates; parameter += 1) {
        moved.set(at);
        const value = at[parameter] as number;
        const size = differenceStep * Math.max(Math.abs(value), 1e-3);
        const step = value + size <= (fit.upper[parameter] as number) ? size : -size;
        moved[parameter] = value + step;
        writeShortfalls(shifted, 0, { at: moved, points, weight });
        for (let index = 0; index < gridPoints; index += 1) {
          const change = (shifted[index] as number) - (residual[quotes + index] as number);
          jacobian[(quotes + index) * sviCoordinates + parameter] = change / step;
        }
      }
    },
  };
}

/**
 * Coordinates near `start` whose slice has no butterfly where `sliceArbitrage` looks: the same fit with a growing penalty on
 * negative g. Gives back the last attempt when none is free of it; the caller looks.
 */
export function withoutButterfly(points: SmilePoints, fit: ResidualModel, start: Float64Array): Float64Array {
  let at = start;
  for (let weight = firstWeight; weight <= lastWeight; weight *= 10) {
    if (sliceArbitrage(sliceOfCoordinates(at, points)) === 'none') return at;
    at = leastSquares(penalised(points, fit, weight), at, { iterations: 100, tolerance: 1e-10 }).parameters;
  }
  return at;
}
