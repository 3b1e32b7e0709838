import type { Ticker } from '../../domain/ids.ts';
import { dateUtc } from '../../domain/time.ts';
import { reportsOf } from '../../ingestion/evidence-board.ts';
import { alwaysWatched, idOfTicker, kindOfHistory, secTypeOfId } from '../../ingestion/instrument-query.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { MarketStore } from '../../ports/market-store.ts';
import type { BrokerItems } from '../../ports/recording.ts';

export type RecordDayParts = {
  readonly market: Pick<MarketStore, 'bars' | 'volatility'>;
  readonly facts: Pick<FactStore, 'query'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly watchlist: () => readonly Ticker[];
  readonly keep: <What extends 'history' | 'facts'>(what: What, value: BrokerItems[What]) => void;
};

/** A year and more of trading days: what layers look back. */
const daysBack = 300;

/**
 * What the program knew before a recorded day began and does not ask again: days that are over, and reports whose
 * windows are months long. Without it only the first recorded day could be scored again.
 */
export function recordWhatIsKnown({ market, facts, clock, watchlist, keep }: RecordDayParts): void {
  const now = clock.now();
  const tickers = [...new Set([...alwaysWatched, ...watchlist()])];
  for (const ticker of tickers) {
    const instrument = idOfTicker(ticker);
    const bars = market.bars({ instrument, interval: '1d', beforeMs: now, count: daysBack });
    const kind = kindOfHistory(secTypeOfId(instrument));
    if (bars.length > 0) keep('history', { instrument, kind, interval: '1d', bars });
    const days = market.volatility(ticker).flatMap(({ date, impliedVol }) => {
      const level = impliedVol;
      if (level === null) return [];
      return [
        {
          ...{ instrument, interval: '1d' as const, start: dateUtc(date), volume: 0 },
          ...{ open: level, high: level, low: level, close: level },
        },
      ];
    });
    if (days.length > 0) keep('history', { instrument, kind: 'OPTION_IMPLIED_VOLATILITY', interval: '1d', bars: days });
  }
  const reports = reportsOf(facts, tickers, now);
  if (reports.length > 0) keep('facts', reports);
}
