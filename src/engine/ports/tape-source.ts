import type { Ticker } from '../domain/ids.ts';

/** National best bid and offer after a change; null = no quote on that side. Sizes in shares. */
export type TapeQuote = {
  readonly kind: 'quote';
  readonly symbol: Ticker;
  readonly time: number;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly bidSize: number;
  readonly askSize: number;
};

export type TapeTrade = {
  readonly kind: 'trade';
  readonly symbol: Ticker;
  readonly time: number;
  readonly price: number;
  readonly size: number;
  readonly venue: string;
  readonly conditions: string;
  /** Odd lots and prints out of sequence: on the tape, but they do not set the last price. */
  readonly unreported: boolean;
};

export type TapeRow = TapeQuote | TapeTrade;

/** A recording of a market, in the order of its times (ms since epoch, venue clock). */
export interface TapeSource {
  readonly title: string;
  readonly symbols: readonly Ticker[];
  /** Each call reads from the beginning. */
  rows(): AsyncIterable<TapeRow>;
  /** Lines that were no ticks: malformed, cancelled, impossible. Grows while rows are read. */
  skipped(): number;
  /** The same lines by reason, in words for people. */
  refusals(): Readonly<Record<string, number>>;
}
