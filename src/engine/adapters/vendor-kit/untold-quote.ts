import type { VendorQuote } from '../../domain/facts/vendor-prices.ts';

type Sides = 'bid' | 'ask' | 'bidSize' | 'askSize';

/** A quote's sides when a message speaks of trades alone. */
export const noSides: Readonly<Record<Sides, null>> = { bid: null, ask: null, bidSize: null, askSize: null };

/** What a message of the two sides says nothing of. */
export const noTrades: Readonly<Record<Exclude<keyof VendorQuote, Sides | 'delayMs'>, null>> = {
  last: null,
  lastSize: null,
  volume: null,
  open: null,
  high: null,
  low: null,
  previousClose: null,
};
