import { leastSquares, type LeastSquaresResult, type ResidualModel } from '../optimisation/least-squares.ts';
import { type SmilePoints, smilePoints, type SmileQuotes } from './smile-points.ts';
import { sliceArbitrage, type SliceArbitrage } from './svi-arbitrage.ts';
import { withoutButterfly } from './svi-butterfly-penalty.ts';
import {
  coordinateBounds,
  coordinateVariance,
  misfitAt,
  sliceOfCoordinates,
  sviCoordinates,
  writeCoordinateSlopes,
} from './svi-coordinates.ts';
import type { SviSlice } from './svi-slice.ts';
import { sviStarts } from './svi-starts.ts';

/** 'arbitrage': the slice is the closest one and has a butterfly or wing arbitrage. The others carry no slice. */
export type SviFitStatus = 'ok' | 'arbitrage' | 'too-few-points' | 'no-points';

export type SviFit = {
  readonly status: SviFitStatus;
  readonly slice: SviSlice | null;
  /** Root of the (weighted) mean squared error in total variance; NaN without a slice. */
  readonly rmse: number;
  readonly arbitrage: SliceArbitrage | null;
  /** Quotes used. */
  readonly points: number;
};

export type SviFitInput = SmileQuotes & {
  /** Keeps Lee's bound and pushes the slice until g(k) >= 0 on its grid, at the price of a larger error. */
  readonly arbitrageFree?: boolean;
};

const tryOut = { iterations: 25, tolerance: 1e-9 };
const polish = { iterations: 400, tolerance: 1e-11 };
const polished = 3;

/** Weighted errors in scaled variance and their exact derivatives. */
function smileModel(points: SmilePoints, leeWings: boolean): ResidualModel {
  const { x, y, rootWeight } = points;
  return {
    residuals: x.length,
    parameters: sviCoordinates,
    ...coordinateBounds(points, leeWings),
    evaluate: (at, residual, jacobian) => {
      for (let row = 0; row < x.length; row += 1) {
        const factor = rootWeight[row] as number;
        residual[row] = factor * (coordinateVariance(at, x[row] as number) - (y[row] as number));
        writeCoordinateSlopes(jacobian, row * sviCoordinates, { at, x: x[row] as number, factor });
      }
    },
  };
}

/** A few steps from every start, then the best ones to the end; NaN costs sort last. */
function bestOf(model: ResidualModel, starts: readonly Float64Array[]): LeastSquaresResult | undefined {
  const ranked = (results: readonly LeastSquaresResult[]) =>
    results.filter((result) => Number.isFinite(result.cost)).sort((left, right) => left.cost - right.cost);
  const tried = ranked(starts.map((start) => leastSquares(model, start, tryOut)));
  return ranked(tried.slice(0, polished).map(({ parameters }) => leastSquares(model, parameters, polish)))[0];
}

function without(status: SviFitStatus, points: number): SviFit {
  return { status, slice: null, rmse: Number.NaN, arbitrage: null, points };
}

/**
 * Raw SVI slice closest to the quotes in total variance (equal weights unless given): quasi-explicit starts on a grid,
 * then Levenberg-Marquardt with exact derivatives from several of them. Deterministic, and independent of the order of
 * the quotes. Rows that are no quotes (NaN, variance not positive) are left out; fewer than five distinct strikes have no
 * slice. De Marco & Martini (Zeliade) 2009; Gatheral & Jacquier, Quant. Finance 14(1) (2014) 59.
 */
export function fitSvi(input: SviFitInput): SviFit {
  const points = smilePoints(input);
  if (points === null) return without('no-points', 0);
  const count = points.x.length;
  if (points.distinct < sviCoordinates) return without('too-few-points', count);
  const leeWings = input.arbitrageFree === true;
  const model = smileModel(points, leeWings);
  const found = bestOf(model, sviStarts(points));
  if (found === undefined) return without('too-few-points', count);
  const free = leeWings ? withoutButterfly(points, model, found.parameters) : found.parameters;
  const slice = sliceOfCoordinates(free, points);
  const arbitrage = sliceArbitrage(slice);
  return {
    status: arbitrage === 'none' ? 'ok' : 'arbitrage',
    slice,
    rmse: points.level * Math.sqrt(misfitAt(points, free)),
    arbitrage,
    points: count,
  };
}
