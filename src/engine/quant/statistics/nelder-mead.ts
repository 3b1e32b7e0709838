export type Minimum = { readonly point: Float64Array; readonly value: number; readonly evaluations: number };

type Simplex = { readonly points: Float64Array[]; readonly values: Float64Array; readonly order: number[] };

function sortSimplex({ values, order }: Simplex): void {
  order.sort((i, j) => (values[i] as number) - (values[j] as number));
}

/** Mean of all points but the worst, into `centre`. */
function centroid({ points, order }: Simplex, centre: Float64Array): void {
  centre.fill(0);
  const others = order.length - 1;
  for (let rank = 0; rank < others; rank += 1) {
    const point = points[order[rank] as number] as Float64Array;
    for (let i = 0; i < centre.length; i += 1) centre[i] = (centre[i] as number) + (point[i] as number) / others;
  }
}

/** centre + factor (worst - centre) */
function along(out: Float64Array, centre: Float64Array, worst: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < out.length; i += 1)
    out[i] = (centre[i] as number) + factor * ((worst[i] as number) - (centre[i] as number));
  return out;
}

/** A function that answers NaN is taken as standing outside its domain. */
function counted(objective: (point: Float64Array) => number): { at(point: Float64Array): number; count(): number } {
  let count = 0;
  const at = (point: Float64Array): number => {
    count += 1;
    const value = objective(point);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  return { at, count: () => count };
}

/**
 * Local minimum without derivatives, from `start` with a first simplex of `step`, until the values of the simplex agree
 * to `tolerance` or `maxEvaluations` are spent. Deterministic. Nelder & Mead, Computer J. 7 (1965) 308, with the
 * dimension-dependent coefficients of Gao & Han, Comput. Optim. Appl. 51 (2012) 259.
 */
export function nelderMead(input: {
  readonly objective: (point: Float64Array) => number;
  readonly start: Float64Array;
  readonly step: number;
  readonly tolerance: number;
  readonly maxEvaluations: number;
}): Minimum {
  const { start, step, tolerance, maxEvaluations } = input;
  const size = start.length;
  const counter = counted(input.objective);
  const points = Array.from({ length: size + 1 }, (_, corner) => {
    const point = start.slice();
    if (corner > 0) point[corner - 1] = (point[corner - 1] as number) + step;
    return point;
  });
  const values = Float64Array.from(points, (point) => counter.at(point));
  const simplex: Simplex = { points, values, order: points.map((_, index) => index) };
  const centre = new Float64Array(size);
  const trial = new Float64Array(size);
  const second = new Float64Array(size);
  const expand = 1 + 2 / size;
  const contract = 0.75 - 1 / (2 * size);
  const shrink = 1 - 1 / size;
  const replaceWorst = (worst: number, point: Float64Array, value: number): void => {
    (points[worst] as Float64Array).set(point);
    values[worst] = value;
  };
  const shrinkTowardsBest = (best: number): void => {
    const anchor = (points[best] as Float64Array).slice();
    for (const [index, point] of points.entries()) {
      if (index === best) continue;
      along(point, anchor, point.slice(), shrink);
      values[index] = counter.at(point);
    }
  };
  for (;;) {
    sortSimplex(simplex);
    const best = simplex.order[0] as number;
    const worst = simplex.order[size] as number;
    const spread = (values[worst] as number) - (values[best] as number);
    if (spread <= tolerance || counter.count() >= maxEvaluations) {
      return { point: points[best] as Float64Array, value: values[best] as number, evaluations: counter.count() };
    }
    centroid(simplex, centre);
    const worstPoint = points[worst] as Float64Array;
    const reflected = counter.at(along(trial, centre, worstPoint, -1));
    if (reflected < (values[best] as number)) {
      const expanded = counter.at(along(second, centre, worstPoint, -expand));
      if (expanded < reflected) replaceWorst(worst, second, expanded);
      else replaceWorst(worst, trial, reflected);
    } else if (reflected < (values[simplex.order[size - 1] as number] as number)) {
      replaceWorst(worst, trial, reflected);
    } else {
      const outside = reflected < (values[worst] as number);
      const value = counter.at(along(second, centre, worstPoint, outside ? -contract : contract));
      if (value < Math.min(reflected, values[worst] as number)) replaceWorst(worst, second, value);
      else shrinkTowardsBest(best);
    }
  }
}
