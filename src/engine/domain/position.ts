import type { InstrumentId, Ticker } from './ids.ts';

export type ProtectiveStop = 'broker' | 'client-only' | 'none';

export type Position = {
  readonly account: string;
  readonly instrument: InstrumentId;
  readonly ticker: Ticker;
  /** Signed: negative is short. */
  readonly quantity: number;
  /** Per unit price, multiplier taken out. */
  readonly averagePrice: number;
  readonly multiplier: number;
  readonly mark: number | null;
  readonly marketValue: number | null;
  readonly unrealizedPnl: number | null;
  readonly dayPnl: number | null;
  readonly protectiveStop: ProtectiveStop;
  readonly eventTime: number;
};
