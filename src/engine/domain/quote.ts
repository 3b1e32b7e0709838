import type { InstrumentId } from './ids.ts';

/** What the venue says the numbers are; only `live` may be traded on without a warning. */
export type DataType = 'live' | 'frozen' | 'delayed' | 'delayed-frozen';

/** Top of book and day statistics. `null` means not known, never zero. Sizes in shares or contracts. */
export type Quote = {
  readonly instrument: InstrumentId;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly bidSize: number | null;
  readonly askSize: number | null;
  readonly last: number | null;
  readonly lastSize: number | null;
  readonly volume: number | null;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  /** Previous session's close. */
  readonly close: number | null;
  readonly halted: boolean;
  readonly dataType: DataType;
  /** Venue time of the newest part, ms since epoch. */
  readonly eventTime: number;
  /** When it reached us, ms since epoch, world clock. */
  readonly receivedTime: number;
};

export function emptyQuote(instrument: InstrumentId): Quote {
  return {
    instrument,
    bid: null,
    ask: null,
    bidSize: null,
    askSize: null,
    last: null,
    lastSize: null,
    volume: null,
    open: null,
    high: null,
    low: null,
    close: null,
    halted: false,
    dataType: 'live',
    eventTime: 0,
    receivedTime: 0,
  };
}

/** Mid of a two-sided uncrossed quote, otherwise null. */
export function midOf(quote: Pick<Quote, 'bid' | 'ask'>): number | null {
  const { bid, ask } = quote;
  if (bid === null || ask === null || bid <= 0 || ask <= 0 || bid > ask) return null;
  return (bid + ask) / 2;
}

/** Best single price: mid when two-sided, else last, else previous close. */
export function markOf(quote: Pick<Quote, 'bid' | 'ask' | 'last' | 'close'>): number | null {
  return midOf(quote) ?? quote.last ?? quote.close;
}
