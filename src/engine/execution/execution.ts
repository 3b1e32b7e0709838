import type { Account, TradingMode } from '../domain/account.ts';
import type { InstrumentId, IntentId, TradeId } from '../domain/ids.ts';
import type { JournalTrade } from '../domain/journal-trade.ts';
import type { Order, OrderOrigin } from '../domain/order.ts';
import type { OrderEvent } from '../domain/order-event.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Position } from '../domain/position.ts';
import type { Quote } from '../domain/quote.ts';
import type { Score } from '../domain/score.ts';
import type { Broker } from '../ports/broker.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { JournalStore } from '../ports/journal-store.ts';
import type { Log } from '../ports/log.ts';
import type { BackupReport } from '../ports/store.ts';
import type { RiskLimitRow } from '../risk/gate.ts';
import type { ProposedOrder } from '../risk/risk-context.ts';
import type { SettingsSource } from './execution-settings.ts';
import type { GateRow } from './gate-row.ts';
import type { InstrumentSource } from './instrument-cache.ts';
import type { JournalExport, JournalFilter } from './journal-desk.ts';
import type { KillResult } from './kill-switch.ts';
import type { CommandResult } from './order-canceller.ts';
import type { ModifyRequest } from './order-modifier.ts';
import type { OrderPreview } from './order-preview.ts';
import type { LatestRows } from './row-stream.ts';
import type { OrderTicket } from './submit-request.ts';

export type ExecutionDeps = {
  readonly broker: Broker;
  readonly store: JournalStore;
  readonly quotes: {
    quoteOf(instrument: InstrumentId): Quote | null;
    /** Told whenever the set of instruments changes whose prices are needed: positions, open orders, previews. */
    want?(instruments: readonly InstrumentId[]): void;
  };
  readonly instruments: InstrumentSource;
  readonly scores: { scoreOf(ticker: string): Score | null };
  readonly settings: SettingsSource;
  readonly mode: TradingMode;
  readonly clock: Clock;
  readonly log: Log;
  newId(): string;
  /** Folder for backups asked for by the trader. */
  readonly backupFolder: string;
  /**
   * Identifies one run of a market that begins its execution and order numbers anew, for example the practice market's
   * start time. It must stay the same while that market runs, also over restarts of this service. Empty for real brokers.
   */
  readonly marketRun?: string;
};

/** Everything the outside may do with orders; the contract's requests and streams map one to one. */
export interface Execution {
  preview(request: { readonly order: ProposedOrder; readonly withMargin: boolean }): Promise<Outcome<OrderPreview>>;
  submit(order: ProposedOrder): Promise<OrderTicket>;
  modify(request: ModifyRequest): CommandResult;
  cancel(intent: IntentId): CommandResult;
  cancelAll(): CommandResult;
  flatten(request: { readonly instrument: InstrumentId | null; readonly origin: OrderOrigin }): Promise<CommandResult>;
  kill(request: { readonly flatten: boolean; readonly reason: string; readonly drill: boolean }): Promise<KillResult>;
  /** Tells whether the kill file lies there; while it does nothing can be released. */
  killFile(present: boolean): void;
  release(): CommandResult;
  arm(request: { readonly what: 'one-click' | 'live'; readonly on: boolean; readonly confirm: string }): CommandResult;
  reconcile(): Promise<CommandResult>;
  order(intent: IntentId): { readonly order: Order | null; readonly events: readonly OrderEvent[] };
  journal(filter: JournalFilter): readonly JournalTrade[];
  annotate(change: {
    readonly id: TradeId;
    readonly notes: string | null;
    readonly tags: readonly string[] | null;
  }): Outcome<JournalTrade>;
  exportJournal(request: JournalExport): {
    readonly fileName: string;
    readonly content: string;
    readonly rows: number;
  };
  backup(): Promise<Outcome<BackupReport>>;
  readonly orders: LatestRows<Order>;
  readonly positions: LatestRows<Position>;
  readonly account: LatestRows<Account>;
  readonly gate: LatestRows<GateRow>;
  readonly limits: LatestRows<RiskLimitRow>;
  readonly trades: LatestRows<JournalTrade>;
  /** Durable events behind a number, then live ones through the listener; numbers rise without gaps. */
  readonly orderEvents: {
    after(seq: number, limit: number): readonly OrderEvent[];
    onEvent(listener: (event: OrderEvent) => void): Subscription;
    lastSeq(): number;
  };
  /** Connects to the broker's events and begins reconciling. */
  start(): void;
  /** Stops timers and listeners; the store and the broker belong to whoever made them. */
  close(): void;
}
