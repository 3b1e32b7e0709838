import type { Instrument } from '../../src/engine/domain/instrument.ts';
import { fail, ok, type Outcome } from '../../src/engine/domain/outcome.ts';
import type {
  Broker,
  BrokerCode,
  BrokerEvent,
  BrokerExecution,
  BrokerOrder,
  BrokerOrderReport,
  BrokerOrderStatus,
  BrokerPosition,
  BrokerSnapshot,
  WhatIf,
} from '../../src/engine/ports/broker.ts';
import type { Connection, Subscription } from '../../src/engine/ports/connection.ts';

export type BrokerSideOrder = {
  readonly order: BrokerOrder;
  readonly permId: number;
  readonly clientId: number;
  terms: Pick<BrokerOrder, 'quantity' | 'limitPrice' | 'stopPrice'>;
  status: BrokerOrderStatus;
  filled: number;
};

/** What happens to the next write: all of it arrives, none, all but with the answer lost, or it breaks off half-way. */
export type WriteFault = 'none' | 'lost-before' | 'lost-after' | 'half' | 'throws' | 'refused';

const finals: readonly BrokerOrderStatus[] = ['Filled', 'Cancelled', 'ApiCancelled', 'Inactive'];

/**
 * A broker with its own truth, deterministic and without sockets. What it has to say waits in an outbox until the
 * test lets it out, drops it, doubles it or mixes it; truth is never affected by what gets lost on the way.
 */
