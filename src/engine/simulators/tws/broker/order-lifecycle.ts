import { regularSession, tradingDate } from '../../../domain/calendar.ts';
import { invariant } from '../../../domain/outcome.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import { zonedText } from '../wire/wire-time.ts';
import { newestServerVersion } from '../wire/versions.ts';
import type { BrokerEvent } from './broker-event.ts';
import { ExchangePath, type Latency } from './exchange-path.ts';
import type { MatchingEngine } from './matching-engine.ts';
import { expiryMs, firstTradeMs } from './order-hours.ts';
import type { OrderProblem } from './order-policy.ts';
import type { OrderRegister } from './order-register.ts';
import { isDone, isWorking, remainingOf, roundQuantity, type OrderTerms, type SimOrder } from './sim-order.ts';
import { isReducing, linkedOrders } from './order-groups.ts';
import { needsTrigger } from './working-price.ts';

type Parts = {
  readonly market: SimulatedMarket;
  readonly random: SeededRandom;
  /** Null: the usual one while time runs by itself, none while it is stepped by hand. */
  readonly latency: Latency | null;
  readonly register: OrderRegister;
  readonly engine: MatchingEngine;
  readonly emit: (event: BrokerEvent) => void;
};

/** Moves orders through their states: transmission, arrival, trigger, cancellation, expiry, families and groups. */
export class OrderLifecycle {
  readonly #parts: Parts;
  readonly #path: ExchangePath;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#path = new ExchangePath({ clock: parts.market.clock, random: parts.random, latency: parts.latency });
  }

  /** Sends an order and the waiting rest of its family, parent first. */
  transmit(order: SimOrder): void {
    const { register } = this.#parts;
    const head = register.parent(order) ?? order;
    const family = [head, ...register.children(head)];
    const waiting = family.includes(order) ? family : [...family, order];
    for (const member of waiting) if (member.status === 'Untransmitted') this.#send(member);
  }

  reject(order: SimOrder, problem: OrderProblem): void {
    order.status = 'Inactive';
    order.reason = problem.message;
    order.completedMs = this.#parts.market.clock.now();
    this.#parts.emit({ kind: 'order', order, withCommission: false });
    this.#parts.emit({ kind: 'status', order });
    this.#parts.emit({ kind: 'problem', order, ...problem });
  }

  modify(order: SimOrder, terms: OrderTerms): void {
    const priceChanged = terms.limitPrice !== order.terms.limitPrice || terms.quantity > order.terms.quantity;
    order.terms = terms;
    // A new price or a larger size goes to the end of the queue.
    if (priceChanged) order.queueAhead = null;
    this.#tell(order);
    if (order.activeMs === null) return;
    this.#path.arrived('orderMs', () => {
      this.#parts.engine.remove(order);
      if (isWorking(order)) this.#parts.engine.add(order);
    });
  }

  /** Until the exchange has the cancel the order goes on trading; what fills first cannot be cancelled any more. */
  cancel(order: SimOrder): OrderProblem | null {
    if (isDone(order)) return tooLate(order);
    if (order.status === 'PendingCancel') {
      const message = `Cancel attempted when order is not in a cancellable state. Order permId =${order.permId}`;
      return { code: 161, message };
    }
    if (order.status === 'Untransmitted') {
      this.finishCancel(order, '');
      return null;
    }
    order.status = 'PendingCancel';
    this.#path.arrived('cancelMs', () => {
      if (order.status === 'Filled') this.#parts.emit({ kind: 'problem', order, ...tooLate(order) });
      else this.finishCancel(order, '');
    });
    return null;
  }

  /** The exchange confirmed: tells, and takes children and group mates along. */
  finishCancel(order: SimOrder, reason: string): void {
    if (isDone(order)) return;
    this.#parts.engine.remove(order);
    order.status = 'Cancelled';
    order.whyHeld = '';
    order.reason = reason;
    order.queueAhead = null;
    order.completedMs = this.#parts.market.clock.now();
    this.#parts.emit({ kind: 'status', order });
    this.#parts.emit({ kind: 'problem', order, code: 202, message: `Order Canceled - reason:${reason}` });
    for (const child of this.#parts.register.children(order)) this.finishCancel(child, '');
    for (const mate of this.#parts.register.groupMates(order)) this.finishCancel(mate, '');
  }

  triggered(order: SimOrder): void {
    order.whyHeld = '';
    if (order.status !== 'PendingCancel') order.status = 'Submitted';
    this.#tell(order);
  }

  /** What a fill does to the other orders: children start, siblings shrink or go. */
  afterFill(order: SimOrder, size: number): void {
    if (order.status === 'Filled') {
      this.#parts.engine.remove(order);
      for (const child of this.#parts.register.children(order)) this.#startChild(child);
    }
    for (const linked of linkedOrders(this.#parts.register, order)) {
      if (order.status === 'Filled' || !isReducing(order)) this.finishCancel(linked, '');
      else this.#reduce(linked, size);
    }
  }

  /** After a restart: a working order goes on where it was. */
  resume(order: SimOrder): void {
    if (!this.#parts.market.byId(order.instrument)) return this.finishCancel(order, 'the contract is no longer listed');
    if (order.status === 'PendingCancel') order.status = 'Submitted';
    this.#scheduleExpiry(order);
    if (order.whyHeld === 'child') return;
    if (order.activeMs === null) this.#activate(order);
    else this.#parts.engine.add(order);
  }

  close(): void {
    this.#path.close();
  }

  #send(order: SimOrder): void {
    const parent = this.#parts.register.parent(order);
    order.status = 'PreSubmitted';
    order.whyHeld = parent && parent.status !== 'Filled' ? 'child' : '';
    this.#tell(order);
    this.#scheduleExpiry(order);
    if (order.whyHeld === '') this.#path.arrived('orderMs', () => this.#activate(order));
  }

  #startChild(child: SimOrder): void {
    if (child.whyHeld !== 'child' || !isWorking(child)) return;
    child.whyHeld = '';
    this.#activate(child);
  }

  /** The order reaches the exchange, or waits for the market to open. */
  #activate(order: SimOrder): void {
    if (!isWorking(order) || order.status === 'PendingCancel' || order.activeMs !== null) return;
    const { market } = this.#parts;
    const instrument = this.#instrument(order);
    const now = market.clock.now();
    const startMs = firstTradeMs(order, instrument, now);
    if (startMs > now) {
      this.#warnLater(order, startMs);
      this.#path.after(startMs - now, () => this.#activate(order));
      return;
    }
    order.activeMs = now;
    if (order.terms.orderType === 'MOC' || order.terms.orderType === 'LOC') this.#scheduleAuction(order);
    if (needsTrigger(order) && !order.triggered) {
      order.whyHeld = 'trigger';
      this.#tell(order);
    } else if (order.terms.orderType !== 'MKT') {
      order.status = 'Submitted';
      this.#tell(order);
    }
    this.#parts.engine.add(order);
    if (order.terms.orderType === 'MKT' && order.status === 'PreSubmitted') {
      order.status = 'Submitted';
      this.#tell(order);
    }
  }

  #warnLater(order: SimOrder, startMs: number): void {
    const when = zonedText(startMs, newestServerVersion);
    const message = `Order Message:\n${order.terms.action} ${order.terms.quantity} ${order.instrument}\nWarning: your order will not be placed at the exchange until ${when}`;
    this.#parts.emit({ kind: 'problem', order, code: 399, message });
  }

  #scheduleAuction(order: SimOrder): void {
    const { market } = this.#parts;
    const { closeMs } = regularSession(tradingDate(market.clock.now()));
    this.#path.after(closeMs - market.clock.now(), () => this.#auction(order));
  }

  #auction(order: SimOrder): void {
    const price = this.#parts.market.quote(order.instrument)?.last ?? null;
    if (!isWorking(order) || price === null) return;
    const { limitPrice, action, orderType } = order.terms;
    const fits =
      orderType === 'MOC' || limitPrice === null || (action === 'BUY' ? price <= limitPrice : price >= limitPrice);
    if (!fits) return this.finishCancel(order, 'the closing price is beyond the limit');
    this.#parts.engine.fillAtAuction(order, price);
  }

  #scheduleExpiry(order: SimOrder): void {
    const { clock } = this.#parts.market;
    const endMs = expiryMs(order, this.#instrument(order), clock.now());
    if (endMs === null) return;
    // One tick after the close, so that the closing auction comes first.
    this.#path.after(Math.max(0, endMs + 1 - clock.now()), () => this.finishCancel(order, ''));
  }

  #reduce(order: SimOrder, size: number): void {
    if (remainingOf(order) <= size) return this.finishCancel(order, '');
    order.terms = { ...order.terms, quantity: roundQuantity(order.terms.quantity - size) };
    this.#tell(order);
  }

  #tell(order: SimOrder): void {
    this.#parts.emit({ kind: 'order', order, withCommission: false });
    this.#parts.emit({ kind: 'status', order });
  }

  #instrument(order: SimOrder): SimInstrument {
    const instrument = this.#parts.market.byId(order.instrument);
    invariant(instrument, `order of an unknown instrument ${order.instrument}`);
    return instrument;
  }
}

function tooLate(order: SimOrder): OrderProblem {
  const { orderId, status } = order;
  return {
    code: 10148,
    message: `OrderId ${orderId} that needs to be cancelled cannot be cancelled, state: ${status}.`,
  };
}
