/** Chebyshev points of the second kind on [0, 1], from 1 down to 0: x_j = (1 + cos(j pi / n)) / 2, j = 0..n. */
export function chebyshevPoints(degree: number): Float64Array {
  return Float64Array.from({ length: degree + 1 }, (_each, j) => 0.5 * (1 + Math.cos((j * Math.PI) / degree)));
}

/** cos(j k pi / n), row by row: what turns values at the points into coefficients. */
export function chebyshevCosines(degree: number): Float64Array {
  const size = degree + 1;
  return Float64Array.from({ length: size * size }, (_each, at) =>
    Math.cos((Math.floor(at / size) * (at % size) * Math.PI) / degree),
  );
}

/** Coefficients of the polynomial through `values` at `chebyshevPoints`, ready for `chebyshevAt`; written into `out`. */
export function fitChebyshev(values: Float64Array, cosines: Float64Array, out: Float64Array): void {
  const degree = values.length - 1;
  for (let k = 0; k <= degree; k += 1) {
    const ends = (values[0] as number) + (values[degree] as number) * (k % 2 === 0 ? 1 : -1);
    let sum = 0.5 * ends;
    for (let j = 1; j < degree; j += 1) sum += (values[j] as number) * (cosines[k * (degree + 1) + j] as number);
    out[k] = ((k === 0 || k === degree ? 1 : 2) / degree) * sum;
  }
}

/** The polynomial at x in [0, 1] by Clenshaw's recurrence. */
export function chebyshevAt(coefficients: Float64Array, x: number): number {
  const twice = 4 * x - 2;
  let b1 = 0;
  let b2 = 0;
  for (let k = coefficients.length - 1; k > 0; k -= 1) {
    const next = twice * b1 - b2 + (coefficients[k] as number);
    b2 = b1;
    b1 = next;
  }
  return 0.5 * twice * b1 - b2 + (coefficients[0] as number);
}
