import type { InstrumentId } from '../../../domain/ids.ts';
import type { SimInstrument, SimPrint, SimQuote, SimulatedMarket, Unsubscribe } from '../../simulated-market.ts';
import { isTradable } from '../contracts/trading-hours.ts';
import { DisplayedLiquidity, liquidityRefillMs, type Offer } from './displayed-liquidity.ts';
import { remainingOf, roundQuantity, type SimOrder } from './sim-order.ts';
import { adaptiveDurationMs, isElected, needsTrigger, trail, workingPrice } from './working-price.ts';

export type Fill = { readonly price: number; readonly size: number; readonly venue: string; readonly liquidity: 1 | 2 };

export type MatchingEvents = {
  readonly filled: (order: SimOrder, fill: Fill) => void;
  readonly triggered: (order: SimOrder) => void;
  /** An immediate-or-cancel order has taken what there was. */
  readonly exhausted: (order: SimOrder) => void;
};

type Desk = {
  readonly instrument: SimInstrument;
  readonly orders: Set<SimOrder>;
  readonly stop: readonly Unsubscribe[];
};

/**
 * Lets working orders trade against the simulated book: marketable orders take what is displayed, price by price,
 * and wait for the book to refill; resting orders wait behind the size displayed before them and trade on prints at
 * or through their price. Stops look at the last price.
 */
export class MatchingEngine {
  readonly #market: SimulatedMarket;
  readonly #events: MatchingEvents;
  readonly #liquidity: DisplayedLiquidity;
  readonly #desks = new Map<InstrumentId, Desk>();
  /** Our own trades come back on the tape and must not be traded against. */
  readonly #ownPrints = new Set<string>();
  readonly #retrying = new Set<SimOrder>();

  constructor(market: SimulatedMarket, events: MatchingEvents) {
    this.#market = market;
    this.#events = events;
    this.#liquidity = new DisplayedLiquidity(market);
  }

  /** Makes an active order eligible to trade, and lets it try at once. */
  add(order: SimOrder): void {
    const desk = this.#desk(order.instrument);
    if (!desk) return;
    desk.orders.add(order);
    if (order.terms.orderType.startsWith('TRAIL')) order.stopPrice ??= order.terms.trailStopPrice;
    else if (needsTrigger(order)) order.stopPrice = order.terms.auxPrice;
    const last = this.#market.quote(order.instrument)?.last ?? null;
    if (last !== null) this.#watchLast(order, last);
    if (order.terms.algoStrategy === 'Adaptive') this.#retryLater(order, adaptiveDurationMs(order));
    this.#try(order, desk.instrument);
  }

  remove(order: SimOrder): void {
    const desk = this.#desks.get(order.instrument);
    if (!desk?.orders.delete(order) || desk.orders.size > 0) return;
    for (const stop of desk.stop) stop();
    this.#desks.delete(order.instrument);
  }

  fillAtAuction(order: SimOrder, price: number): void {
    const venue = this.#market.byId(order.instrument)?.primaryExchange ?? order.exchange;
    this.#trade(order, { price, size: remainingOf(order), venue, liquidity: 2 });
  }

  close(): void {
    for (const desk of this.#desks.values()) for (const stop of desk.stop) stop();
    this.#desks.clear();
  }

  #desk(id: InstrumentId): Desk | null {
    const known = this.#desks.get(id);
    if (known) return known;
    const instrument = this.#market.byId(id);
    if (!instrument) return null;
    const orders = new Set<SimOrder>();
    const stop = [
      this.#market.onQuote(id, (quote) => this.#onQuote(orders, instrument, quote)),
      this.#market.onPrint(id, (print) => this.#onPrint(orders, instrument, print)),
    ];
    const desk = { instrument, orders, stop };
    this.#desks.set(id, desk);
    return desk;
  }

