import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import { addDays, instantOf } from '../../../engine/domain/time.ts';

export type TradeFilter = {
  /** `YYYY-MM-DD` of New York; empty = without bound. */
  readonly from: string;
  readonly to: string;
  readonly ticker: string;
  readonly state: 'all' | 'open' | 'closed';
};

export const everything: TradeFilter = { from: '', to: '', ticker: '', state: 'all' };

function startOf(day: string): number | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? instantOf(day.replaceAll('-', ''), 0) : null;
}

/** Bounds as the engine wants them; the last day is included whole. */
export function filterBounds({ from, to }: Pick<TradeFilter, 'from' | 'to'>): {
  readonly from: number | null;
  readonly to: number | null;
} {
  const end = startOf(to);
  return { from: startOf(from), to: end === null ? null : instantOf(addDays(to.replaceAll('-', ''), 1), 0) - 1 };
}

export function filterTrades(trades: readonly JournalTrade[], filter: TradeFilter): readonly JournalTrade[] {
  const { from, to } = filterBounds(filter);
  const ticker = filter.ticker.trim().toUpperCase();
  return trades.filter(
    (trade) =>
      (from === null || trade.openTime >= from) &&
      (to === null || trade.openTime <= to) &&
      (ticker === '' || trade.ticker.startsWith(ticker)) &&
      (filter.state === 'all' || (trade.closeTime === null) === (filter.state === 'open')),
  );
}
