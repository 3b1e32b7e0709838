/** One row an interval of trading, oldest first: what the impact regressions are run on. */
export type FlowIntervalColumns = {
  /** Last price less the last price of the interval before. */
  readonly priceChange: Float64Array;
  readonly logReturn: Float64Array;
  /** Shares bought less shares sold by aggressors. */
  readonly signedVolume: Float64Array;
  /** Sum of sign x sqrt(price x shares). */
  readonly signedRootDollars: Float64Array;
};

export type SignedTape = {
  readonly timeMs: Float64Array;
  readonly price: Float64Array;
  readonly size: Float64Array;
  /** +1, 0, -1 by trade. */
  readonly sign: Int8Array;
};

/** One interval that is over. */
export type FlowInterval = { readonly [name in keyof FlowIntervalColumns]: number };

/**
 * Sums signed trades, fed in time order, over intervals of `intervalMs` that begin at multiples of it. Intervals
 * without a trade are left out, and so is the first one, which has no price before it. Trades without a positive price
 * are skipped. An interval is told with the first trade after it, or at the end.
 */
export class FlowIntervals {
  readonly #intervalMs: number;
  readonly #tell: (interval: FlowInterval) => void;
  #interval = Number.NaN;
  #before = Number.NaN;
  #last = Number.NaN;
  #shares = 0;
  #roots = 0;

  constructor(intervalMs: number, tell: (interval: FlowInterval) => void) {
    this.#intervalMs = intervalMs;
    this.#tell = tell;
  }

  trade(timeMs: number, price: number, size: number, sign: number): void {
    if (!(price > 0) || !Number.isFinite(price)) return;
    const interval = Math.floor(timeMs / this.#intervalMs);
    if (interval !== this.#interval && !Number.isNaN(this.#interval)) this.end();
    this.#interval = interval;
    this.#last = price;
    const traded = size > 0 && Number.isFinite(size) ? size : 0;
    this.#shares += sign * traded;
    this.#roots += sign * Math.sqrt(price * traded);
  }

  /** Closes the current interval. */
  end(): void {
    if (Number.isNaN(this.#interval)) return;
    if (!Number.isNaN(this.#before)) {
      this.#tell({
        priceChange: this.#last - this.#before,
        logReturn: Math.log(this.#last / this.#before),
        signedVolume: this.#shares,
        signedRootDollars: this.#roots,
      });
    }
    this.#before = this.#last;
    this.#shares = 0;
    this.#roots = 0;
    this.#interval = Number.NaN;
  }
}

/** The intervals of a whole tape: `FlowIntervals` fed trade by trade. */
export function flowIntervals(tape: SignedTape, intervalMs: number): FlowIntervalColumns {
  const { timeMs, price, size, sign } = tape;
  const rows: FlowInterval[] = [];
  const stream = new FlowIntervals(intervalMs, (interval) => rows.push(interval));
  for (let row = 0; row < timeMs.length; row += 1) {
    stream.trade(timeMs[row] as number, price[row] as number, size[row] as number, sign[row] as number);
  }
  stream.end();
  const column = (name: keyof FlowInterval): Float64Array => Float64Array.from(rows, (row) => row[name]);
  return {
    priceChange: column('priceChange'),
    logReturn: column('logReturn'),
    signedVolume: column('signedVolume'),
    signedRootDollars: column('signedRootDollars'),
  };
}
