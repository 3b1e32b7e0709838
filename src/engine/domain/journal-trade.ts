import type { InstrumentId, Ticker, TradeId } from './ids.ts';
import type { Fill } from './order-event.ts';
import type { Score } from './score.ts';
import type { TradingMode } from './account.ts';

/** From flat to flat in one instrument; open while `closeTime` is null. Money in account currency. */
export type JournalTrade = {
  readonly id: TradeId;
  readonly mode: TradingMode;
  readonly account: string;
  readonly ticker: Ticker;
  readonly instrument: InstrumentId;
  readonly multiplier: number;
  readonly direction: 'long' | 'short';
  /** Largest absolute position held. */
  readonly quantity: number;
  /** Signed position still open. */
  readonly openQuantity: number;
  readonly openTime: number;
  readonly closeTime: number | null;
  readonly entryPrice: number;
  readonly exitPrice: number | null;
  readonly commission: number;
  /** False while a commission report is still missing. */
  readonly commissionComplete: boolean;
  readonly realizedPnl: number;
  /** Stop of the bracket at entry; null when the trade had none. */
  readonly plannedStop: number | null;
  /** Realised profit over planned risk; null without a stop or while open. */
  readonly rMultiple: number | null;
  /** Fill price against the mid at submit, positive = paid, per unit. */
  readonly entrySlippage: number | null;
  /** Conviction and every layer's reading when the entry was submitted; null when none existed. */
  readonly entryScore: Score | null;
  readonly fills: readonly Fill[];
  readonly tags: readonly string[];
  readonly notes: string;
};
