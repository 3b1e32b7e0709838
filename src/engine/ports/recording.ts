import type { Bar, BarInterval } from '../domain/bar.ts';
import type { Book } from '../domain/book.ts';
import type { Fact } from '../domain/facts/fact.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Quote } from '../domain/quote.ts';
import type { Trade } from '../domain/trade.ts';
import type { HistoryKind, UnderlyingStats } from './market-data.ts';
import type { OptionClass, OptionTick } from './option-data.ts';
import type { StoreCode } from './store.ts';

/** One thing received from outside, as it came: an answer, a frame, a tick. */
export type ReceivedItem = {
  /** `unusual-whales/flow-alerts`, `ibkr/quote` ... */
  readonly channel: string;
  /** World time of arrival. */
  readonly receivedTime: number;
  /** `AnswerContext` or `FrameContext` as JSON; `{}` for what the broker's adapter handed on, whose bytes are JSON. */
  readonly context: string;
  readonly bytes: Uint8Array;
};

/** Beside the body of an answer; the channel names vendor and endpoint. */
export type AnswerContext = {
  readonly symbol: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
};

/** Beside a frame; the channel names the vendor and the stream (or any stream of its connection) that reads it. */
export type FrameContext = { readonly frame: 'text' | 'bytes' };

/**
 * What the broker's adapter handed on, by the last part of the channel; the bytes of an item are its JSON. Ours are the
 * nouns, since the wire's frames mean nothing without the requests they answer.
 */
export type BrokerItems = {
  readonly quote: Quote;
  readonly trade: Trade;
  readonly book: Book;
  readonly option: { readonly instrument: InstrumentId; readonly tick: OptionTick };
  readonly stats: { readonly instrument: InstrumentId; readonly stats: UnderlyingStats };
  readonly instruments: readonly Instrument[];
  readonly classes: { readonly underlying: InstrumentId; readonly classes: readonly OptionClass[] };
  readonly history: {
    readonly instrument: InstrumentId;
    readonly kind: HistoryKind;
    readonly interval: BarInterval;
    readonly bars: readonly Bar[];
  };
  /** Headlines and bulletins. */
  readonly facts: readonly Fact[];
};

/** Writes everything received, in order, without ever holding up the market. */
export interface Recorder {
  record(item: ReceivedItem): void;
  /** Bytes on disk and items that could not be written. */
  statistics(): { readonly items: number; readonly bytes: number; readonly lost: number; readonly file: string };
  close(): Promise<void>;
}

export interface RecordedSession {
  readonly title: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly content: {
    readonly chunks: number;
    readonly items: number;
    readonly packedBytes: number;
    readonly rawBytes: number;
    /** Of a chunk that was never finished; no part of the recording. */
    readonly tornBytes: number;
  };
  /** In order of arrival; each call reads from the beginning. */
  items(): AsyncIterable<ReceivedItem>;
  /** Null when every chunk's checksum holds, else what is damaged. */
  verify(): Promise<Outcome<void, StoreCode>>;
}
