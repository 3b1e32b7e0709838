import type { InstrumentId } from './ids.ts';
import type { Failure } from './outcome.ts';

export type BookLevel = { readonly price: number; readonly size: number; readonly maker: string };

/** Which exchanges of an aggregated book show their depth, and which only their best price. */
export type BookVenues = { readonly deep: readonly string[]; readonly top: readonly string[] };

/** Visible depth, best level first. `gap` says updates were lost since the previous snapshot. */
export type Book = {
  readonly instrument: InstrumentId;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
  readonly gap: boolean;
  /** One exchange's own book, or all of them put together. */
  readonly scope: 'exchange' | 'aggregated';
  /** Null = the vendor has not said. */
  readonly venues: BookVenues | null;
  readonly eventTime: number;
  readonly receivedTime: number;
};

/**
 * `live` follows the market. `waiting` has no book yet, because others have the slots. `carried` stands as it was at
 * `receivedTime`: its slot went to another instrument for a while. `interrupted` stands too, for a reason in `problem`;
 * `refused` will not come unless something changes at the vendor.
 */
export type BookState = 'live' | 'waiting' | 'carried' | 'interrupted' | 'refused';

/** A book as readers get it. Its age is counted from `receivedTime`; 0 while there is none. */
export type ShownBook = Book & { readonly state: BookState; readonly problem: Failure | null };
