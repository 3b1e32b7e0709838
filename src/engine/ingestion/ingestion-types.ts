import type { BarInterval } from '../domain/bar.ts';
import type { ShownBook } from '../domain/book.ts';
import type { ChainCoverage, ChainScope, OptionChain } from '../domain/chain.ts';
import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Failure, Outcome } from '../domain/outcome.ts';
import type { Quote } from '../domain/quote.ts';
import type { ConnectionPhase, Subscription } from '../ports/connection.ts';
import type { LatencySummary } from '../quant/statistics/latency-samples.ts';

export type IngestionSettings = {
  readonly watchlist: readonly Ticker[];
  /** Market data lines of the account, shared with the TWS windows. */
  readonly marketDataLines: number;
  /** Days of 1s to 5m bars kept. */
  readonly intradayDays: number;
};

/** One watched symbol; null = not known. Same shape as the contract's row. */
export type WatchRow = {
  readonly ticker: Ticker;
  readonly instrument: Instrument | null;
  readonly problem: Failure | null;
  readonly impliedVol30: number | null;
  readonly historicalVol30: number | null;
  readonly averageVolume: number | null;
  readonly callVolume: number | null;
  readonly putVolume: number | null;
  readonly callOpenInterest: number | null;
  readonly putOpenInterest: number | null;
};

export type VolatilityHistory = {
  readonly ticker: Ticker;
  /** Trading dates, oldest first, aligned with `impliedVol`. */
  readonly dates: string[];
  readonly impliedVol: (number | null)[];
  readonly asOf: number;
};

/** Numeric columns of equal length: what a batch stream carries. */
export type Columns = Readonly<Record<string, Float64Array>>;

/** Conflating receiver: only the newest item of a key matters. */
export type LatestReceiver<Item> = { set(item: Item): void; remove(key: string): void };
/** A snapshot replaces everything received so far, an append adds rows or replaces those with the same first column. */
export type BatchReceiver = { snapshot(columns: Columns): void; append(columns: Columns): void };
export type BatchSubscription = Subscription & {
  /** Sends the snapshot again, for a receiver that lost something. */
  resend(): void;
};

export type FeedHealthRow = {
  readonly feed: string;
  readonly title: string;
  readonly vendor: string;
  readonly phase: ConnectionPhase;
  readonly detail: string;
  readonly failure: Failure | null;
  readonly since: number;
  readonly lastMessageAgeMs: number | null;
  readonly messages: number;
  readonly messagesPerSecond: number;
  readonly latencyP50Ms: number | null;
  readonly latencyP99Ms: number | null;
  readonly linesUsed: number | null;
  readonly linesLimit: number | null;
  readonly requestsPerMinute: number | null;
  readonly requestBudgetPerMinute: number | null;
  readonly errors: number;
  readonly gaps: number;
  readonly reconnects: number;
  readonly notices: { code: number; message: string; time: number }[];
};

/** Market data as the rest of the program gets it. Subscribing is demand; closing releases it. */
export interface Ingestion {
  start(): void;
  applySettings(settings: IngestionSettings): void;
  watchlist(receiver: LatestReceiver<WatchRow>): Subscription;
  search(pattern: string): Promise<Outcome<Instrument[]>>;
  instrument(id: InstrumentId): Promise<Outcome<Instrument | null>>;
  /** Empty = the whole watchlist. */
  quotes(instruments: readonly InstrumentId[], receiver: LatestReceiver<Quote>): Subscription;
  bars(
    query: { readonly instrument: InstrumentId; readonly interval: BarInterval; readonly count: number },
    receiver: BatchReceiver,
  ): BatchSubscription;
  tape(instrument: InstrumentId, receiver: BatchReceiver): BatchSubscription;
  depth(instrument: InstrumentId, levels: number, receiver: LatestReceiver<ShownBook>): Subscription;
  chain(underlying: Ticker, receiver: LatestReceiver<OptionChain>): Subscription;
  chainCoverage(underlying: Ticker, scope: ChainScope, receiver: LatestReceiver<ChainCoverage>): Subscription;
  chains(receiver: LatestReceiver<OptionChain>): Subscription;
  volatilityHistory(receiver: LatestReceiver<VolatilityHistory>): Subscription;
  health(receiver: LatestReceiver<FeedHealthRow>): Subscription;
  latencies(): LatencySummary[];
  storeBytes(): number;
  /** Writes what is pending; the store stays open for its owner to close. */
  close(): void;
}
