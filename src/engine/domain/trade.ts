import type { InstrumentId } from './ids.ts';

/** One print on the tape. */
export type Trade = {
  readonly instrument: InstrumentId;
  readonly price: number;
  readonly size: number;
  readonly venue: string;
  readonly conditions: string;
  /** Odd-lot and late prints that do not set the last price. */
  readonly unreported: boolean;
  readonly eventTime: number;
  readonly receivedTime: number;
};
