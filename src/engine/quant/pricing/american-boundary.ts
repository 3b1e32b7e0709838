import { type BoundaryGrid, boundaryGrid } from './boundary-grid.ts';
import { bawCriticalPrice } from './barone-adesi-whaley.ts';
import { chebyshevAt, fitChebyshev } from './chebyshev.ts';
import { normalCdfFromPdf, normalPdf } from './normal.ts';

/** A put with strike 1; a call becomes one by exchanging spot with strike and rate with yield. */
export type UnitPut = {
  readonly years: number;
  readonly vol: number;
  /** Above 0; the dividend yield may have any sign. */
  readonly rate: number;
  readonly dividendYield: number;
};

/** How finely the boundary is resolved, and when to stop: change of its logarithm, or number of rounds. */
export type BoundaryScheme = {
  readonly degree: number;
  readonly quadrature: number;
  readonly rounds: number;
  readonly tolerance: number;
};

/** Prices within about 1e-6 of spot in a third of a millisecond. */
export const usualBoundary: BoundaryScheme = { degree: 8, quadrature: 16, rounds: 12, tolerance: 1e-7 };
/** Prices within about 3e-8 of spot, eight times slower: what the usual scheme is judged by. */
export const fineBoundary: BoundaryScheme = { degree: 16, quadrature: 32, rounds: 30, tolerance: 1e-10 };

/** The spot at or below which the put is exercised, as a function of the time still to run. */
export type ExerciseBoundary = {
  /** ln of the limit just before expiry, min(1, r/q). */
  readonly logAtExpiry: number;
  /** Of (ln B - logAtExpiry)^2 in sqrt(time / years): nearly a polynomial, where B itself has infinite slope. */
  readonly coefficients: Float64Array;
};

/** ln B with `x` = sqrt(time / years) in [0, 1]. */
export function logBoundaryAt({ logAtExpiry, coefficients }: ExerciseBoundary, x: number): number {
  return logAtExpiry - Math.sqrt(Math.max(0, chebyshevAt(coefficients, x)));
}

/** The integrals on both sides of the value-matching equation. */
type Sums = { top: number; bottom: number };

type Term = { readonly d: number; readonly deviation: number; readonly top: number; readonly bottom: number };

/** Adds top N(d-) and bottom N(d+); returns the densities. */
function addTerm(
  sums: Sums,
  { d, deviation, top, bottom }: Term,
): { readonly lowerPdf: number; readonly upperPdf: number } {
  const lower = d - 0.5 * deviation;
  const upper = d + 0.5 * deviation;
  const lowerPdf = normalPdf(lower);
  const upperPdf = normalPdf(upper);
  sums.top += top * normalCdfFromPdf(lower, lowerPdf);
  sums.bottom += bottom * normalCdfFromPdf(upper, upperPdf);
  return { lowerPdf, upperPdf };
}

type Place = {
  readonly put: UnitPut;
  readonly grid: BoundaryGrid;
  readonly boundary: ExerciseBoundary;
  readonly point: number;
  readonly log: number;
};

/** ln B at one point after one Newton step of equation "FP-B", the other points held. */
function improvedLog({ put, grid, boundary, point, log }: Place): number {
  const { vol, rate, dividendYield, years } = put;
  const tau = years * point * point;
  const drift = rate - dividendYield;
  const deviation = vol * Math.sqrt(tau);
  const sums = { top: 0, bottom: 0 };
  const { lowerPdf, upperPdf } = addTerm(sums, { d: (log + drift * tau) / deviation, deviation, top: 1, bottom: 1 });
  for (let k = 0; k < grid.weights.length; k += 1) {
    const sine = grid.sines[k] as number;
    const cosine = grid.cosines[k] as number;
    const left = tau * cosine * cosine;
    const share = deviation * sine;
    const weight = tau * (grid.weights[k] as number);
    addTerm(sums, {
      d: (log - logBoundaryAt(boundary, point * cosine) + drift * tau * sine * sine) / share,
      deviation: share,
      top: rate * weight * Math.exp(rate * left),
      bottom: dividendYield * weight * Math.exp(dividendYield * left),
    });
  }
  // Far out both sides underflow together; the starting value is then as good as any.
  if (!(sums.top > 1e-290 && sums.bottom > 1e-290)) return log;
  const target = Math.log(sums.top / sums.bottom) - drift * tau;
  const slope = (lowerPdf / sums.top - upperPdf / sums.bottom) / deviation;
  const step = (target - log) / (1 - slope);
  return Math.min(boundary.logAtExpiry, log + (slope < 1 ? step : target - log));
}

function startingLogs(put: UnitPut, points: Float64Array, start: ExerciseBoundary | undefined): Float64Array {
  const logAtExpiry = put.dividendYield > put.rate ? Math.log(put.rate / put.dividendYield) : 0;
  return points.map((point) => {
    if (point === 0) return logAtExpiry;
    if (start !== undefined) return logAtExpiry + logBoundaryAt(start, point) - start.logAtExpiry;
    const critical = bawCriticalPrice({ cp: -1, spot: 1, strike: 1, ...put, years: put.years * point * point });
    return Math.min(logAtExpiry, Math.log(critical?.spot ?? Math.exp(logAtExpiry)));
  });
}

function fit(boundary: ExerciseBoundary, logs: Float64Array, grid: BoundaryGrid): void {
  const squares = logs.map((log) => (log - boundary.logAtExpiry) ** 2);
  fitChebyshev(squares, grid.fit, boundary.coefficients);
}

/**
 * Exercise boundary of an American put by collocation at Chebyshev points of sqrt(time) and a Newton-corrected fixed
 * point, started from the quadratic approximation or from a neighbouring boundary of the same scheme.
 * Andersen, Lake & Offengenden, J. Computational Finance 20(1) (2016) 39-87.
 */
export function exerciseBoundary(
  put: UnitPut,
  scheme: BoundaryScheme = usualBoundary,
  start?: ExerciseBoundary,
): ExerciseBoundary {
  const grid = boundaryGrid(scheme.degree, scheme.quadrature);
  const logs = startingLogs(put, grid.points, start);
  const boundary = { logAtExpiry: logs[scheme.degree] as number, coefficients: new Float64Array(scheme.degree + 1) };
  fit(boundary, logs, grid);
  for (let round = 0; round < scheme.rounds; round += 1) {
    let change = 0;
    for (let j = 0; j < scheme.degree; j += 1) {
      const log = logs[j] as number;
      const next = improvedLog({ put, grid, boundary, point: grid.points[j] as number, log });
      change = Math.max(change, Math.abs(next - log));
      logs[j] = next;
    }
    fit(boundary, logs, grid);
    if (change < scheme.tolerance) break;
  }
  return boundary;
}
