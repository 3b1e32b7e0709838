/** Of closed trades, in the currency of their P&L. A P&L of 0 counts as a trade, as neither win nor loss. */
export type TradeStatistics = {
  readonly count: number;
  readonly winRate: number | null;
  /** Gross win over gross loss; Infinity without a loss, null without trades. */
  readonly profitFactor: number | null;
  /** Mean P&L. */
  readonly expectancy: number | null;
  readonly averageWin: number | null;
  /** Negative. */
  readonly averageLoss: number | null;
  /** Average win over the size of the average loss. */
  readonly payoff: number | null;
};

/** Statistics of trades; no trades give nulls, as does a P&L that is not finite (with the count it came in). */
export function tradeStatistics(pnl: Float64Array): TradeStatistics {
  const count = pnl.length;
  const none = { winRate: null, profitFactor: null, expectancy: null, averageWin: null, averageLoss: null };
  if (count === 0 || !pnl.every(Number.isFinite)) return { count, ...none, payoff: null };
  let grossWin = 0;
  let grossLoss = 0;
  let wins = 0;
  let losses = 0;
  let sum = 0;
  for (const value of pnl) {
    sum += value;
    if (value > 0) {
      grossWin += value;
      wins += 1;
    } else if (value < 0) {
      grossLoss -= value;
      losses += 1;
    }
  }
  const averageWin = wins > 0 ? grossWin / wins : null;
  const averageLoss = losses > 0 ? -grossLoss / losses : null;
  return {
    count,
    winRate: wins / count,
    profitFactor: grossLoss > 0 ? grossWin / grossLoss : Number.POSITIVE_INFINITY,
    expectancy: sum / count,
    averageWin,
    averageLoss,
    payoff: averageWin === null || averageLoss === null ? null : averageWin / -averageLoss,
  };
}
