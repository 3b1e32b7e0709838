import type { Bar } from '../domain/bar.ts';
import type { OptionChain } from '../domain/chain.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Exposure } from '../domain/exposure.ts';
import type { Ticker } from '../domain/ids.ts';
import { markOf, type Quote } from '../domain/quote.ts';
import type { Volatility } from '../domain/volatility.ts';
import { createBeat, type Beat } from '../ports/beat.ts';
import type { Clock } from '../ports/clock.ts';
import { createTopic, type Topic } from './topic.ts';
import { sameChain } from './same-chain.ts';
import { exposureOfChain } from './exposure-of-chain.ts';
import { quantDue, quantWanted, newTickerBook, type TickerBook, type VolatilityHistory } from './ticker-book.ts';
import { volatilityOf } from './volatility-of.ts';

const loopMs = 100;
/** What age alone makes due is looked for this often. */
const lookMs = 1_000;
/** Most real time one pass may spend on exposures; what is left waits for the next. */
const exposureBudgetMs = 25;

/** Told about each ticker whose inputs have changed, at most ten times a second. */
export type BookListener = (book: TickerBook) => void;

/**
 * Keeps the quant results of every ticker current: exposure and volatility with their as-of times. What comes in marks a
 * ticker dirty; one loop does the work, so that a burst of ticks costs one computation and a market at rest none.
 */
export class AnalyticsService {
  readonly exposures: Topic<Exposure> = createTopic();
  readonly volatilities: Topic<Volatility> = createTopic();
  readonly #clock: Clock;
  readonly #books = new Map<Ticker, TickerBook>();
  readonly #byInstrument = new Map<string, TickerBook>();
  readonly #listeners = new Set<BookListener>();
  readonly #unwatched = new Set<(ticker: Ticker) => void>();
  readonly #beat: Beat;
  readonly #stopLooking: () => void;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#beat = createBeat(clock, loopMs, () => this.pass());
    this.#stopLooking = clock.every(lookMs, () => this.#beat.wake());
  }

  books(): readonly TickerBook[] {
    return [...this.#books.values()];
  }

  book(ticker: Ticker): TickerBook | null {
    return this.#books.get(ticker) ?? null;
  }

  onBook(listener: BookListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Told of each ticker that is watched no longer. */
  onUnwatch(listener: (ticker: Ticker) => void): () => void {
    this.#unwatched.add(listener);
    return () => this.#unwatched.delete(listener);
  }

  watch(row: {
    readonly ticker: Ticker;
    readonly instrument: { readonly id: string } | null;
    readonly impliedVol30: number | null;
  }): void {
    const book = this.#open(row.ticker);
    if (row.instrument && book.instrument !== row.instrument.id) {
      book.instrument = row.instrument.id;
      this.#byInstrument.set(row.instrument.id, book);
      this.#mark(book);
    }
    if (book.impliedVol30 === row.impliedVol30) return;
    book.impliedVol30 = row.impliedVol30;
    this.#mark(book);
  }

  unwatch(ticker: Ticker): void {
    const book = this.#books.get(ticker);
    if (book?.instrument) this.#byInstrument.delete(book.instrument);
    this.#books.delete(ticker);
    this.exposures.remove(ticker);
    this.volatilities.remove(ticker);
    for (const tell of this.#unwatched) tell(ticker);
  }

  quote(quote: Quote): void {
    const book = this.#byInstrument.get(quote.instrument);
    if (!book) return;
    book.quote = quote;
    this.#mark(book);
  }

  chain(chain: OptionChain): void {
    const book = this.#books.get(chain.underlying);
    if (!book) return;
    // The rotation visits quiet chains as often as lively ones.
    const same = sameChain(book.chain, chain);
    book.chain = chain;
    if (same) return;
    book.chainChanged = true;
    this.#mark(book);
  }

  bars(ticker: Ticker, interval: '1d' | '5m', bars: readonly Bar[]): void {
    const book = this.#books.get(ticker);
    if (!book) return;
    if (interval === '1d') book.dailyBars = bars;
    else book.fiveMinuteBars = bars;
    this.#mark(book);
  }

  evidence(evidence: Evidence): void {
    const book = this.#books.get(evidence.ticker);
    if (!book) return;
    book.evidence = evidence;
    this.#mark(book);
  }

  volatilityHistory(ticker: Ticker, history: VolatilityHistory): void {
    const book = this.#books.get(ticker);
    if (!book) return;
    book.volatilityHistory = history;
    this.#mark(book);
  }

  /** One turn of the loop; public for tests and replays. */
  pass(): void {
    const started = this.#clock.monotonicMs();
    for (const book of this.#books.values()) {
      const spot = book.quote ? markOf(book.quote) : (book.chain?.spot ?? null);
      const at = { spot, clock: this.#clock };
      const inTime = this.#clock.monotonicMs() - started < exposureBudgetMs;
      if (inTime && quantDue(book, at)) this.#refresh(book, spot);
      // Too early or no time left: the next turn sees to it.
      else if (quantWanted(book, at)) this.#beat.wake();
      if (!book.dirty) continue;
      book.dirty = false;
      for (const tell of this.#listeners) tell(book);
      // Whoever was told too soon for another score wants to be told again.
      if (book.dirty) this.#beat.wake();
    }
  }

  close(): void {
    this.#beat.stop();
    this.#stopLooking();
  }

  #mark(book: TickerBook): void {
    book.dirty = true;
    this.#beat.wake();
  }

  #open(ticker: Ticker): TickerBook {
    const known = this.#books.get(ticker);
    if (known) return known;
    const book = newTickerBook(ticker);
    this.#books.set(ticker, book);
    return book;
  }

  #refresh(book: TickerBook, spot: number | null): void {
    if (spot === null) return;
    const nowMs = this.#clock.now();
    book.exposure = book.chain ? exposureOfChain({ chain: book.chain, spot, nowMs }) : null;
    book.volatility = volatilityOf({ book, spot, nowMs });
    book.exposureSpot = spot;
    book.exposureMs = this.#clock.monotonicMs();
    book.exposureTime = nowMs;
    book.chainChanged = false;
    book.dirty = true;
    publish(this.exposures, book.ticker, book.exposure);
    publish(this.volatilities, book.ticker, book.volatility);
  }
}

/** What can be told no longer is taken back: the last of it would stand as if it held. */
function publish<Value>(topic: Topic<Value>, ticker: Ticker, value: Value | null): void {
  if (value === null) topic.remove(ticker);
  else topic.set(ticker, value);
}
