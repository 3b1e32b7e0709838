import type { TradingMode } from '../domain/account.ts';
import type { ExecutionId, InstrumentId, IntentId, Ticker, TradeId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { JournalTrade } from '../domain/journal-trade.ts';
import type { Order, OrderOrigin } from '../domain/order.ts';
import type { Fill, OrderEvent } from '../domain/order-event.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Score } from '../domain/score.ts';
import type { BackupReport, StoreCode } from './store.ts';

/** What the trader wanted, written before anything is sent. Never changed afterwards. */
export type IntentRecord = {
  readonly intent: IntentId;
  /** Canonical text of the submitted parameters: the same intent with another text is a mistake, not a repeat. */
  readonly fingerprint: string;
  readonly mode: TradingMode;
  readonly account: string;
  readonly instrument: InstrumentId;
  readonly ticker: Ticker;
  readonly origin: OrderOrigin;
  /** Conviction and layers at the moment of submitting; null when none existed. */
  readonly score: Score | null;
  /** Middle of the market at submit, per unit. */
  readonly mid: number | null;
  readonly plannedStop: number | null;
  readonly createdTime: number;
};

/** A fill with what the trade arithmetic needs; `replaces` = the execution a correction takes the place of. */
export type FillRecord = {
  readonly fill: Fill;
  /** Shared by an execution and its corrections; at most one of them counts. */
  readonly base: string;
  readonly mode: TradingMode;
  readonly ticker: Ticker;
  readonly multiplier: number;
  readonly replaces: ExecutionId | null;
};

export type CommissionRecord = {
  readonly execution: ExecutionId;
  readonly commission: number;
  readonly currency: string;
  readonly realizedPnl: number | null;
  readonly receivedTime: number;
};

/** One trading day of one account. */
export type DailyState = {
  readonly mode: TradingMode;
  readonly account: string;
  /** `YYYYMMDD` of domain/calendar `tradingDate`. */
  readonly date: string;
  readonly startNetLiquidation: number | null;
  /** When the daily loss limit was hit; null = not. Once set it stays for the day. */
  readonly lossHaltTime: number | null;
  readonly lossHaltDetail: string;
};

export type Latch = { readonly engaged: boolean; readonly reason: string; readonly time: number };

/** Everything that belongs together goes in one batch: all of it is durable, or none. */
export type JournalBatch = {
  readonly intents?: readonly IntentRecord[];
  /** Numbered by the writer, rising without gaps; `order` of each is also the order's new present state. */
  readonly events?: readonly OrderEvent[];
  readonly fills?: readonly FillRecord[];
  readonly commissions?: readonly CommissionRecord[];
  readonly instruments?: readonly Instrument[];
  readonly trades?: readonly JournalTrade[];
  /** Trades that a correction made disappear. */
  readonly droppedTrades?: readonly TradeId[];
  readonly highWater?: { readonly mode: TradingMode; readonly orderId: number };
  readonly daily?: DailyState;
  readonly latches?: Readonly<Record<string, Latch>>;
};

export type TradeFilter = {
  readonly mode: TradingMode | null;
  readonly from: number | null;
  readonly to: number | null;
  /** Empty = all. */
  readonly ticker: string;
  readonly limit: number;
};

export type FillSeries = { readonly mode: TradingMode; readonly account: string; readonly instrument: InstrumentId };

/**
 * The trader's memory. `commit` returns only after the batch would survive a power cut. Reads throw when the file
 * cannot be read; the callers turn that into a halt.
 */
export interface JournalStore {
  commit(batch: JournalBatch): Outcome<void, StoreCode>;
  lastSeq(): number;
  /** Largest order id ever used in a mode; 0 = none. */
  highWater(mode: TradingMode): number;
  intent(intent: IntentId): IntentRecord | null;
  order(intent: IntentId): Order | null;
  /** Orders of a mode not final, and all that changed at or after a time. */
  ordersSince(mode: TradingMode, updatedTime: number): readonly Order[];
  /** Orders that nobody has vouched for, in every mode. */
  unknownOrders(): readonly Order[];
  eventsOf(intent: IntentId): readonly OrderEvent[];
  /** In order of `seq`, at most `limit`. */
  eventsAfter(seq: number, limit: number): readonly OrderEvent[];
  /** Current fills (corrected ones replaced), by event time. Commissions are merged in. */
  fills(series: FillSeries): readonly FillRecord[];
  fillsOf(intent: IntentId): readonly FillRecord[];
  /** By execution id, also one that was corrected since. */
  fill(execution: ExecutionId): FillRecord | null;
  /** The current fill of an execution family: all corrections share `base`. */
  fillOfBase(base: string): FillRecord | null;
  commission(execution: ExecutionId): CommissionRecord | null;
  instrument(id: InstrumentId): Instrument | null;
  trades(filter: TradeFilter): readonly JournalTrade[];
  tradesOf(series: FillSeries): readonly JournalTrade[];
  trade(id: TradeId): JournalTrade | null;
  annotate(
    id: TradeId,
    change: { readonly notes: string | null; readonly tags: readonly string[] | null },
  ): Outcome<JournalTrade, StoreCode | 'no-trade'>;
  daily(mode: TradingMode, account: string, date: string): DailyState | null;
  latch(name: string): Latch | null;
  /** A damaged predecessor was set aside here when the store was opened; null = the file was sound. */
  readonly damagedCopy: string | null;
  backup(path: string): Promise<Outcome<BackupReport, StoreCode>>;
  integrity(): string;
  sizeBytes(): number;
  close(): void;
}

/** The part of an execution id that corrections share; an id without segments is its own family. */
export function executionBase(execution: ExecutionId): string {
  const dot = execution.lastIndexOf('.');
  return dot <= 0 ? execution : execution.slice(0, dot);
}

/** Rises with each correction of the same execution. */
export function correctionNumber(execution: ExecutionId): number {
  const dot = execution.lastIndexOf('.');
  const number = dot <= 0 ? 0 : Number(execution.slice(dot + 1));
  return Number.isInteger(number) ? number : 0;
}
