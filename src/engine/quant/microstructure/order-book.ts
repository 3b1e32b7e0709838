import { BookSide } from './book-side.ts';
import { bookCondition, type BookCondition } from './book-condition.ts';
import type { BookSideName, DepthColumns } from './depth-columns.ts';

/** One level as the venue says it now is; size 0 removes it. */
export type LevelUpdate = {
  readonly side: BookSideName;
  readonly price: number;
  readonly size: number;
  /** Venue time, ms. */
  readonly timeMs: number;
};

/**
 * A price-level order book fed with snapshots and level updates in order. It shows what the venue says, also when that
 * is crossed: whoever reads asks `condition`. Levels beyond a venue's stated depth are the sender's to remove.
 */
export class OrderBook {
  readonly bids: BookSide;
  readonly asks: BookSide;
  #updatedMs = Number.NEGATIVE_INFINITY;
  #rejected = 0;
  #late = 0;

  constructor(capacity = 64) {
    this.bids = new BookSide('bids', capacity);
    this.asks = new BookSide('asks', capacity);
  }

  /** Venue time of the newest fact, -Infinity before any. */
  get updatedMs(): number {
    return this.#updatedMs;
  }

  /** Levels refused so far: a price or size that is no number, a negative size. */
  get rejected(): number {
    return this.#rejected;
  }

  /** Updates older than what the book already knew. They are applied: the order of arrival decides, not the clock. */
  get late(): number {
    return this.#late;
  }

  /** False, and the book unchanged, when the level is refused. */
  apply({ side, price, size, timeMs }: LevelUpdate): boolean {
    return this.set(side, price, size) && this.touch(timeMs);
  }

  /** Sets a level without a time, for the levels of one message: `touch` once after them. */
  set(side: BookSideName, price: number, size: number): boolean {
    const accepted = (side === 'bids' ? this.bids : this.asks).set(price, size);
    if (!accepted) this.#rejected += 1;
    return accepted;
  }

  /** Says that everything set so far is as of `timeMs`. */
  touch(timeMs: number): true {
    if (timeMs < this.#updatedMs) this.#late += 1;
    else this.#updatedMs = timeMs;
    return true;
  }

  /** Replaces the whole book. */
  applySnapshot(snapshot: { readonly bids: DepthColumns; readonly asks: DepthColumns; readonly timeMs: number }): void {
    this.clear();
    for (const name of ['bids', 'asks'] as const) {
      const side = snapshot[name];
      for (let level = 0; level < side.depth; level += 1) {
        this.set(name, side.price[level] as number, side.size[level] as number);
      }
    }
    this.#updatedMs = snapshot.timeMs;
  }

  /** Empties both sides, as after a lost connection; the next fact sets the time. */
  clear(): void {
    this.bids.clear();
    this.asks.clear();
    this.#updatedMs = Number.NEGATIVE_INFINITY;
  }

  /** What is wrong with the book at `nowMs`; stale once its newest fact is older than `staleAfterMs`. */
  condition(nowMs: number, staleAfterMs: number): BookCondition {
    const { bids, asks } = this;
    return bookCondition({
      bid: bids.depth === 0 ? Number.NaN : (bids.price[0] as number),
      ask: asks.depth === 0 ? Number.NaN : (asks.price[0] as number),
      stale: nowMs - this.#updatedMs > staleAfterMs,
    });
  }
}
