import type { Bar } from '../../domain/bar.ts';
import { ok, type Outcome } from '../../domain/outcome.ts';
import type { Quote } from '../../domain/quote.ts';
import type { FactReader } from '../../ports/fact-store.ts';
import type { StoreCode } from '../../ports/store.ts';
import { factReader } from './fact-store.ts';
import { openReader } from './open-database.ts';
import { storeFailure } from './store-failure.ts';

export type MarketReader = {
  readonly facts: FactReader;
  /** Bars of all instruments and intervals that start in [fromMs, toMs); a daily bar starts at 00:00 UTC of its date. */
  bars(fromMs: number, toMs: number): Iterable<Bar>;
  /** The last known quotes that were received in [fromMs, toMs). */
  quotes(fromMs: number, toMs: number): Iterable<Quote>;
  close(): void;
};

/** `market.db` for who only reads, whether ingestion is running or not. */
export function openMarketReader(file: string): Outcome<MarketReader, StoreCode> {
  const opened = openReader(file);
  if (!opened.ok) return opened;
  const sql = opened.value;
  try {
    const bars = sql.prepare<[number, number], Bar>(
      `SELECT instrument, interval, start, open, high, low, close, volume FROM bar WHERE start >= ? AND start < ?
       ORDER BY instrument, interval, start`,
    );
    const quotes = sql.prepare<[], { readonly quote: string }>('SELECT quote FROM quote ORDER BY instrument');
    return ok({
      facts: factReader(sql),
      bars: (fromMs, toMs) => bars.iterate(fromMs, toMs),
      quotes: function* all(fromMs, toMs) {
        for (const row of quotes.iterate()) {
          const quote = JSON.parse(row.quote) as Quote;
          if (quote.receivedTime >= fromMs && quote.receivedTime < toMs) yield quote;
        }
      },
      close: () => void sql.close(),
    });
  } catch (error) {
    sql.close();
    return { ok: false, failure: storeFailure(error, file) };
  }
}
