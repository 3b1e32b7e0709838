import { type ExerciseBoundary, logBoundaryAt, type UnitPut } from './american-boundary.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { normalCdfFromPdf, normalPdf } from './normal.ts';

/** What early exercise adds to the European put of strike 1, and its first two derivatives by spot. */
export type Premium = { price: number; delta: number; gamma: number };

const panel = gaussLegendre(16);
const mostPanels = 16;

type Scene = {
  readonly put: UnitPut;
  readonly boundary: ExerciseBoundary;
  readonly spot: number;
  readonly log: number;
};

/** The premium earned by exercising after the time m = years sin^2(angle), per unit of angle times `weight`. */
function addInstant(sums: Premium, scene: Scene, angle: number, weight: number): void {
  const { put, boundary, spot, log } = scene;
  const { years, vol, rate, dividendYield } = put;
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const m = years * sine * sine;
  const deviation = vol * Math.sqrt(years) * sine;
  const d = (log - logBoundaryAt(boundary, cosine) + (rate - dividendYield) * m) / deviation;
  const d1 = d + 0.5 * deviation;
  const d2 = d - 0.5 * deviation;
  const pdf1 = normalPdf(d1);
  const pdf2 = normalPdf(d2);
  const jacobian = 2 * years * sine * cosine * weight;
  const interest = jacobian * rate * Math.exp(-rate * m);
  const dividend = jacobian * dividendYield * Math.exp(-dividendYield * m);
  const below = normalCdfFromPdf(-d1, pdf1);
  sums.price += interest * normalCdfFromPdf(-d2, pdf2) - dividend * spot * below;
  sums.delta += (dividend * pdf1 - (interest * pdf2) / spot) / deviation - dividend * below;
  sums.gamma +=
    ((interest * pdf2 * (d2 / deviation + 1)) / spot + dividend * pdf1 * (1 - d1 / deviation)) / (spot * deviation);
}

/**
 * Premium at `spot` (strike 1) above the boundary. The integrand turns within the time the spot needs to reach the
 * boundary, so panels shrink by four towards that scale. Carr, Jarrow & Myneni, Math. Finance 2 (1992) 87-106.
 */
export function exercisePremium(put: UnitPut, boundary: ExerciseBoundary, spot: number): Premium {
  const log = Math.log(spot);
  const scene = { put, boundary, spot, log };
  const reach = (log - logBoundaryAt(boundary, 1)) / (put.vol * Math.sqrt(put.years));
  const sums = { price: 0, delta: 0, gamma: 0 };
  let high = 0.5 * Math.PI;
  for (let count = 1; high > 0; count += 1) {
    const low = high > reach && count < mostPanels ? 0.25 * high : 0;
    for (let k = 0; k < panel.nodes.length; k += 1) {
      const angle = low + (high - low) * (panel.nodes[k] as number);
      addInstant(sums, scene, angle, (high - low) * (panel.weights[k] as number));
    }
    high = low;
  }
  return sums;
}
