export type LinearFitResult = {
  readonly slope: number;
  readonly intercept: number;
  /** Slope over its standard error (n - 2 degrees of freedom); null with two points or when y never moves. */
  readonly tStat: number | null;
  /** Share of the variance of y explained; null when y never moves. */
  readonly rSquared: number | null;
  readonly count: number;
};

/**
 * Least squares y = intercept + slope x, one pair at a time, from running central moments (Welford 1962): no loss of
 * digits for values far from zero. Pairs with a value that is no finite number are left out.
 */
export class LinearFit {
  #count = 0;
  #meanX = 0;
  #meanY = 0;
  #xx = 0;
  #xy = 0;
  #yy = 0;
  #minX = Number.POSITIVE_INFINITY;
  #maxX = Number.NEGATIVE_INFINITY;
  #minY = Number.POSITIVE_INFINITY;
  #maxY = Number.NEGATIVE_INFINITY;

  add(x: number, y: number): void {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.#count += 1;
    const fromX = x - this.#meanX;
    const fromY = y - this.#meanY;
    this.#meanX += fromX / this.#count;
    this.#meanY += fromY / this.#count;
    this.#xx += fromX * (x - this.#meanX);
    this.#xy += fromX * (y - this.#meanY);
    this.#yy += fromY * (y - this.#meanY);
    this.#minX = Math.min(this.#minX, x);
    this.#maxX = Math.max(this.#maxX, x);
    this.#minY = Math.min(this.#minY, y);
    this.#maxY = Math.max(this.#maxY, y);
  }

  /** Null with fewer than two pairs or when x never moves. */
  result(): LinearFitResult | null {
    // Equality of the extremes, not a small sum of squares: rounding must not make a slope out of a constant.
    if (this.#count < 2 || this.#minX === this.#maxX || !(this.#xx > 0)) return null;
    const slope = this.#xy / this.#xx;
    const moves = this.#minY < this.#maxY && this.#yy > 0;
    const residual = Math.max(0, this.#yy - slope * this.#xy);
    const freedom = this.#count - 2;
    return {
      slope,
      intercept: this.#meanY - slope * this.#meanX,
      tStat: moves && freedom > 0 ? slope / Math.sqrt(residual / freedom / this.#xx) : null,
      rSquared: moves ? 1 - residual / this.#yy : null,
      count: this.#count,
    };
  }
}

/** The fit of whole columns; the shorter one decides how many pairs there are. */
export function fitLine(x: Float64Array, y: Float64Array): LinearFitResult | null {
  const fit = new LinearFit();
  for (let row = 0; row < x.length && row < y.length; row += 1) fit.add(x[row] as number, y[row] as number);
  return fit.result();
}