  #onQuote(orders: Set<SimOrder>, instrument: SimInstrument, quote: SimQuote): void {
    for (const order of [...orders]) {
      if (quote.last !== null) this.#watchLast(order, quote.last);
      this.#try(order, instrument);
    }
  }

  #onPrint(orders: Set<SimOrder>, instrument: SimInstrument, print: SimPrint): void {
    if (this.#ownPrints.delete(printKey(instrument.id, print))) return;
    let left = print.size;
    for (const order of [...orders]) {
      this.#watchLast(order, print.price);
      if (this.#isEligible(order) && left > 0) left -= this.#restOnPrint(order, instrument, print, left);
    }
  }

  #watchLast(order: SimOrder, last: number): void {
    if (!needsTrigger(order) || order.triggered || order.activeMs === null) return;
    if (!this.#isEligible(order) || !this.#isOpen(order)) return;
    if (isElected(order, last)) {
      order.triggered = true;
      this.#events.triggered(order);
      const desk = this.#desks.get(order.instrument);
      if (desk) this.#try(order, desk.instrument);
      return;
    }
    trail(order, last);
  }

  /** Another order's fill may have taken it away a moment ago, in the middle of a round over all. */
  #isEligible(order: SimOrder): boolean {
    return (this.#desks.get(order.instrument)?.orders.has(order) ?? false) && remainingOf(order) > 0;
  }

  #isOpen(order: SimOrder): boolean {
    const instrument = this.#market.byId(order.instrument);
    const quote = this.#market.quote(order.instrument);
    return (
      instrument !== null &&
      quote !== null &&
      !quote.halted &&
      isTradable(instrument, order.terms.outsideRth, this.#market.clock.now())
    );
  }

  /** Takes displayed size as far as the price allows; what is left rests or waits for a refill. */
  #try(order: SimOrder, instrument: SimInstrument): void {
    const quote = this.#market.quote(order.instrument);
    if (!quote || !this.#isEligible(order) || !this.#isOpen(order)) return;
    const price = workingPrice(order, instrument, quote, this.#market.clock.now());
    if (price.kind === 'waiting') return;
    const limit = price.kind === 'limit' ? price.price : null;
    for (const offer of this.#liquidity.offers(order.instrument, order.terms.action)) {
      if (!this.#isEligible(order) || !reaches(order, limit, offer.price)) break;
      this.#take(order, offer);
    }
    if (!this.#isEligible(order)) return;
    if (order.terms.tif === 'IOC') return this.#events.exhausted(order);
    if (limit === null) this.#retryLater(order, liquidityRefillMs);
    else this.#rest(order, limit);
  }

  #take(order: SimOrder, offer: Offer): void {
    const size = roundQuantity(Math.min(remainingOf(order), offer.size));
    this.#liquidity.take(order.instrument, order.terms.action, offer, size);
    this.#trade(order, { price: offer.price, size, venue: offer.venue, liquidity: 2 });
  }

  #rest(order: SimOrder, price: number): void {
    const shown = this.#liquidity.ahead(order.instrument, order.terms.action, price);
    // Cancellations of others in front of it can only shorten the queue.
    order.queueAhead = order.queueAhead === null ? shown : Math.min(order.queueAhead, shown);
    // The level that was just taken will be shown again.
    const best = this.#liquidity.bestPrice(order.instrument, order.terms.action);
    if (best !== null && reaches(order, price, best)) this.#retryLater(order, liquidityRefillMs);
  }

  /** A print at the order's price works off the queue in front of it; one through its price trades at once. */
  #restOnPrint(order: SimOrder, instrument: SimInstrument, print: SimPrint, left: number): number {
    const quote = this.#market.quote(order.instrument);
    if (!quote || order.queueAhead === null || !this.#isOpen(order)) return 0;
    const working = workingPrice(order, instrument, quote, this.#market.clock.now());
    if (working.kind !== 'limit' || !reaches(order, working.price, print.price)) return 0;
    const through = Math.abs(print.price - working.price) > 1e-9;
    const opposite = print.aggressor === (order.terms.action === 'BUY' ? -1 : 1);
    if (!through && !opposite) return 0;
    const passed = through ? left : left - order.queueAhead;
    if (!through) order.queueAhead = Math.max(0, order.queueAhead - left);
    const size = roundQuantity(Math.min(remainingOf(order), Math.max(0, passed)));
    if (size > 0) this.#trade(order, { price: working.price, size, venue: print.venue, liquidity: 1 });
    return size;
  }

  #trade(order: SimOrder, fill: Fill): void {
    const timeMs = this.#market.clock.now();
    const aggressor = (order.terms.action === 'BUY') === (fill.liquidity === 2) ? 1 : -1;
    const print: SimPrint = {
      price: fill.price,
      size: fill.size,
      aggressor,
      venue: fill.venue,
      conditions: '',
      timeMs,
    };
    this.#events.filled(order, fill);
    if (this.#ownPrints.size > 1_000) this.#ownPrints.clear();
    this.#ownPrints.add(printKey(order.instrument, print));
    this.#market.reportExecution(order.instrument, print);
  }

  #retryLater(order: SimOrder, delayMs: number): void {
    if (this.#retrying.has(order)) return;
    this.#retrying.add(order);
    const { clock } = this.#market;
    clock.schedule(clock.now() + delayMs, () => {
      this.#retrying.delete(order);
      const desk = this.#desks.get(order.instrument);
      if (desk) this.#try(order, desk.instrument);
    });
  }
}

function reaches(order: SimOrder, limit: number | null, price: number): boolean {
  if (limit === null) return true;
  return order.terms.action === 'BUY' ? price <= limit + 1e-9 : price >= limit - 1e-9;
}

function printKey(id: InstrumentId, print: SimPrint): string {
  return `${id} ${print.price} ${print.size} ${print.timeMs} ${print.venue}`;
}
