export type Drawdown = {
  /** Deepest fall from the running peak, 0 or negative: -0.2 = 20 % below. */
  readonly depth: number;
  /** Longest run of bars below a peak. */
  readonly duration: number;
  /** Root mean square of the falls: the Ulcer index as a fraction. Martin & McCann 1989. */
  readonly ulcer: number;
};

/**
 * Falls of the equity that starts at 1 and compounds the returns (0.01 = 1 %). Null for no returns, a value that is not
 * finite or a loss of more than everything.
 */
export function drawdown(returns: Float64Array): Drawdown | null {
  if (returns.length === 0 || !returns.every((value) => Number.isFinite(value) && value >= -1)) return null;
  let equity = 1;
  let peak = 1;
  let depth = 0;
  let under = 0;
  let duration = 0;
  let squares = 0;
  for (const value of returns) {
    equity *= 1 + value;
    peak = Math.max(peak, equity);
    const fall = equity / peak - 1;
    under = fall < 0 ? under + 1 : 0;
    depth = Math.min(depth, fall);
    duration = Math.max(duration, under);
    squares += fall * fall;
  }
  return { depth, duration, ulcer: Math.sqrt(squares / returns.length) };
}
