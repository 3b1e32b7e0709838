import type { Book, ShownBook } from '../domain/book.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { MarketData, MarketDataCode } from '../ports/market-data.ts';
import { FanOut } from './fan-out.ts';
import type { LatestReceiver } from './ingestion-types.ts';
import type { InstrumentBook } from './instrument-book.ts';

export type DepthRotationOptions = {
  readonly marketData: Pick<MarketData, 'depth'>;
  readonly book: InstrumentBook;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Shortest time a book is shown while others wait. */
  readonly dwellMs: number;
  /** Market depth requests the account may have at once. */
  slots(): number;
  onGap(): void;
};

type Wanted = {
  count: number;
  levels: number;
  /** Levels its line was opened with. */
  openedLevels: number;
  line: Subscription | null;
  since: number;
  /** In the row of those shown or waiting; many change at the same moment, and the row must stay a row. */
  place: number;
  opening: boolean;
  /** Refused by the vendor: not asked for again before then. */
  refusedUntilMs: number;
};

/** A refusal may be lifted in TWS, a window there may be closed. */
const againMs = 60_000;

/** Three books at a time; when more are wanted, the one shown longest gives way and stays as it was. */
export class DepthRotation {
  readonly books = new FanOut<ShownBook>((book) => book.instrument);
  readonly #options: DepthRotationOptions;
  readonly #wanted = new Map<InstrumentId, Wanted>();
  /** Fewer while windows of TWS itself hold some. */
  #slots = Number.POSITIVE_INFINITY;
  #slotsSinceMs = 0;
  #places = 0;

  constructor(options: DepthRotationOptions) {
    this.#options = options;
  }

  subscribe(id: InstrumentId, levels: number, receiver: LatestReceiver<ShownBook>): Subscription {
    const wanted = this.#wanted.get(id) ?? newlyWanted(levels);
    wanted.count += 1;
    wanted.levels = Math.max(wanted.levels, levels);
    this.#wanted.set(id, wanted);
    const trimmed: LatestReceiver<ShownBook> = {
      set: (book) => receiver.set({ ...book, bids: book.bids.slice(0, levels), asks: book.asks.slice(0, levels) }),
      remove: (key) => receiver.remove(key),
    };
    if (!this.books.get(id)) this.books.set(emptyBook(id));
    const subscription = this.books.subscribe(trimmed, (key) => key === id);
    if (wanted.line && wanted.levels > wanted.openedLevels)
      this.#leave(id, wanted, { state: 'waiting', problem: null });
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
    const now = this.#options.clock.monotonicMs();
    const most = this.#options.slots();
    if (this.#slots < most && now - this.#slotsSinceMs >= againMs) {
      this.#slots += 1;
      this.#slotsSinceMs = now;
    }
    const waiting = [...this.#wanted].filter(
      ([, wanted]) => !wanted.line && !wanted.opening && wanted.refusedUntilMs <= now,
    );
    waiting.sort(byPlace);
    for (const [id, wanted] of waiting) {
      if (!this.#makeRoom(now)) return;
      this.#open(id, wanted);
    }
  }

  close(): void {
    for (const wanted of this.#wanted.values()) wanted.line?.close();
    this.#wanted.clear();
  }

  #makeRoom(now: number): boolean {
    const shown = [...this.#wanted].filter(([, wanted]) => wanted.line || wanted.opening);
    if (shown.length < Math.min(this.#slots, this.#options.slots())) return true;
    const oldest = shown.filter(([, wanted]) => wanted.line && now - wanted.since >= this.#options.dwellMs);
    const [leaving] = oldest.sort(byPlace);
    if (!leaving) return false;
    this.#leave(...leaving, { state: 'carried', problem: null });
    return true;
  }

  /** Ends a line; what it has told stays, marked as what it now is. */
  #leave(id: InstrumentId, wanted: Wanted, now: Pick<ShownBook, 'state' | 'problem'>): void {
    wanted.line?.close();
    wanted.line = null;
    wanted.place = this.#places += 1;
    this.#mark(id, now);
  }

  #mark(id: InstrumentId, { state, problem }: Pick<ShownBook, 'state' | 'problem'>): void {
    const book = this.books.get(id) ?? emptyBook(id);
    // Nothing can be carried on that never came.
    const shown = state === 'carried' && book.receivedTime === 0 ? 'waiting' : state;
    this.books.set({ ...book, state: shown, problem });
  }

  #open(id: InstrumentId, wanted: Wanted): void {
    wanted.opening = true;
    void this.#options.book.resolve(id).then((found) => {
      wanted.opening = false;
      if (wanted.count === 0 || this.#wanted.get(id) !== wanted) return;
      if (!found.ok) return this.#refuse(id, wanted, found.failure);
      wanted.since = this.#options.clock.monotonicMs();
      wanted.place = this.#places += 1;
      wanted.openedLevels = wanted.levels;
      let mine: Subscription | null = null;
      const isMine = (): boolean => mine === null || wanted.line === mine;
      mine = this.#options.marketData.depth(found.value, wanted.levels, {
        onBook: (book) => {
          if (isMine()) this.#show(id, book);
        },
        onProblem: (failure) => {
          if (failure && isMine()) this.#onProblem(id, wanted, failure);
        },
      });
      wanted.line = mine;
    });
  }

  #show(id: InstrumentId, book: Book): void {
    if (book.gap) this.#options.onGap();
    this.books.set({ ...book, instrument: id, state: 'live', problem: null });
  }

  #onProblem(id: InstrumentId, wanted: Wanted, failure: Failure<MarketDataCode>): void {
    if (failure.code === 'delayed-only') return;
    if (failure.code === 'depth-limit') return this.#fewerSlots(id, wanted);
    const halted = failure.facts?.['code'] === 316;
    // Comes back by itself: after the reconnect, and after a halt the adapter asks again.
    if (halted || failure.code === 'not-connected') return this.#mark(id, { state: 'interrupted', problem: failure });
    this.#refuse(id, wanted, failure);
  }

  /** Somebody else holds slots of the account: this book waits for one of ours. */
  #fewerSlots(id: InstrumentId, wanted: Wanted): void {
    const now = this.#options.clock.monotonicMs();
    this.#leave(id, wanted, { state: 'carried', problem: null });
    const shown = [...this.#wanted.values()].filter(({ line }) => line).length;
    this.#slots = Math.max(1, Math.min(this.#options.slots() - 1, shown));
    this.#slotsSinceMs = now;
    if (shown === 0) wanted.refusedUntilMs = now + this.#options.dwellMs;
  }

  #refuse(id: InstrumentId, wanted: Wanted, failure: Failure): void {
    if (failure.code === 'not-connected') return this.#mark(id, { state: 'interrupted', problem: failure });
    wanted.refusedUntilMs = this.#options.clock.monotonicMs() + againMs;
    this.#leave(id, wanted, { state: 'refused', problem: failure });
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

function byPlace(a: readonly [InstrumentId, Wanted], b: readonly [InstrumentId, Wanted]): number {
  return a[1].place - b[1].place;
}

function newlyWanted(levels: number): Wanted {
  const never = Number.NEGATIVE_INFINITY;
  const times = { since: never, refusedUntilMs: never };
  return { count: 0, levels, openedLevels: 0, line: null, place: 0, opening: false, ...times };
}

function emptyBook(instrument: InstrumentId): ShownBook {
  const none = { bids: [], asks: [], gap: false, venues: null, problem: null, eventTime: 0, receivedTime: 0 };
  return { ...none, instrument, scope: 'aggregated', state: 'waiting' };
}
