import type { InstrumentId } from './ids.ts';

export type BookLevel = { readonly price: number; readonly size: number; readonly maker: string };

/** Visible depth, best level first. `gap` says updates were lost since the previous snapshot. */
export type Book = {
  readonly instrument: InstrumentId;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
  readonly gap: boolean;
  readonly eventTime: number;
  readonly receivedTime: number;
};
