import { bookCondition, type BookCondition } from './book-condition.ts';

export type VenueQuote = {
  /** Index of the venue, 0 up to the number of venues. */
  readonly venue: number;
  /** Prices that are not positive, and sides without size, are no quote. */
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
  readonly timeMs: number;
};

function usable(price: number, size: number): boolean {
  return price > 0 && size > 0 && Number.isFinite(price) && Number.isFinite(size);
}

/**
 * National best bid and offer over the quotes of several venues, fed in order: the best prices, with the sizes of all
 * venues at that price. NaN and size 0 where no venue quotes. Venues silent for longer than `venueStaleMs` (if given)
 * count no more; time is that of the newest quote, not of a clock.
 */
export class ConsolidatedQuote {
  readonly #bid: Float64Array;
  readonly #bidSize: Float64Array;
  readonly #ask: Float64Array;
  readonly #askSize: Float64Array;
  readonly #timeMs: Float64Array;
  readonly #venueStaleMs: number;
  bid = Number.NaN;
  bidSize = 0;
  ask = Number.NaN;
  askSize = 0;
  updatedMs = Number.NEGATIVE_INFINITY;

  constructor(venues: number, venueStaleMs = Number.POSITIVE_INFINITY) {
    const column = (): Float64Array => new Float64Array(venues).fill(Number.NaN);
    this.#bid = column();
    this.#bidSize = column();
    this.#ask = column();
    this.#askSize = column();
    this.#timeMs = column();
    this.#venueStaleMs = venueStaleMs;
  }

  /** True when the best prices or their sizes changed. */
  update(quote: VenueQuote): boolean {
    const { venue, bid, bidSize, ask, askSize, timeMs } = quote;
    if (!(venue >= 0 && venue < this.#bid.length)) return false;
    this.#bid[venue] = usable(bid, bidSize) ? bid : Number.NaN;
    this.#bidSize[venue] = bidSize;
    this.#ask[venue] = usable(ask, askSize) ? ask : Number.NaN;
    this.#askSize[venue] = askSize;
    this.#timeMs[venue] = timeMs;
    this.updatedMs = Math.max(this.updatedMs, timeMs);
    return this.#consolidate();
  }

  /** Stale once no venue has quoted for `staleAfterMs`. */
  condition(nowMs: number, staleAfterMs: number): BookCondition {
    return bookCondition({ bid: this.bid, ask: this.ask, stale: nowMs - this.updatedMs > staleAfterMs });
  }

  #consolidate(): boolean {
    const { bid: oldBid, bidSize: oldBidSize, ask: oldAsk, askSize: oldAskSize } = this;
    this.bid = Number.NaN;
    this.ask = Number.NaN;
    this.bidSize = 0;
    this.askSize = 0;
    for (let venue = 0; venue < this.#bid.length; venue += 1) {
      if (this.updatedMs - (this.#timeMs[venue] as number) > this.#venueStaleMs) continue;
      this.#joinBid(this.#bid[venue] as number, this.#bidSize[venue] as number);
      this.#joinAsk(this.#ask[venue] as number, this.#askSize[venue] as number);
    }
    return !(
      Object.is(oldBid, this.bid) &&
      oldBidSize === this.bidSize &&
      Object.is(oldAsk, this.ask) &&
      oldAskSize === this.askSize
    );
  }

  #joinBid(price: number, size: number): void {
    if (Number.isNaN(price) || price < this.bid) return;
    this.bidSize = price === this.bid ? this.bidSize + size : size;
    this.bid = price;
  }

  #joinAsk(price: number, size: number): void {
    if (Number.isNaN(price) || price > this.ask) return;
    this.askSize = price === this.ask ? this.askSize + size : size;
    this.ask = price;
  }
}
