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

/**
 * Sums a signed tape in time order over intervals of `intervalMs` that begin at multiples of it. Intervals without a
 * trade are left out, and so is the first one, which has no price before it. Trades without a positive price are
 * skipped.
 */
export function flowIntervals(tape: SignedTape, intervalMs: number): FlowIntervalColumns {
  const { timeMs, price, size, sign } = tape;
  const change: number[] = [];
  const logReturn: number[] = [];
  const volume: number[] = [];
  const root: number[] = [];
  let interval = Number.NaN;
  let before = Number.NaN;
  let last = Number.NaN;
  let shares = 0;
  let roots = 0;
  const close = (): void => {
    if (Number.isFinite(before) && Number.isFinite(last)) {
      change.push(last - before);
      logReturn.push(Math.log(last / before));
      volume.push(shares);
      root.push(roots);
    }
    before = last;
    shares = 0;
    roots = 0;
  };
  for (let row = 0; row < timeMs.length; row += 1) {
    const paid = price[row] as number;
    if (!(paid > 0) || !Number.isFinite(paid)) continue;
    const current = Math.floor((timeMs[row] as number) / intervalMs);
    if (current !== interval && !Number.isNaN(interval)) close();
    interval = current;
    last = paid;
    const traded = Math.max(0, size[row] as number) || 0;
    shares += (sign[row] as number) * traded;
    roots += (sign[row] as number) * Math.sqrt(paid * traded);
  }
  close();
  return {
    priceChange: Float64Array.from(change),
    logReturn: Float64Array.from(logReturn),
    signedVolume: Float64Array.from(volume),
    signedRootDollars: Float64Array.from(root),
  };
}
