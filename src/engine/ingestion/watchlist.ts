import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Failure } from '../domain/outcome.ts';
import type { UnderlyingStats } from '../ports/market-data.ts';
import { FanOut } from './fan-out.ts';
import type { WatchRow } from './ingestion-types.ts';
import type { InstrumentBook } from './instrument-book.ts';
import type { FrontMonth } from './front-month.ts';
import { futureTicker } from './front-month.ts';
import { alwaysWatched, idOfTicker } from './instrument-query.ts';

/** The watched symbols and what is known of each. */
export class Watchlist {
  readonly rows = new FanOut<WatchRow>((row) => row.ticker);
  readonly #book: InstrumentBook;
  readonly #front: Pick<FrontMonth, 'idOf'>;
  readonly #tickerOf = new Map<InstrumentId, Ticker>();
  #tickers: readonly Ticker[] = [];

  constructor(book: InstrumentBook, front: Pick<FrontMonth, 'idOf'>) {
    this.#book = book;
    this.#front = front;
  }

  get tickers(): readonly Ticker[] {
    return this.#tickers;
  }

  get instruments(): readonly InstrumentId[] {
    return [...this.#tickerOf.keys()];
  }

  set(chosen: readonly Ticker[]): void {
    const tickers = [...new Set([...alwaysWatched, ...chosen])];
    for (const gone of this.tickers.filter((ticker) => !tickers.includes(ticker))) this.rows.remove(gone);
    this.#tickerOf.clear();
    this.#tickers = tickers;
    for (const ticker of tickers) {
      const id = this.idOf(ticker);
      if (id !== null) this.#tickerOf.set(id, ticker);
      const row = this.rows.get(ticker);
      // A row that now means another contract has nothing of the one before.
      if (!row || (row.instrument && row.instrument.id !== id)) this.rows.set(emptyRow(ticker));
    }
  }

  /** What a ticker means now; null while a row of futures is not known yet. */
  idOf(ticker: Ticker): InstrumentId | null {
    return futureTicker(ticker) ? this.#front.idOf(ticker) : idOfTicker(ticker);
  }

  onStats(id: InstrumentId, stats: UnderlyingStats): void {
    const { receivedTime: _, ...told } = stats;
    this.#update(id, told);
  }

  /** Null = the line works. */
  onProblem(id: InstrumentId, problem: Failure | null): void {
    this.#update(id, { problem });
  }

  #update(id: InstrumentId, change: Partial<WatchRow>): void {
    const ticker = this.#tickerOf.get(id);
    const row = ticker === undefined ? undefined : this.rows.get(ticker);
    if (row) this.rows.set({ ...row, instrument: this.#book.known(id) ?? row.instrument, ...change });
  }
}

function emptyRow(ticker: Ticker): WatchRow {
  return {
    ticker,
    instrument: null,
    problem: null,
    impliedVol30: null,
    historicalVol30: null,
    averageVolume: null,
    callVolume: null,
    putVolume: null,
    callOpenInterest: null,
    putOpenInterest: null,
  };
}
