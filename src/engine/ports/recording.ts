import type { Outcome } from '../domain/outcome.ts';
import type { StoreCode } from './store.ts';

/** One thing received from outside, as it came: an answer, a frame, a tick. */
export type ReceivedItem = {
  /** `unusual-whales/flow-alerts`, `ibkr/quote` ... */
  readonly channel: string;
  /** World time of arrival. */
  readonly receivedTime: number;
  /** Request parameters or topic, as JSON. */
  readonly context: string;
  readonly bytes: Uint8Array;
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
  /** In order of arrival; each call reads from the beginning. */
  items(): AsyncIterable<ReceivedItem>;
  /** Null when every chunk's checksum holds, else what is damaged. */
  verify(): Promise<Outcome<void, StoreCode>>;
}
