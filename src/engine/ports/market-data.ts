import type { Bar, BarInterval } from '../domain/bar.ts';
import type { Book } from '../domain/book.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Failure, Outcome } from '../domain/outcome.ts';
import type { Quote } from '../domain/quote.ts';
import type { Trade } from '../domain/trade.ts';
import type { Connection, Subscription } from './connection.ts';

/** Statistics that ride on an underlying's quote line. Vols as fractions; null = not told. */
export type UnderlyingStats = {
  readonly impliedVol30: number | null;
  readonly historicalVol30: number | null;
  readonly averageVolume: number | null;
  readonly callVolume: number | null;
  readonly putVolume: number | null;
  readonly callOpenInterest: number | null;
  readonly putOpenInterest: number | null;
  readonly receivedTime: number;
};

export type QuoteListener = {
  onQuote(quote: Quote): void;
  onStats?(stats: UnderlyingStats): void;
  /** The line cannot deliver (no entitlement, no such contract, limit reached) or recovered: null. */
  onProblem(failure: Failure<MarketDataCode> | null): void;
};

export type MarketDataCode =
  | 'not-connected'
  | 'no-contract'
  | 'ambiguous-contract'
  | 'no-entitlement'
  | 'delayed-only'
  | 'line-limit'
  | 'depth-limit'
  | 'pacing'
  | 'no-data'
  | 'timeout'
  | 'cancelled'
  | 'vendor-error';

export type ContractQuery = Pick<Instrument, 'symbol' | 'secType' | 'exchange' | 'currency'> & {
  readonly expiry?: string;
  readonly strike?: number;
  readonly right?: 'C' | 'P';
  readonly tradingClass?: string;
  readonly conId?: number;
};

export type HistoryKind = 'TRADES' | 'MIDPOINT' | 'OPTION_IMPLIED_VOLATILITY' | 'HISTORICAL_VOLATILITY';

export type HistoryQuery = {
  readonly instrument: Instrument;
  readonly kind: HistoryKind;
  readonly interval: BarInterval;
  /** Exclusive end, ms; null = now. */
  readonly endMs: number | null;
  /** How many bars back from the end, at most 2,000. */
  readonly count: number;
  readonly regularHoursOnly: boolean;
  /** Lower is sooner; the trader's focus is 0, background warm-up 9. */
  readonly priority: number;
};

/** What the adapter counts about its own connection, for Health. */
export type FeedStatistics = {
  readonly messages: number;
  /** Frames or callbacks that could not be understood; the stream went on behind them. */
  readonly faults: number;
  readonly reconnects: number;
  readonly sentLastMinute: number;
  readonly sendBudgetPerMinute: number;
  /** Of the liveness probe; null before the first answer. */
  readonly roundTripP50Ms: number | null;
  readonly roundTripP99Ms: number | null;
  /** Monotonic time of the newest input; null before the first. */
  readonly lastInputMs: number | null;
};

/**
 * A vendor's market data. Subscriptions survive reconnects: the adapter restores them by priority.
 * Line budgets belong to the caller; wire pacing to the adapter. Nothing throws.
 */
export interface MarketData {
  readonly id: string;
  connection(): Connection;
  onConnection(listener: (connection: Connection) => void): Subscription;
  statistics(): FeedStatistics;
  /** The vendor's clock, ms since epoch. */
  vendorTime(): Promise<Outcome<number, MarketDataCode>>;
  resolve(query: ContractQuery): Promise<Outcome<readonly Instrument[], MarketDataCode>>;
  /** Contracts whose symbol or name fits what somebody typed. */
  search(pattern: string): Promise<Outcome<readonly Instrument[], MarketDataCode>>;
  quotes(instrument: Instrument, listener: QuoteListener, priority?: number): Subscription;
  trades(
    instrument: Instrument,
    listener: { onTrade(trade: Trade): void; onProblem(failure: Failure<MarketDataCode> | null): void },
  ): Subscription;
  /**
   * Trades the tape may have missed, oldest first, of [fromMs, toMs] in whole seconds; `isCut` = there were more than the
   * vendor gives at once, and the newest are missing.
   */
  pastTrades(query: {
    readonly instrument: Instrument;
    readonly fromMs: number;
    readonly toMs: number;
  }): Promise<Outcome<{ readonly trades: readonly Trade[]; readonly isCut: boolean }, MarketDataCode>>;
  depth(
    instrument: Instrument,
    levels: number,
    listener: { onBook(book: Book): void; onProblem(failure: Failure<MarketDataCode> | null): void },
  ): Subscription;
  /** Oldest first; the newest may still be forming. */
  history(query: HistoryQuery): Promise<Outcome<readonly Bar[], MarketDataCode>>;
}
