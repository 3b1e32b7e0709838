import type { Book } from '../domain/book.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { MarketData } from '../ports/market-data.ts';
import { FanOut } from './fan-out.ts';
import type { LatestReceiver } from './ingestion-types.ts';
import type { InstrumentBook } from './instrument-book.ts';

export type DepthRotationOptions = {
  readonly marketData: Pick<MarketData, 'depth'>;
  readonly book: InstrumentBook;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Shortest time a book is shown while others wait. */
  readonly dwellMs: number;
  onGap(): void;
};

type Wanted = { count: number; levels: number; line: Subscription | null; since: number; opening: boolean };

/** Market depth requests of an account with 100 lines. */
const slots = 3;

/** Three books at a time; when more are wanted, the one shown longest gives way to the one waiting longest. */
export class DepthRotation {
  readonly books = new FanOut<Book>((book) => book.instrument);
  readonly #options: DepthRotationOptions;
  readonly #wanted = new Map<InstrumentId, Wanted>();

  constructor(options: DepthRotationOptions) {
    this.#options = options;
  }

  subscribe(id: InstrumentId, levels: number, receiver: LatestReceiver<Book>): Subscription {
    const wanted = this.#wanted.get(id) ?? { count: 0, levels, line: null, since: -Infinity, opening: false };
    wanted.count += 1;
    wanted.levels = Math.max(wanted.levels, levels);
    this.#wanted.set(id, wanted);
    const trimmed: LatestReceiver<Book> = {
      set: (book) => receiver.set({ ...book, bids: book.bids.slice(0, levels), asks: book.asks.slice(0, levels) }),
      remove: (key) => receiver.remove(key),
    };
    const subscription = this.books.subscribe(trimmed, (key) => key === id);
    this.turn();
    let closed = false;
    return {
      close: () => {
        if (closed) return;
        closed = true;
        subscription.close();
        this.#release(id, wanted);
      },
    };
  }

  /** Gives slots to those who wait; called once a second. */
  turn(): void {
    const waiting = [...this.#wanted].filter(([, wanted]) => !wanted.line && !wanted.opening);
    waiting.sort(([, a], [, b]) => a.since - b.since);
    for (const [id, wanted] of waiting) {
      if (!this.#makeRoom()) return;
      this.#open(id, wanted);
    }
  }

  close(): void {
    for (const wanted of this.#wanted.values()) wanted.line?.close();
    this.#wanted.clear();
  }

  #makeRoom(): boolean {
    const shown = [...this.#wanted.values()].filter((wanted) => wanted.line || wanted.opening);
    if (shown.length < slots) return true;
    const now = this.#options.clock.monotonicMs();
    const oldest = shown.filter((wanted) => wanted.line && now - wanted.since >= this.#options.dwellMs);
    const [leaving] = oldest.sort((a, b) => a.since - b.since);
    if (!leaving) return false;
    leaving.line?.close();
    leaving.line = null;
    leaving.since = now;
    return true;
  }

  #open(id: InstrumentId, wanted: Wanted): void {
    wanted.opening = true;
    void this.#options.book.resolve(id).then((found) => {
      wanted.opening = false;
      if (!found.ok || wanted.count === 0) return;
      wanted.since = this.#options.clock.monotonicMs();
      wanted.line = this.#options.marketData.depth(found.value, wanted.levels, {
        onBook: (book) => {
          if (book.gap) this.#options.onGap();
          this.books.set(book.instrument === id ? book : { ...book, instrument: id });
        },
        onProblem: () => undefined,
      });
    });
  }

  #release(id: InstrumentId, wanted: Wanted): void {
    wanted.count -= 1;
    if (wanted.count > 0) return;
    wanted.line?.close();
    wanted.line = null;
    if (this.#wanted.get(id) === wanted) this.#wanted.delete(id);
    this.books.remove(id);
    this.turn();
  }
}
