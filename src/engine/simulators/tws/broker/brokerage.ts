import { invariant } from '../../../domain/outcome.ts';
import { tradingDate } from '../../../domain/calendar.ts';
import type { SimulatedMarket } from '../../simulated-market.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import { AccountLedger } from './account-ledger.ts';
import { atEachTradingDate } from './day-roll.ts';
import type { BrokerEvent, BrokerListener, BrokerState } from './broker-event.ts';
import { afterEachClose, settleExpired } from './expiry.ts';
import { bookFill, executionId } from './fill-booking.ts';
import { MatchingEngine, type Fill } from './matching-engine.ts';
import type { Latency } from './exchange-path.ts';
import { OrderLifecycle } from './order-lifecycle.ts';
import { changeProblem, fundsProblem, intakeProblem, type Placement } from './order-intake.ts';
import type { OrderProblem } from './order-policy.ts';
import { OrderRegister } from './order-register.ts';
import { isDone, isWorking, newOrder, type SimExecution, type SimOrder } from './sim-order.ts';
import { accountValues } from './valuation.ts';

/** The broker behind the wire: accounts, orders, executions. Tells listeners what TWS would send, in that order. */
export class Brokerage {
  readonly market: SimulatedMarket;
  readonly #seed: number;
  readonly #ledgers = new Map<string, AccountLedger>();
  readonly #register: OrderRegister;
  #executions: readonly SimExecution[];
  readonly #lifecycle: OrderLifecycle;
  readonly #engine: MatchingEngine;
  readonly #listeners = new Set<BrokerListener>();
  #nextPermId: number;
  #nextExecution: number;
  #nextManualId: number;
  #rejectNext: OrderProblem | null = null;
  readonly #stops: readonly (() => void)[];

