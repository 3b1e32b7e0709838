import { type BookSideName, levelOf, samePrice } from './depth-columns.ts';
import type { BookSnapshot } from './wall-detector.ts';
import type { AggressorTrade } from './wall-settings.ts';

export type AbsorptionSettings = {
  readonly windowMs: number;
  /** Traded at the price: at least this many times what was displayed. */
  readonly ratio: number;
  /** Displayed at the end: at least this share of what was displayed at the start. */
  readonly left: number;
};

export const usualAbsorption: AbsorptionSettings = { windowMs: 10_000, ratio: 2, left: 0.5 };

export type Absorption = {
  readonly side: BookSideName;
  readonly startMs: number;
  /** The best price at the start. */
  readonly price: number;
  readonly displayed: number;
  /** Aggressor volume against it within the window. */
  readonly volume: number;
  readonly ratio: number;
  readonly absorbed: boolean;
};

/**
 * Watches whether the best price of one side at `startMs` takes in what is traded against it: an iceberg, or somebody
 * who refills. Feed trades and snapshots in order; what lies outside (start, start + window] is passed over. A house
 * definition.
 */
export class AbsorptionWatch {
  readonly startMs: number;
  readonly #side: BookSideName;
  readonly #settings: AbsorptionSettings;
  readonly #price: number;
  readonly #displayed: number;
  #volume = 0;
  #held = true;
  #last: number;

  /** Null when the side is empty: there is nothing to watch. */
  static open(
    start: BookSnapshot,
    side: BookSideName,
    settings: AbsorptionSettings = usualAbsorption,
  ): AbsorptionWatch | null {
    return start[side].depth === 0 ? null : new AbsorptionWatch(start, side, settings);
  }

  private constructor(start: BookSnapshot, side: BookSideName, settings: AbsorptionSettings) {
    this.startMs = start.timeMs;
    this.#side = side;
    this.#settings = settings;
    this.#price = start[side].price[0] as number;
    this.#displayed = start[side].size[0] as number;
    this.#last = this.#displayed;
  }

  /** Whether the window is over at this time. */
  over(timeMs: number): boolean {
    return timeMs > this.startMs + this.#settings.windowMs;
  }

  trade({ timeMs, price, size, side }: AggressorTrade): void {
    if (timeMs <= this.startMs || this.over(timeMs) || side !== (this.#side === 'bids' ? 'sell' : 'buy')) return;
    if (samePrice(price, this.#price) && size > 0) this.#volume += size;
  }

  snapshot(book: BookSnapshot): void {
    if (book.timeMs <= this.startMs || this.over(book.timeMs)) return;
    const shown = book[this.#side];
    const direction = this.#side === 'bids' ? -1 : 1;
    const best = shown.depth === 0 ? Number.NaN : (shown.price[0] as number);
    const better = (best - this.#price) * direction < 0;
    if (!better && !samePrice(best, this.#price)) this.#held = false;
    const level = levelOf(shown, this.#price, direction);
    this.#last = level < 0 ? 0 : (shown.size[level] as number);
  }

  result(): Absorption {
    const { ratio, left } = this.#settings;
    const enough = this.#volume >= ratio * this.#displayed;
    return {
      side: this.#side,
      startMs: this.startMs,
      price: this.#price,
      displayed: this.#displayed,
      volume: this.#volume,
      ratio: this.#volume / this.#displayed,
      absorbed: enough && this.#held && this.#last >= left * this.#displayed,
    };
  }
}
