import type { Bar } from '../domain/bar.ts';
import type { Fact } from '../domain/facts/fact.ts';
import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Quote } from '../domain/quote.ts';
import type { Trade } from '../domain/trade.ts';
import type { HistoryQuery, UnderlyingStats } from './market-data.ts';
import type { OptionClass, OptionTick } from './option-data.ts';

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

export type TapeTick = TapeQuote | TapeTrade;

/** What a broker's line told while it was recorded, whole as it was handed on. */
export type TapeTold =
  | { readonly kind: 'whole-quote'; readonly time: number; readonly quote: Quote }
  | { readonly kind: 'print'; readonly time: number; readonly trade: Trade }
  | { readonly kind: 'option'; readonly time: number; readonly instrument: InstrumentId; readonly tick: OptionTick }
  | {
      readonly kind: 'stats';
      readonly time: number;
      readonly instrument: InstrumentId;
      readonly stats: UnderlyingStats;
    };

/** What vendors said, as their translators read it now. */
export type TapeFacts = { readonly kind: 'facts'; readonly time: number; readonly facts: readonly Fact[] };

export type TapeRow = TapeTick | TapeTold | TapeFacts;

/** What a broker answered while it was recorded; the same questions are asked again when it is played. */
export interface TapeAnswers {
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>;
  /** By underlying. */
  readonly classes: ReadonlyMap<InstrumentId, readonly OptionClass[]>;
  /** Oldest first, those of later answers included; null = never asked. */
  bars(series: Pick<HistoryQuery, 'kind' | 'interval'> & { readonly instrument: InstrumentId }): readonly Bar[] | null;
}

/** A recording of a market, in the order of its times (ms since epoch, venue clock). */
export interface TapeSource<Row extends TapeRow = TapeRow> {
  readonly title: string;
  readonly symbols: readonly Ticker[];
  /** Null where a tape is all there is. */
  readonly answers: TapeAnswers | null;
  /** Each call reads from the beginning. */
  rows(): AsyncIterable<Row>;
  /** Lines that were no ticks: malformed, cancelled, impossible. Grows while rows are read. */
  skipped(): number;
  /** The same lines by reason, in words for people. */
  refusals(): Readonly<Record<string, number>>;
}
