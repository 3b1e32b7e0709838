import { leastSquares, type ResidualModel } from '../optimisation/least-squares.ts';
import type { SmilePoints } from './smile-points.ts';
import { butterflyTerm, checkGrid, gridPoint, sliceArbitrage, wingPoint } from './svi-arbitrage.ts';
import { sliceOfCoordinates, sviCoordinates } from './svi-coordinates.ts';

const nearPoints = 101;
const wingPoints = 161;
const gridPoints = nearPoints + wingPoints;
/**
 * The rungs of the ladder: how hard, and how far above 0, g is pushed. The distance makes up for what the finer grid of
 * the check sees between two of these points, and grows as long as it sees anything.
 */
const rungs = 16;
const firstWeight = 1e-2;
const firstMargin = 1e-3;
const differenceStep = 1e-6;

type Push = { readonly weight: number; readonly margin: number };

/** How far g falls short of the margin at points near the money and in the wings, written from `offset` on. */
function writeShortfalls(
  out: Float64Array,
  offset: number,
  { at, points, weight, margin }: Push & { readonly at: Float64Array; readonly points: SmilePoints },
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
function penalised(points: SmilePoints, fit: ResidualModel, push: Push): ResidualModel {
  const moved = new Float64Array(sviCoordinates);
  const shifted = new Float64Array(gridPoints);
  const quotes = fit.residuals;
  return {
    ...fit,
    residuals: quotes + gridPoints,
    evaluate: (at, residual, jacobian) => {
      fit.evaluate(at, residual, jacobian);
      writeShortfalls(residual, quotes, { at, points, ...push });
      for (let parameter = 0; parameter < sviCoordinates; parameter += 1) {
        moved.set(at);
        const value = at[parameter] as number;
        const size = differenceStep * Math.max(Math.abs(value), 1e-3);
        const step = value + size <= (fit.upper[parameter] as number) ? size : -size;
        moved[parameter] = value + step;
        writeShortfalls(shifted, 0, { at: moved, points, ...push });
        for (let index = 0; index < gridPoints; index += 1) {
          const change = (shifted[index] as number) - (residual[quotes + index] as number);
          jacobian[(quotes + index) * sviCoordinates + parameter] = change / step;
        }
      }
    },
  };
}

/**
 * Coordinates near `start` whose slice has no butterfly where `sliceArbitrage` looks: the same fit with a growing penalty
 * on negative g. Gives the last attempt back when none is free of it; the caller looks.
 */
export function withoutButterfly(points: SmilePoints, fit: ResidualModel, start: Float64Array): Float64Array {
  let at = start;
  for (let rung = 0; rung < rungs; rung += 1) {
    if (sliceArbitrage(sliceOfCoordinates(at, points)) === 'none') return at;
    const push = { weight: firstWeight * 4 ** rung, margin: firstMargin * 1.2 ** rung };
    at = leastSquares(penalised(points, fit, push), at, { iterations: 60, tolerance: 1e-9 }).parameters;
  }
  return at;
}
