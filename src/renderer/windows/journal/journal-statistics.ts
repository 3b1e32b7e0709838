import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';

export type JournalStatistics = {
  /** Closed trades: the only ones that count below. */
  readonly closed: number;
  readonly open: number;
  readonly winners: number;
  readonly winRate: number | null;
  /** 95 % Wilson interval of the win rate: few trades say little. */
  readonly winRateRange: readonly [number, number] | null;
  readonly realizedPnl: number | null;
  readonly commission: number | null;
  /** Average profit of a trade. */
  readonly expectancy: number | null;
  /** Profits over losses; null without a loss. */
  readonly profitFactor: number | null;
  readonly averageR: number | null;
  /** Trades with a planned stop, the base of `averageR`. */
  readonly withR: number;
};

type Counted = Pick<JournalTrade, 'closeTime' | 'realizedPnl' | 'commission' | 'rMultiple'>;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const z95 = 1.959964;

/** Wilson, E. B. (1927): interval of a proportion that stays within 0..1. */
export function wilson(successes: number, n: number): readonly [number, number] | null {
  if (n === 0) return null;
  const share = successes / n;
  const z2 = z95 * z95;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Figures of what is shown; a trade still open has no result yet. */
export function journalStatistics(trades: readonly Counted[]): JournalStatistics {
  const closed = trades.filter(({ closeTime }) => closeTime !== null);
  const results = closed.map(({ realizedPnl }) => realizedPnl);
  const winners = results.filter((result) => result > 0).length;
  const lost = -sum(results.filter((result) => result < 0));
  const rs = closed.flatMap(({ rMultiple }) => (rMultiple === null ? [] : [rMultiple]));
  const n = closed.length;
  return {
    closed: n,
    open: trades.length - n,
    winners,
    winRate: n === 0 ? null : winners / n,
    winRateRange: wilson(winners, n),
    realizedPnl: n === 0 ? null : sum(results),
    commission: n === 0 ? null : sum(closed.map(({ commission }) => commission)),
    expectancy: n === 0 ? null : sum(results) / n,
    profitFactor: lost === 0 ? null : sum(results.filter((result) => result > 0)) / lost,
    averageR: rs.length === 0 ? null : sum(rs) / rs.length,
    withR: rs.length,
  };
}
