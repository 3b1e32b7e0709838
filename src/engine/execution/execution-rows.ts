import type { Account, TradingMode } from '../domain/account.ts';
import type { InstrumentId } from '../domain/ids.ts';
import type { JournalTrade } from '../domain/journal-trade.ts';
import type { Order } from '../domain/order.ts';
import type { Position } from '../domain/position.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { JournalStore } from '../ports/journal-store.ts';
import { limitRows, type RiskLimitRow } from '../risk/gate.ts';
import type { AccountBook } from './account-book.ts';
import type { Arming } from './arming.ts';
import type { DayWatch } from './day-watch.ts';
import type { ExecutionDeps } from './execution.ts';
import type { FillBook } from './fill-book.ts';
import type { GateKeeper } from './gate-keeper.ts';
import { type GateRow, gateRow } from './gate-row.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { PositionBook } from './position-book.ts';
import { positionRow } from './position-rows.ts';
import type { RiskView } from './risk-view.ts';
import { RowStream } from './row-stream.ts';
import type { TradeRecorder } from './trade-recorder.ts';

export type RowsDeps = {
  readonly ledger: OrderLedger;
  readonly fills: FillBook;
  readonly trades: TradeRecorder;
  readonly positions: PositionBook;
  readonly account: AccountBook;
  readonly day: DayWatch;
  readonly risk: RiskView;
  readonly arming: Arming;
  readonly gate: GateKeeper;
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly mode: TradingMode;
  readonly quotes: ExecutionDeps['quotes'];
};

const shownTrades = 500;
/** Tickets that may be open at the same time. */
const keptPreviews = 20;
/** Changes of one moment make one round of rows. */
const gatherMs = 20;

/** What the windows see: computed from the service's state, told only where something changed. */
export class ExecutionRows {
  readonly orders = new RowStream<Order>((order) => order.intent);
  readonly positions = new RowStream<Position>((position) => position.instrument);
  readonly account = new RowStream<Account>((account) => account.account);
  readonly gate = new RowStream<GateRow>((row) => row.key);
  readonly limits = new RowStream<RiskLimitRow>((row) => row.rule);
  readonly trades = new RowStream<JournalTrade>((trade) => trade.id);
  readonly #deps: RowsDeps;
  readonly #subscriptions: readonly Subscription[];
  readonly #shown = new Set<InstrumentId>();
  readonly #previewed = new Set<InstrumentId>();
  #wanted = '';
  #gateState = '';
  #gateSince = 0;
  #cancelTimer: (() => void) | null = null;

  constructor(deps: RowsDeps) {
    this.#deps = deps;
    const { ledger, store, mode } = deps;
    for (const order of ledger.orders()) this.orders.set(order);
    for (const trade of store.trades({ mode, from: null, to: null, ticker: '', limit: shownTrades }))
      this.trades.set(trade);
    this.#subscriptions = [
      ledger.onOrder((order) => this.orders.set(order)),
      deps.trades.onChange((change) =>
        'trade' in change ? this.trades.set(change.trade) : this.trades.remove(change.dropped),
      ),
    ];
  }

  soon(): void {
    this.#cancelTimer ??= this.#deps.clock.after(gatherMs, () => this.now());
  }

  now(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#setPositions();
    this.#setAccount();
    this.#setGate();
    this.#tellWanted();
  }

  /** A ticket is open on it: its price is needed although nothing is held or ordered. */
  want(instrument: InstrumentId): void {
    // The one asked for last goes to the end; the oldest make room.
    this.#previewed.delete(instrument);
    this.#previewed.add(instrument);
    for (const oldest of [...this.#previewed].slice(0, -keptPreviews)) this.#previewed.delete(oldest);
    this.#tellWanted();
  }

  close(): void {
    this.#cancelTimer?.();
    for (const subscription of this.#subscriptions) subscription.close();
  }

  #setPositions(): void {
    const { positions, account, clock, quotes, ledger, fills, mode } = this.#deps;
    const orders = ledger.openOrders();
    for (const held of positions.all()) {
      const { id } = held.instrument;
      // Closed positions are told once, as a row of quantity 0.
      if (held.quantity === 0 && !this.#shown.has(id)) continue;
      if (held.quantity === 0) this.#shown.delete(id);
      else this.#shown.add(id);
      const series = fills.series({ mode, account: account.account, instrument: id });
      this.positions.set(
        positionRow(held, {
          account: account.account,
          now: clock.now(),
          quote: quotes.quoteOf(id),
          orders,
          fills: series,
        }),
      );
    }
  }

  #setAccount(): void {
    const { account, day, clock, mode } = this.#deps;
    if (account.account === '') return;
    const dayStart = day.state?.startNetLiquidation ?? null;
    this.account.set(account.row({ mode, now: clock.now(), dayStart, dayPnl: day.dayPnl() }));
  }

  #setGate(): void {
    const { risk, arming, ledger, clock } = this.#deps;
    const state = risk.state();
    const unknownOrders = ledger.orders().filter((order) => order.state === 'unknown').length;
    const row = gateRow(state, { oneClickArmed: arming.oneClick, unknownOrders, since: this.#gateSince });
    if (row.state !== this.#gateState) this.#gateSince = clock.now();
    this.#gateState = row.state;
    this.gate.set({ ...row, since: this.#gateSince });
    for (const limit of limitRows(state)) this.limits.set(limit);
  }

  #tellWanted(): void {
    const { positions, ledger, quotes } = this.#deps;
    const held = positions
      .all()
      .filter(({ quantity, own }) => quantity !== 0 || own !== 0)
      .map(({ instrument }) => instrument.id);
    const ids = [
      ...new Set([...held, ...ledger.openOrders().map((order) => order.instrument), ...this.#previewed]),
    ].toSorted();
    const text = ids.join(' ');
    if (text === this.#wanted) return;
    this.#wanted = text;
    quotes.want?.(ids);
  }
}