export class ScriptedBroker implements Broker {
  readonly id = 'scripted';
  port = 7497;
  clientId = 72;
  accounts: string[] = ['DU1234567'];
  hint: number | null = 1;
  writeFault: WriteFault = 'none';
  snapshotFault: 'none' | 'fails' | 'hangs' = 'none';
  whatIfAnswer: Outcome<WhatIf, BrokerCode> = fail('timeout', 'not scripted');
  readonly orders: BrokerSideOrder[] = [];
  readonly executions: BrokerExecution[] = [];
  readonly positions = new Map<string, BrokerPosition>();
  values: Record<string, number> = { NetLiquidation: 100_000, BuyingPower: 400_000, TotalCashValue: 100_000 };
  /** Every write that reached the broker, for the checkers. */
  readonly received: {
    readonly kind: 'place' | 'modify' | 'cancel' | 'cancel-all';
    readonly orderIds: readonly number[];
  }[] = [];
  outbox: BrokerEvent[] = [];
  snapshots = 0;
  /** A complete answer has been given in the present connection. */
  answered = false;
  readonly #events = new Set<(event: BrokerEvent) => void>();
  readonly #connections = new Set<(connection: Connection) => void>();
  #connection: Connection = {
    phase: 'disconnected',
    detail: 'TWS not connected',
    failure: null,
    since: 0,
    attempts: 0,
    notices: [],
  };
  #nextPermId = 900_001;
  #nextExecution = 1;
  #hanging: (() => void)[] = [];

  connection(): Connection {
    return this.#connection;
  }

  onConnection(listener: (connection: Connection) => void): Subscription {
    this.#connections.add(listener);
    return { close: () => void this.#connections.delete(listener) };
  }

  onEvent(listener: (event: BrokerEvent) => void): Subscription {
    this.#events.add(listener);
    return { close: () => void this.#events.delete(listener) };
  }

  nextOrderIdHint(): number | null {
    return this.hint;
  }

  connect(): void {
    this.#set({ ...this.#connection, phase: 'ready', detail: 'TWS connected' });
  }

  /** Whatever was on its way to us is lost; what had reached the broker stays. */
  disconnect(detail = 'TWS disconnected 09:31:07 ET'): void {
    this.outbox = [];
    for (const release of this.#hanging.splice(0)) release();
    this.#set({ ...this.#connection, phase: 'disconnected', detail });
  }

  place(orders: readonly BrokerOrder[]): Outcome<void, BrokerCode> {
    if (this.#connection.phase !== 'ready') return fail('not-connected', 'TWS not connected');
    const fault = this.#takeFault();
    if (fault === 'refused') return fail('invalid-order', 'refused by the adapter');
    if (fault !== 'lost-before' && fault !== 'half') this.#accept(orders);
    if (fault === 'throws') throw new Error('socket exploded');
    if (fault === 'none') return ok(undefined);
    // Half a bracket was never transmitted: the broker keeps nothing of it.
    this.disconnect('TWS connection lost while writing');
    return fail('link-lost', 'connection lost while writing');
  }

  modify(order: BrokerOrder): Outcome<void, BrokerCode> {
    if (this.#connection.phase !== 'ready') return fail('not-connected', 'TWS not connected');
    const fault = this.#takeFault();
    const known = this.orders.find((one) => one.order.orderId === order.orderId && one.clientId === this.clientId);
    if (fault !== 'lost-before') {
      this.received.push({ kind: 'modify', orderIds: [order.orderId] });
      if (known && !finals.includes(known.status)) {
        known.terms = { quantity: order.quantity, limitPrice: order.limitPrice, stopPrice: order.stopPrice };
        this.#say({ kind: 'order', report: this.#report(known) });
      } else
        this.#say({
          kind: 'order-error',
          orderId: order.orderId,
          code: 104,
          message: 'Cannot modify a filled order.',
          warning: false,
        });
    }
    if (fault === 'none') return ok(undefined);
    this.disconnect();
    return fail('link-lost', 'connection lost while writing');
  }

  cancel(orderId: number): Outcome<void, BrokerCode> {
    if (this.#connection.phase !== 'ready') return fail('not-connected', 'TWS not connected');
    const fault = this.#takeFault();
    if (fault !== 'lost-before') {
      this.received.push({ kind: 'cancel', orderIds: [orderId] });
      const known = this.orders.find((one) => one.order.orderId === orderId && one.clientId === this.clientId);
      if (!known)
        this.#say({
          kind: 'order-error',
          orderId,
          code: 10_147,
          message: `OrderId ${orderId} that needs to be cancelled is not found.`,
          warning: false,
        });
      else if (finals.includes(known.status))
        this.#say({
          kind: 'order-error',
          orderId,
          code: 10_148,
          message: `OrderId ${orderId} cannot be cancelled, state: ${known.status}.`,
          warning: false,
        });
      else this.end(known, 'Cancelled');
    }
    if (fault === 'none') return ok(undefined);
    this.disconnect();
    return fail('link-lost', 'connection lost while writing');
  }

  cancelAll(): Outcome<void, BrokerCode> {
    if (this.#connection.phase !== 'ready') return fail('not-connected', 'TWS not connected');
    this.received.push({ kind: 'cancel-all', orderIds: [] });
    for (const one of this.live()) this.end(one, 'Cancelled');
    return ok(undefined);
  }

  whatIf(): Promise<Outcome<WhatIf, BrokerCode>> {
    return Promise.resolve(this.whatIfAnswer);
  }

  async snapshot(): Promise<Outcome<BrokerSnapshot, BrokerCode>> {
    this.snapshots += 1;
    if (this.#connection.phase !== 'ready') return fail('not-connected', 'TWS not connected');
    if (this.snapshotFault === 'fails') return fail('timeout', 'completed orders did not end');
    const answer = this.truth();
    const connection = this.#connection;
    if (this.snapshotFault === 'hangs') await new Promise<void>((resolve) => this.#hanging.push(resolve));
    if (connection === this.#connection) this.answered = true;
    return ok(answer);
  }

  /** Lets a hanging snapshot answer, with what was true when it was asked for. */
  releaseSnapshot(): void {
    for (const release of this.#hanging.splice(0)) release();
  }

  truth(): BrokerSnapshot {
    const open = this.orders.filter((one) => !finals.includes(one.status) || one.status === 'Inactive');
    const ended = this.orders.filter((one) => finals.includes(one.status) && one.status !== 'Inactive');
    return {
      accounts: this.accounts,
      openOrders: open.map((one) => this.#report(one)),
      completedOrders: ended.map((one) => ({
        ...this.#report(one),
        orderId: 0,
        clientId: 0,
        completed: true,
        completedReason: one.status === 'Cancelled' ? 'Cancelled by Trader' : `Filled Size: ${one.filled}`,
      })),
      executions: [...this.executions],
      positions: [...this.positions.values()].filter((position) => position.quantity !== 0),
      accountValues: this.values,
    };
  }

  live(): readonly BrokerSideOrder[] {
    return this.orders.filter((one) => !finals.includes(one.status));
  }

  of(intent: string): BrokerSideOrder {
    const found = this.orders.findLast((one) => one.order.intent === intent);
    if (!found) throw new Error(`the broker never got ${intent}`);
    return found;
  }

  /** Puts an order at the broker that this program did not send. */
  foreign(order: BrokerOrder, clientId = 0): BrokerSideOrder {
    const one = this.#add(order, clientId);
    this.#say({ kind: 'order', report: this.#report(one) });
    return one;
  }

  acknowledge(one: BrokerSideOrder): void {
    if (one.status !== 'PendingSubmit') return;
    one.status = this.#waits(one) ? 'PreSubmitted' : 'Submitted';
    this.#say({ kind: 'order', report: this.#report(one) });
    this.#sayStatus(one);
  }

  reject(one: BrokerSideOrder, code = 201, message = 'Order rejected - reason: insufficient funds'): void {
    if (finals.includes(one.status)) return;
    one.status = 'Cancelled';
    this.#say({ kind: 'order-error', orderId: one.order.orderId, code, message, warning: false });
    for (const child of this.#children(one)) this.end(child, 'Cancelled');
  }

  /** Trades part of an order: truth first, then the messages TWS would send. */
  fill(one: BrokerSideOrder, wanted: number, price: number): BrokerExecution | null {
    const quantity = Math.min(wanted, one.terms.quantity - one.filled);
    if (finals.includes(one.status) || quantity <= 0 || this.#waits(one)) return null;
    one.filled += quantity;
    one.status = one.filled >= one.terms.quantity ? 'Filled' : 'Submitted';
    const execution = this.#execution(one, quantity, price);
    this.executions.push(execution);
    this.#move(execution);
    this.#say({ kind: 'execution', execution });
    this.#sayStatus(one);
    this.#say({
      kind: 'commission',
      execution: execution.execution,
      commission: 1,
      currency: 'USD',
      realizedPnl: null,
    });
    const position = this.positions.get(execution.instrument.id);
    if (position) this.#say({ kind: 'position', position });
    this.#reduceSiblings(one, quantity);
    return execution;
  }

  /** The exchange corrects the price of an execution. */
  correct(execution: BrokerExecution, price: number): BrokerExecution {
    const dot = execution.execution.lastIndexOf('.');
    const number = Number(execution.execution.slice(dot + 1)) + 1;
    const corrected = {
      ...execution,
      execution: `${execution.execution.slice(0, dot)}.${String(number).padStart(2, '0')}`,
      price,
    };
    this.executions[this.executions.indexOf(execution)] = corrected;
    this.#say({ kind: 'execution', execution: corrected });
    this.#say({
      kind: 'commission',
      execution: corrected.execution,
      commission: 1,
      currency: 'USD',
      realizedPnl: null,
    });
    return corrected;
  }

  end(one: BrokerSideOrder, status: 'Cancelled' | 'Inactive'): void {
    if (finals.includes(one.status)) return;
    one.status = status;
    if (status === 'Cancelled')
      this.#say({
        kind: 'order-error',
        orderId: one.order.orderId,
        code: 202,
        message: 'Order Canceled - reason:',
        warning: false,
      });
    this.#sayStatus(one);
    if (status === 'Cancelled' && one.filled === 0)
      for (const child of this.#children(one)) this.end(child, 'Cancelled');
  }

  setPosition(position: BrokerPosition): void {
    this.positions.set(position.instrument.id, position);
    this.#say({ kind: 'position', position });
  }

  say(event: BrokerEvent): void {
    this.#say(event);
  }

  /** Lets the first `count` messages out. */
  deliver(count = Number.POSITIVE_INFINITY): void {
    for (let n = 0; n < count && this.outbox.length > 0; n += 1) this.#deliverAt(0, 1);
  }

  /** Lets one message out of turn, or more than once, or throws it away. */
  tamper(index: number, how: 'reorder' | 'duplicate' | 'drop'): void {
    if (this.outbox.length === 0) return;
    const at = index % this.outbox.length;
    if (how === 'drop') this.outbox.splice(at, 1);
    else this.#deliverAt(at, how === 'duplicate' ? 2 : 1);
  }

  #deliverAt(index: number, times: number): void {
    const [event] = this.outbox.splice(index, 1);
    if (event === undefined) return;
    for (let n = 0; n < times; n += 1) for (const listener of [...this.#events]) listener(event);
  }

  #takeFault(): WriteFault {
    const fault = this.writeFault;
    this.writeFault = 'none';
    return fault;
  }

  #accept(orders: readonly BrokerOrder[]): void {
    this.received.push({ kind: 'place', orderIds: orders.map((order) => order.orderId) });
    for (const order of orders) {
      const used = this.orders.some((one) => one.clientId === this.clientId && one.order.orderId === order.orderId);
      if (used)
        this.#say({
          kind: 'order-error',
          orderId: order.orderId,
          code: 103,
          message: 'Duplicate order id',
          warning: false,
        });
      else this.#add(order, this.clientId);
    }
  }

  #add(order: BrokerOrder, clientId: number): BrokerSideOrder {
    const { quantity, limitPrice, stopPrice } = order;
    const one: BrokerSideOrder = {
      order,
      permId: this.#nextPermId,
      clientId,
      terms: { quantity, limitPrice, stopPrice },
      status: 'PendingSubmit',
      filled: 0,
    };
    this.#nextPermId += 1;
    this.orders.push(one);
    return one;
  }

  #waits(one: BrokerSideOrder): boolean {
    const parent = this.orders.find(
      (other) => other.clientId === one.clientId && other.order.orderId === one.order.parentOrderId,
    );
    return parent !== undefined && parent.status !== 'Filled';
  }

  #children(one: BrokerSideOrder): readonly BrokerSideOrder[] {
    return this.orders.filter(
      (other) => other.clientId === one.clientId && other.order.parentOrderId === one.order.orderId,
    );
  }

  #reduceSiblings(one: BrokerSideOrder, quantity: number): void {
    if (one.order.ocaGroup === null) return;
    for (const other of this.orders) {
      if (other === one || other.order.ocaGroup !== one.order.ocaGroup || finals.includes(other.status)) continue;
      if (one.status === 'Filled') this.end(other, 'Cancelled');
      else {
        other.terms = { ...other.terms, quantity: other.terms.quantity - quantity };
        this.#say({ kind: 'order', report: this.#report(other) });
      }
    }
  }

  #execution(one: BrokerSideOrder, quantity: number, price: number): BrokerExecution {
    const number = this.#nextExecution;
    this.#nextExecution += 1;
    const { order, permId, clientId } = one;
    return {
      execution: `0000e0d5.${number.toString(16).padStart(8, '0')}.01.01`,
      ...{
        orderId: order.orderId,
        permId,
        clientId,
        orderRef: order.intent,
        account: order.account,
        instrument: order.instrument,
      },
      ...{ side: order.side, quantity, price, venue: 'ISLAND', eventTime: executionTime + number * 1_000 },
    };
  }

  #move({ instrument, account, side, quantity, price }: BrokerExecution): void {
    const before = this.positions.get(instrument.id);
    const held = before?.quantity ?? 0;
    const signed = side === 'BUY' ? quantity : -quantity;
    const after = held + signed;
    const average = averageAfter({ held, average: before?.averagePrice ?? 0, signed, price });
    this.positions.set(instrument.id, {
      account,
      instrument,
      quantity: after,
      averagePrice: after === 0 ? 0 : average,
    });
  }

  #report(one: BrokerSideOrder): BrokerOrderReport {
    const { order, permId, clientId, status, terms } = one;
    return {
      ...{
        orderId: order.orderId,
        permId,
        clientId,
        parentOrderId: order.parentOrderId,
        orderRef: order.intent,
        account: order.account,
      },
      ...{
        instrument: order.instrument,
        side: order.side,
        type: order.type,
        ...terms,
        timeInForce: order.timeInForce,
        status,
      },
      ...{ completed: false, completedReason: '' },
    };
  }

  #sayStatus({ order, permId, clientId, status, filled, terms }: BrokerSideOrder): void {
    this.#say({
      kind: 'status',
      orderId: order.orderId,
      permId,
      clientId,
      status,
      filled,
      remaining: terms.quantity - filled,
      averageFillPrice: null,
      whyHeld: '',
    });
  }

  #say(event: BrokerEvent): void {
    if (this.#connection.phase === 'ready') this.outbox.push(event);
  }

  #set(connection: Connection): void {
    this.answered = false;
    this.#connection = connection;
    for (const listener of [...this.#connections]) listener(connection);
  }
}

const executionTime = Date.UTC(2026, 9, 12, 14, 0);

function averageAfter({
  held,
  average,
  signed,
  price,
}: {
  held: number;
  average: number;
  signed: number;
  price: number;
}): number {
  const after = held + signed;
  if (held === 0 || Math.sign(held) === Math.sign(signed))
    return (Math.abs(held) * average + Math.abs(signed) * price) / Math.abs(after);
  return Math.sign(after) === Math.sign(held) ? average : price;
}

export const spy: Instrument = {
  ...{
    id: 'SPY.STK',
    symbol: 'SPY',
    secType: 'STK',
    exchange: 'SMART',
    primaryExchange: 'ARCA',
    currency: 'USD',
    multiplier: 1,
  },
  ...{ minTick: 0.01, expiry: '', strike: null, right: null, tradingClass: 'SPY', conId: 756733, name: 'SPDR S&P 500' },
};
