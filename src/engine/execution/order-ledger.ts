import type { TradingMode } from '../domain/account.ts';
import type { IntentId } from '../domain/ids.ts';
import { isOpen, mayBecome, type Order } from '../domain/order.ts';
import type { OrderEvent } from '../domain/order-event.ts';
import { type Failure, ok, type Outcome } from '../domain/outcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { JournalBatch, JournalStore } from '../ports/journal-store.ts';
import type { Log } from '../ports/log.ts';
import type { Subscription } from '../ports/connection.ts';
import type { StoreCode } from '../ports/store.ts';
import { Announcer } from './announcer.ts';
import type { LedgerBatch, OrderChange } from './order-change.ts';
import { type BrokerKeys, OrderIndex } from './order-index.ts';

type LedgerDeps = {
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly mode: TradingMode;
};

/** Final orders stay on the screens this long, in world time. */
const keptMs = 3 * 86_400_000;

/**
 * The one writer of order state. Whatever happens to an order becomes a numbered event here, journaled together with
 * everything that belongs to it; the order held in memory and the one in the journal are the same by construction.
 */
export class OrderLedger {
  readonly #deps: LedgerDeps;
  readonly #orders = new Map<IntentId, Order>();
  readonly #index = new OrderIndex();
  readonly #ordersChanged = new Announcer<Order>();
  readonly #eventsDurable = new Announcer<OrderEvent>();
  readonly #healthChanged = new Announcer<Failure | null>();
  /** Broker's truth that the disk did not take yet; written before anything else once it can. */
  readonly #backlog: JournalBatch[] = [];
  #failure: Failure<StoreCode> | null = null;
  #nextSeq: number;
  #highWater: number;

  constructor(deps: LedgerDeps) {
    this.#deps = deps;
    const { store, mode, clock } = deps;
    this.#nextSeq = store.lastSeq() + 1;
    this.#highWater = store.highWater(mode);
    for (const order of store.ordersSince(mode, clock.now() - keptMs)) this.#hold(order);
    // Exits outlive the days an entry is kept; without it both would count as orders of their own.
    for (const { parentIntent } of this.openOrders()) {
      const entry = parentIntent === null ? null : this.order(parentIntent);
      if (entry !== null) this.#hold(entry);
    }
  }

  /** Null while the journal takes what it is given. */
  get failure(): Failure<StoreCode> | null {
    return this.#failure;
  }

  /** Batches that wait for the disk. */
  get unwritten(): number {
    return this.#backlog.length;
  }

  orders(): readonly Order[] {
    return [...this.#orders.values()];
  }

  openOrders(): readonly Order[] {
    return this.orders().filter((order) => isOpen(order.state) || order.state === 'intended');
  }

  order(intent: IntentId): Order | null {
    const held = this.#orders.get(intent);
    if (held !== undefined) return held;
    const stored = this.#deps.store.order(intent);
    return stored === null || stored.mode !== this.#deps.mode ? null : stored;
  }

  find(keys: BrokerKeys): Order | null {
    const byRef = keys.orderRef === undefined || keys.orderRef === '' ? null : this.order(keys.orderRef);
    if (byRef !== null) return byRef;
    const intent = this.#index.find(keys);
    return intent === null ? null : this.order(intent);
  }

  /** Numbers no order had before, whatever the broker's hint says: it runs backwards after a nightly restart. */
  nextOrderIds(count: number, hint: number | null): readonly number[] {
    const first = Math.max(hint ?? 1, this.#highWater + 1, 1);
    return Array.from({ length: count }, (_, index) => first + index);
  }

  /** Every order id seen at the broker raises the mark. */
  sawOrderId(orderId: number): void {
    if (Number.isSafeInteger(orderId) && orderId > this.#highWater) this.#highWater = orderId;
  }

  /** All or nothing, before something is sent: on failure nothing has changed anywhere. */
  commit(batch: LedgerBatch): Outcome<void, StoreCode> {
    const flushed = this.flush();
    if (!flushed.ok) return flushed;
    const events = this.#numbered(batch.changes);
    const written = this.#write(withEvents(batch, events));
    if (!written.ok) return written;
    this.#take(events);
    this.#raise(batch);
    for (const event of events) this.#eventsDurable.tell(event);
    return written;
  }

  /** What the broker did is true whether or not the disk takes it: held at once, written as soon as possible. */
  record(batch: LedgerBatch): void {
    const events = this.#numbered(batch.changes);
    this.#take(events);
    this.#raise(batch);
    this.#backlog.push(withEvents(batch, events));
    this.flush();
  }

  /** Writes what waits. Called before every commit and on a timer while the journal is in trouble. */
  flush(): Outcome<void, StoreCode> {
    for (let batch = this.#backlog[0]; batch !== undefined; batch = this.#backlog[0]) {
      const written = this.#write(batch);
      if (!written.ok) return written;
      this.#backlog.shift();
      for (const event of batch.events ?? []) this.#eventsDurable.tell(event);
    }
    return ok(undefined);
  }

  onOrder(listener: (order: Order) => void): Subscription {
    return this.#ordersChanged.add(listener);
  }

  /** Only what is durable: a reader may resume behind it after any crash. */
  onEvent(listener: (event: OrderEvent) => void): Subscription {
    return this.#eventsDurable.add(listener);
  }

  onHealth(listener: (failure: Failure | null) => void): Subscription {
    return this.#healthChanged.add(listener);
  }

  #numbered(changes: readonly OrderChange[]): readonly OrderEvent[] {
    const now = this.#deps.clock.now();
    const latest = new Map<IntentId, Order>();
    return changes.map(({ kind, detail, order, fill }, index) => {
      const before = latest.get(order.intent) ?? this.order(order.intent);
      const next = { ...this.#lawful(before, order), updatedTime: now };
      latest.set(order.intent, next);
      return {
        seq: this.#nextSeq + index,
        intent: order.intent,
        kind,
        detail,
        order: next,
        fill: fill ?? null,
        eventTime: now,
      };
    });
  }

  /** An impossible step keeps the old state: a final order must not come back to life through a stray message. */
  #lawful(before: Order | null, order: Order): Order {
    if (before === null || before.state === order.state || mayBecome(before.state, order.state)) return order;
    this.#deps.log.error('order cannot change like this, state kept', {
      intent: order.intent,
      from: before.state,
      to: order.state,
    });
    return { ...order, state: before.state, reason: before.reason };
  }

  #take(events: readonly OrderEvent[]): void {
    this.#nextSeq += events.length;
    for (const event of events) this.#hold(event.order);
    for (const event of events) this.#ordersChanged.tell(event.order);
  }

  #hold(order: Order): void {
    this.#orders.set(order.intent, order);
    this.#index.add(order);
    if (order.brokerOrderId !== null && !order.adopted) this.sawOrderId(order.brokerOrderId);
  }

  #raise(batch: LedgerBatch): void {
    if (batch.highWater) this.sawOrderId(batch.highWater.orderId);
  }

  #write(batch: JournalBatch): Outcome<void, StoreCode> {
    const written = this.#deps.store.commit(batch);
    const failure = written.ok ? null : written.failure;
    if (failure?.code !== this.#failure?.code) {
      if (failure !== null)
        this.#deps.log.error('journal cannot be written, trading halts', { detail: failure.message });
      else this.#deps.log.info('journal can be written again');
      this.#failure = failure;
      this.#healthChanged.tell(failure);
    }
    return written;
  }
}

function withEvents({ changes: _changes, ...rest }: LedgerBatch, events: readonly OrderEvent[]): JournalBatch {
  return { ...rest, events };
}
