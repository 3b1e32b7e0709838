import { midOf, type Quote } from '../domain/quote.ts';

/** A trade as seen through level 1: the price of the last one and the volume since the previous look. */
export type SeenTrade = { readonly timeMs: number; readonly price: number; readonly volume: number };

type Last = { price: number | null; volume: number | null };

/**
 * Turns successive quotes into trades. Level 1 is sampled, so several prints may come as one; the sum of their
 * volumes is exact because it is the difference of the day's total.
 */
export class TradeFlow {
  #last: Last = { price: null, volume: null };
  readonly #by: 'last' | 'mid';

  /** `mid` for markets that report no trades: currencies. */
  constructor(by: 'last' | 'mid' = 'last') {
    this.#by = by;
  }

  /** Null when the quote tells of no new trade. */
  next(quote: Quote): SeenTrade | null {
    const { volume } = quote;
    const price = this.#by === 'last' ? quote.last : midOf(quote);
    const before = this.#last;
    if (price === null) return null;
    const grown = volume !== null && before.volume !== null && volume > before.volume ? volume - before.volume : 0;
    // A smaller total is a new session or another vendor's count: start again without inventing volume.
    const moved = before.price !== null && price !== before.price;
    this.#last = { price, volume: volume ?? before.volume };
    if (before.price === null || (!moved && grown === 0)) return null;
    return { timeMs: quote.eventTime, price, volume: grown };
  }

  /** Forgets the total: after an outage its growth is not one trade. */
  reset(): void {
    this.#last = { price: null, volume: null };
  }
}
