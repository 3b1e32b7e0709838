import { type DepthColumns, depthWithin } from './depth-columns.ts';

/** What one look at a book says. Everything is null when a side is empty. */
export type BookMeasures = {
  /** Order-book imbalance of the best level, -1 (only asks) to 1 (only bids). */
  readonly imbalance1: number | null;
  readonly imbalance5: number | null;
  /** The same over five levels, level l weighted by e^(-l/2). */
  readonly imbalance5Decayed: number | null;
  readonly mid: number | null;
  /** Each price weighted with the size of the other side: leans to the side about to give way. */
  readonly weightedMid: number | null;
  /** Negative when the book is crossed. */
  readonly spreadBps: number | null;
  /** The smaller of the two five-level sums, shares. */
  readonly depth5Min: number | null;
};

const decay = Math.exp(-0.5);
const shownLevels = 5;

function ratio(bid: number, ask: number): number | null {
  const total = bid + ask;
  return total > 0 ? (bid - ask) / total : null;
}

/**
 * (sum Qb - sum Qa) / (sum Qb + sum Qa) over the first `levels` levels, fewer where a side is shorter. Null when a
 * side is empty. Cao, Hansch & Wang, J. Futures Markets 29 (2009) 16.
 */
export function bookImbalance(bids: DepthColumns, asks: DepthColumns, levels: number): number | null {
  if (bids.depth === 0 || asks.depth === 0) return null;
  return ratio(depthWithin(bids, levels), depthWithin(asks, levels));
}

function decayedDepth(side: DepthColumns, levels: number): number {
  let sum = 0;
  let weight = 1;
  for (let level = 0; level < side.depth && level < levels; level += 1) {
    sum += weight * (side.size[level] as number);
    weight *= decay;
  }
  return sum;
}

/** The same with level l (from 0) weighted by e^(-l/2): what is far from the touch counts for less. */
export function decayedImbalance(bids: DepthColumns, asks: DepthColumns, levels: number): number | null {
  if (bids.depth === 0 || asks.depth === 0) return null;
  return ratio(decayedDepth(bids, levels), decayedDepth(asks, levels));
}

/** (b Qa + a Qb) / (Qa + Qb), as a distance from the bid so that the price's own digits are not rounded; null without size. */
export function weightedMid(quote: {
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
}): number | null {
  const { bid, bidSize, ask, askSize } = quote;
  const total = bidSize + askSize;
  return total > 0 && Number.isFinite(bid + ask) ? bid + (ask - bid) * (bidSize / total) : null;
}

/** (a - b) / mid x 10,000; null without two prices around a positive mid. */
export function spreadInBps(bid: number, ask: number): number | null {
  const mid = (bid + ask) / 2;
  return mid > 0 && Number.isFinite(mid) ? ((ask - bid) / mid) * 1e4 : null;
}

const nothing: BookMeasures = {
  imbalance1: null,
  imbalance5: null,
  imbalance5Decayed: null,
  mid: null,
  weightedMid: null,
  spreadBps: null,
  depth5Min: null,
};

/** All measures of a book. A crossed book has them too: its condition says not to trust them. */
export function measureBook(bids: DepthColumns, asks: DepthColumns): BookMeasures {
  if (bids.depth === 0 || asks.depth === 0) return nothing;
  const bid = bids.price[0] as number;
  const ask = asks.price[0] as number;
  return {
    imbalance1: bookImbalance(bids, asks, 1),
    imbalance5: bookImbalance(bids, asks, shownLevels),
    imbalance5Decayed: decayedImbalance(bids, asks, shownLevels),
    mid: (bid + ask) / 2,
    weightedMid: weightedMid({ bid, bidSize: bids.size[0] as number, ask, askSize: asks.size[0] as number }),
    spreadBps: spreadInBps(bid, ask),
    depth5Min: Math.min(depthWithin(bids, shownLevels), depthWithin(asks, shownLevels)),
  };
}
