/** Successive best quotes as a struct of arrays, oldest first, one length. */
export type QuoteColumns = {
  readonly bid: Float64Array;
  readonly bidSize: Float64Array;
  readonly ask: Float64Array;
  readonly askSize: Float64Array;
};

/**
 * Order-flow imbalance, one quote at a time: what joined the bid minus what left it, minus the same of the ask, in
 * shares. Cont, Kukanov & Stoikov, J. Financial Econometrics 12 (2014) 47.
 */
export class OrderFlowImbalance {
  #bid = Number.NaN;
  #bidSize = 0;
  #ask = Number.NaN;
  #askSize = 0;

  /**
   * The contribution of this quote; NaN for the first one, and for one after a quote that lacked a side, which is no
   * event but a beginning. A quote that lacks a side itself also gives NaN.
   */
  next(bid: number, bidSize: number, ask: number, askSize: number): number {
    let flow = Number.NaN;
    // Comparisons with the NaN of a missing quote are all false: only the sum shows that there was nothing to compare.
    if (Number.isFinite(this.#bid + this.#ask + bid + ask + bidSize + askSize)) {
      flow = 0;
      if (bid >= this.#bid) flow += bidSize;
      if (bid <= this.#bid) flow -= this.#bidSize;
      if (ask <= this.#ask) flow -= askSize;
      if (ask >= this.#ask) flow += this.#askSize;
    }
    const whole = Number.isFinite(bid + ask + bidSize + askSize);
    this.#bid = whole ? bid : Number.NaN;
    this.#bidSize = bidSize;
    this.#ask = whole ? ask : Number.NaN;
    this.#askSize = askSize;
    return flow;
  }
}

/** The contributions of quotes 1, 2, ...: one fewer than quotes, none of fewer than two. NaN as `next` says. */
export function orderFlowEvents(quotes: QuoteColumns): Float64Array {
  const { bid, bidSize, ask, askSize } = quotes;
  const events = new Float64Array(Math.max(0, bid.length - 1));
  const flow = new OrderFlowImbalance();
  for (let row = 0; row < bid.length; row += 1) {
    const value = flow.next(bid[row] as number, bidSize[row] as number, ask[row] as number, askSize[row] as number);
    if (row > 0) events[row - 1] = value;
  }
  return events;
}

/** Sums over consecutive blocks of `size` events, the last one possibly shorter; missing events (NaN) add nothing. */
export function orderFlowBlocks(events: Float64Array, size: number): Float64Array {
  if (!(size >= 1)) return new Float64Array(0);
  const step = Math.floor(size);
  const sums = new Float64Array(Math.ceil(events.length / step));
  for (let row = 0; row < events.length; row += 1) {
    const value = events[row] as number;
    const block = Math.floor(row / step);
    if (!Number.isNaN(value)) sums[block] = (sums[block] as number) + value;
  }
  return sums;
}