  constructor(options: {
    market: SimulatedMarket;
    random: SeededRandom;
    seed: number;
    state: BrokerState;
    latency: Latency | null;
  }) {
    this.market = options.market;
    this.#seed = options.seed;
    for (const ledger of options.state.ledgers) this.#ledgers.set(ledger.account, new AccountLedger(ledger));
    this.#register = new OrderRegister(structuredClone(options.state.orders), options.state.lastIds);
    this.#executions = options.state.executions;
    this.#nextPermId = options.state.nextPermId;
    this.#nextExecution = options.state.nextExecution;
    this.#nextManualId = options.state.nextManualId;
    this.#engine = new MatchingEngine(options.market, {
      filled: (order, fill) => this.#fill(order, fill),
      triggered: (order) => this.#lifecycle.triggered(order),
      exhausted: (order) => this.#lifecycle.finishCancel(order, ''),
    });
    this.#lifecycle = new OrderLifecycle({
      market: options.market,
      random: options.random,
      latency: options.latency,
      register: this.#register,
      engine: this.#engine,
      emit: (event) => this.#emit(event),
    });
    this.#startDay(tradingDate(this.market.clock.now()));
    const { clock } = this.market;
    this.#stops = [
      atEachTradingDate(clock, (date) => this.#startDay(date)),
      afterEachClose(clock, (date) => this.#settle(date)),
    ];
    for (const order of this.#register.working()) this.#lifecycle.resume(order);
  }

  listen(listener: BrokerListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  accounts(): readonly string[] {
    return [...this.#ledgers.keys()];
  }

  ledger(account: string): AccountLedger | null {
    return this.#ledgers.get(account) ?? null;
  }

  orders(): readonly SimOrder[] {
    return this.#register.all();
  }

  find(clientId: number, orderId: number): SimOrder | null {
    return this.#register.find(clientId, orderId);
  }

  byPermId(permId: number): SimOrder | null {
    return this.#register.byPermId(permId);
  }

  executions(): readonly SimExecution[] {
    return this.#executions;
  }

  nextOrderId(clientId: number): number {
    return this.#register.lastId(clientId) + 1;
  }

  /** Refuses the next order whatever it is; for scripted faults. */
  rejectNext(problem: OrderProblem): void {
    this.#rejectNext = problem;
  }

  /** New order, change of a live one, or transmission of a waiting one. Null when accepted. */
  place(placement: Placement): OrderProblem | null {
    const known = this.#register.find(placement.clientId, placement.orderId);
    if (known) return this.#change(known, placement);
    const ledger = this.ledger(placement.terms.account);
    const problem = intakeProblem({ market: this.market, register: this.#register }, ledger, placement);
    if (problem || !ledger) return problem;
    const order = this.#create(placement);
    const refused = this.#rejectNext ?? fundsProblem(this.market, ledger, placement);
    this.#rejectNext = null;
    if (refused) this.#lifecycle.reject(order, refused);
    else if (placement.terms.transmit) this.#lifecycle.transmit(order);
    return null;
  }

  /** An order typed into TWS or the phone: owned by client 0, without an id until that client binds it. */
  placeManual(placement: Omit<Placement, 'clientId' | 'orderId'>): SimOrder {
    const order = this.#create({ ...placement, clientId: 0, orderId: 0 });
    this.#lifecycle.transmit(order);
    return order;
  }

  bindManual(): void {
    for (const order of this.#register.all()) {
      if (order.clientId !== 0 || order.orderId !== 0 || !isWorking(order)) continue;
      this.#register.bind(order, this.#nextManualId);
      this.#nextManualId -= 1;
      this.#emit({ kind: 'bound', order });
    }
  }

  cancel(clientId: number, orderId: number): OrderProblem | null {
    const order = this.#register.find(clientId, orderId);
    if (!order) return { code: 10147, message: `OrderId ${orderId} that needs to be cancelled is not found.` };
    return this.#lifecycle.cancel(order);
  }

  cancelManual(permId: number): OrderProblem | null {
    const order = this.#register.byPermId(permId);
    return order ? this.#lifecycle.cancel(order) : { code: 10147, message: `Order ${permId} is not found.` };
  }

  cancelAll(): void {
    for (const order of this.#register.all()) if (!isDone(order)) this.#lifecycle.cancel(order);
  }

  /** Lets an order trade now at any price, whatever the book shows; for scripted faults and tests. */
  forceFill(order: SimOrder, fill: Fill): void {
    if (!isDone(order)) this.#fill(order, fill);
  }

  /** Replaces an execution by a corrected one with the next suffix, as an exchange does. */
  correctExecution(execId: string, price: number): SimExecution | null {
    const index = this.#executions.findIndex((execution) => execution.execId === execId);
    const original = this.#executions[index];
    if (!original) return null;
    const stem = execId.slice(0, -2);
    const revision = Number(execId.slice(-2)) + 1;
    const corrected = { ...original, execId: `${stem}${String(revision).padStart(2, '0')}`, price };
    this.#executions = this.#executions.with(index, corrected);
    this.#emit({ kind: 'execution', execution: corrected });
    return corrected;
  }

  /** Untransmitted orders live in TWS alone and are lost with it. */
  state(): BrokerState {
    return structuredClone({
      ledgers: [...this.#ledgers.values()].map((ledger) => ledger.state()),
      orders: this.#register.all().filter((order) => order.status !== 'Untransmitted'),
      executions: this.#executions,
      lastIds: this.#register.lastIds(),
      nextPermId: this.#nextPermId,
      nextExecution: this.#nextExecution,
      nextManualId: this.#nextManualId,
    });
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#lifecycle.close();
    this.#engine.close();
    this.#listeners.clear();
  }

  #emit(event: BrokerEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Profit starts anew; what was finished before the date is forgotten, as TWS does at midnight. */
  #startDay(date: string): void {
    for (const ledger of this.#ledgers.values())
      ledger.startDay(date, accountValues(this.market, ledger).netLiquidation);
    this.#register.forgetCompleted((order) => tradingDate(order.completedMs ?? order.placedMs) !== date);
    this.#executions = this.#executions.filter((execution) => tradingDate(execution.timeMs) === date);
  }

  #settle(date: string): void {
    for (const [account, ledger] of this.#ledgers) {
      for (const instrument of settleExpired(this.market, ledger, date))
        this.#emit({ kind: 'position', account, instrument });
    }
  }

  #create({ clientId, orderId, instrument, exchange, terms }: Placement): SimOrder {
    const permId = this.#nextPermId;
    const placedMs = this.market.clock.now();
    const order = newOrder({ clientId, orderId, permId, instrument: instrument.id, exchange, terms, placedMs });
    this.#nextPermId += 1;
    this.#register.add(order);
    return order;
  }

  #change(order: SimOrder, placement: Placement): OrderProblem | null {
    const problem = changeProblem({ market: this.market, register: this.#register }, order, placement);
    if (problem) return problem;
    if (order.status === 'Untransmitted') {
      order.terms = placement.terms;
      if (placement.terms.transmit) this.#lifecycle.transmit(order);
      return null;
    }
    this.#lifecycle.modify(order, { ...placement.terms, parentId: order.terms.parentId, transmit: true });
    return null;
  }

  #fill(order: SimOrder, fill: Fill): void {
    const ledger = this.ledger(order.terms.account);
    invariant(ledger, `no ledger for ${order.terms.account}`);
    const execId = executionId(this.#nextExecution, this.#seed);
    this.#nextExecution += 1;
    const wasCancelling = order.status === 'PendingCancel';
    const execution = bookFill({ market: this.market, ledger, order, fill, execId });
    if (wasCancelling && order.status !== 'Filled') order.status = 'PendingCancel';
    this.#executions = [...this.#executions, execution];
    this.#emit({ kind: 'execution', execution });
    this.#emit({ kind: 'order', order, withCommission: false });
    this.#emit({ kind: 'status', order });
    if (order.status === 'Filled') this.#emit({ kind: 'order', order, withCommission: true });
    this.#emit({ kind: 'commission', execution });
    this.#emit({ kind: 'position', account: order.terms.account, instrument: order.instrument });
    this.#lifecycle.afterFill(order, fill.size);
  }
}
