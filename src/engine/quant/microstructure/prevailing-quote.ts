/**
 * The mid that stood strictly before a moment, from quotes fed in time order. Quotes of the trade's own millisecond
 * are left out: within it, nobody knows which came first (cf. Holden & Jacobsen, J. Finance 69 (2014) 1747).
 */
export class PrevailingQuote {
  #timeMs = Number.NEGATIVE_INFINITY;
  #mid = Number.NaN;
  /** The last quote of an earlier millisecond than the current one. */
  #earlierMid = Number.NaN;

  /** Time of the newest quote, -Infinity before any. */
  get timeMs(): number {
    return this.#timeMs;
  }

  /** Mid of the newest quote; NaN when it lacks a side. */
  get mid(): number {
    return this.#mid;
  }

  /** A quote without two positive prices ends what stood before: there is none until the next whole one. */
  quote(timeMs: number, bid: number, ask: number): void {
    if (timeMs > this.#timeMs) {
      this.#earlierMid = this.#mid;
      this.#timeMs = timeMs;
    }
    this.#mid = bid > 0 && ask > 0 && Number.isFinite(bid + ask) ? (bid + ask) / 2 : Number.NaN;
  }

  /** Mid of the last quote strictly before `timeMs`, which is not before the newest quote; NaN when there is none. */
  midBefore(timeMs: number): number {
    return this.#timeMs < timeMs ? this.#mid : this.#earlierMid;
  }
}
