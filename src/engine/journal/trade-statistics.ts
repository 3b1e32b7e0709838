import type { JournalTrade } from '../domain/journal-trade.ts';

export type TradeStatistics = {
  readonly trades: number;
  readonly winners: number;
  readonly losers: number;
  /** 0..1; null without closed trades. */
  readonly winRate: number | null;
  readonly realizedPnl: number;
  readonly commission: number;
  readonly averagePnl: number | null;
  /** Sum of profits over sum of losses; null without a loss. */
  readonly profitFactor: number | null;
  readonly averageR: number | null;
  readonly largestDrawdown: number;
};

/** Over closed trades, in order of closing. Breakdowns are made by filtering before. */
export function tradeStatistics(all: readonly JournalTrade[]): TradeStatistics {
  const trades = all
    .filter((trade) => trade.closeTime !== null)
    .toSorted((a, b) => (a.closeTime ?? 0) - (b.closeTime ?? 0));
  const gains = trades.filter((trade) => trade.realizedPnl > 0);
  const losses = trades.filter((trade) => trade.realizedPnl < 0);
  const rs = trades.map((trade) => trade.rMultiple).filter((r) => r !== null);
  const total = sum(trades.map((trade) => trade.realizedPnl));
  const lost = -sum(losses.map((trade) => trade.realizedPnl));
  return {
    trades: trades.length,
    winners: gains.length,
    losers: losses.length,
    winRate: trades.length === 0 ? null : gains.length / trades.length,
    realizedPnl: total,
    commission: sum(trades.map((trade) => trade.commission)),
    averagePnl: trades.length === 0 ? null : total / trades.length,
    profitFactor: lost === 0 ? null : sum(gains.map((trade) => trade.realizedPnl)) / lost,
    averageR: rs.length === 0 ? null : sum(rs) / rs.length,
    largestDrawdown: drawdown(trades.map((trade) => trade.realizedPnl)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Deepest fall of the running total below its highest point so far, as a positive number. */
function drawdown(results: readonly number[]): number {
  let total = 0;
  let peak = 0;
  let deepest = 0;
  for (const result of results) {
    total += result;
    peak = Math.max(peak, total);
    deepest = Math.max(deepest, peak - total);
  }
  return deepest;
}
