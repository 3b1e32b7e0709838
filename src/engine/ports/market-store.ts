import type { Bar, BarInterval } from '../domain/bar.ts';
import type { OptionRow } from '../domain/chain.ts';
import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Quote } from '../domain/quote.ts';
import type { StoreCode } from './store.ts';

/** Daily close of 30-day implied volatility, as a fraction; null = the vendor had none that day. */
export type VolatilityDay = { readonly date: string; readonly impliedVol: number | null };

export type BarRange = {
  readonly instrument: InstrumentId;
  readonly interval: BarInterval;
  /** Bars that start before this, ms. */
  readonly beforeMs: number;
  readonly count: number;
};

/**
 * What ingestion keeps of the market between runs. Reads answer what is there; writes answer a failure that the
 * caller reports, since the market goes on without a disk.
 */
export interface MarketStore {
  /** A bar replaces the one with the same instrument, interval and start. */
  saveBars(bars: readonly Bar[]): Outcome<void, StoreCode>;
  /** Oldest first. */
  bars(range: BarRange): readonly Bar[];
  saveVolatility(ticker: Ticker, days: readonly VolatilityDay[]): Outcome<void, StoreCode>;
  /** Oldest first. */
  volatility(ticker: Ticker): readonly VolatilityDay[];
  /** The newest known state of each option, with the trading date it belongs to. */
  saveOptions(underlying: Ticker, tradingDate: string, rows: readonly OptionRow[]): Outcome<void, StoreCode>;
  options(underlying: Ticker, tradingDate: string): readonly OptionRow[];
  saveQuotes(quotes: readonly Quote[]): Outcome<void, StoreCode>;
  quotes(): readonly Quote[];
  /** Forgets intraday bars and option rows from before an instant. Answers how many rows went. */
  prune(beforeMs: number): Outcome<number, StoreCode>;
  sizeBytes(): number;
  close(): void;
}
