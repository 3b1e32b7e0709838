import type { IntentId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { unreachable } from '../domain/outcome.ts';
import type { BrokerEvent, BrokerExecution, BrokerOrderReport } from '../ports/broker.ts';
import { adoptedOrder, orderOfExecution } from './adopt-order.ts';
import { applyOrderError } from './apply-order-error.ts';
import { applyReport, applyStatus } from './apply-report.ts';
import type { ReportSource } from './broker-state.ts';
import { FillIntake } from './fill-intake.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { matchOrder, sameOrder } from './match-order.ts';

/** Everything the broker says goes through here, in the order received, and nothing is dropped because of a flag. */
export class BrokerInbox {
  readonly #deps: InboxDeps;
  readonly #heard = new Map<IntentId, number>();
  readonly #sent = new Map<IntentId, number>();
  readonly #fills: FillIntake;
  #parked: BrokerExecution[] = [];
  #waiting: BrokerEvent[] | null = null;
  #count = 0;

  constructor(deps: InboxDeps) {
    this.#deps = deps;
    this.#fills = new FillIntake(deps);
  }

  /** Rises with every message; orders heard of behind a mark know more than a snapshot begun before it. */
  get mark(): number {
    return this.#count;
  }

  heardSince(intent: IntentId, mark: number): boolean {
    return (this.#heard.get(intent) ?? -1) > mark;
  }

  /** Something about the order went out: an answer to an earlier question cannot know of it. */
  noteSent(intent: IntentId): void {
    this.#count += 1;
    this.#sent.set(intent, this.#count);
  }

  sentSince(intent: IntentId, mark: number): boolean {
    return (this.#sent.get(intent) ?? -1) > mark;
  }

  /** While an order is being handed over its answers wait, so that "sent" comes before what follows from it. */
  during<Result>(work: () => Result): Result {
    const waiting: BrokerEvent[] = [];
    this.#waiting = waiting;
    try {
      return work();
    } finally {
      this.#waiting = null;
      this.#after = waiting;
    }
  }

  #after: BrokerEvent[] = [];

  /** Lets the answers in that came during the hand-over. */
  resume(): void {
    const waiting = this.#after;
    this.#after = [];
    for (const event of waiting) this.take(event);
  }

  take(event: BrokerEvent): void {
    if (this.#waiting !== null) {
      this.#waiting.push(event);
      return;
    }
    this.#count += 1;
    try {
      this.#take(event);
    } catch (error) {
      // A bug or an unreadable journal; the message is kept in the log and the truth is fetched again.
      this.#deps.log.error('broker message could not be processed', {
        kind: event.kind,
        message: JSON.stringify(event),
        detail: String(error),
      });
      this.#deps.askAgain('a message of the broker could not be processed');
    }
  }

  #take(event: BrokerEvent): void {
    switch (event.kind) {
      case 'order':
        return this.takeReport(event.report, 'live');
      case 'status':
        return this.#takeStatus(event);
      case 'execution':
        return this.takeExecution(event.execution);
      case 'commission':
        return this.#fills.commission(event);
      case 'order-error':
        return this.#takeError(event);
      case 'position':
        this.#deps.onInstrument(event.position.instrument);
        return this.#deps.onPosition(event.position);
      case 'account':
        return this.#deps.onAccountValue(event);
      case 'pnl':
        return this.#deps.onPnl(event);
      default:
        return unreachable(event);
    }
  }

  takeReport(report: BrokerOrderReport, source: ReportSource): void {
    const { ledger, clientId, log } = this.#deps;
    if (report.clientId === clientId) ledger.sawOrderId(report.orderId);
    this.#deps.onInstrument(report.instrument);
    const order = this.#match(report);
    if (order === null) {
      if (report.permId === null && report.orderId === 0)
        log.warn('order without any id at the broker', { ref: report.orderRef, status: report.status });
      else this.#adopt(report);
      return;
    }
    this.#hear(order.intent);
    const pending = this.#deps.pendingTerms.get(order.intent) ?? null;
    const changes = applyReport(order, report, { source, pending });
    if (changes.length > 0) ledger.record({ changes });
    this.#drainParked();
  }

  takeExecution(execution: BrokerExecution): void {
    this.#deps.onInstrument(execution.instrument);
    const order = this.#match(execution);
    if (order !== null) return this.#fill(order, execution);
    if (this.#parked.some((parked) => parked.execution === execution.execution)) return;
    this.#parked.push(execution);
    this.#deps.askAgain('an execution of an unknown order');
  }

  /** After a complete answer: whatever still has no order gets one made of its executions. */
  settleParked(): void {
    this.#drainParked();
    const parked = this.#parked;
    this.#parked = [];
    for (const execution of parked) {
      const known = this.#match(execution);
      if (known !== null) {
        this.#fill(known, execution);
        continue;
      }
      const total = parked
        .filter((other) => sameOrder(other, execution))
        .reduce((sum, other) => sum + other.quantity, 0);
      const order = { ...orderOfExecution(execution, this.#context()), quantity: total };
      this.#deps.ledger.record({
        changes: [{ kind: 'adopted', detail: `Executions of an order from ${order.origin.label}`, order }],
        instruments: [this.#deps.onInstrument(execution.instrument)],
      });
      this.#fill(order, execution);
    }
  }

  #takeStatus(event: Extract<BrokerEvent, { kind: 'status' }>): void {
    const { ledger, clientId } = this.#deps;
    if (event.clientId === clientId) ledger.sawOrderId(event.orderId);
    const order = ledger.find({ clientId: event.clientId, orderId: event.orderId, permId: event.permId });
    if (order === null) return this.#deps.askAgain('a status of an unknown order');
    this.#hear(order.intent);
    const changes = applyStatus(order, event);
    if (changes.length > 0) ledger.record({ changes });
    if (event.filled > order.filled + 1e-9)
      this.#deps.askAgain(`the broker counts ${event.filled} filled, executions say ${order.filled}`);
  }

  #takeError(event: Extract<BrokerEvent, { kind: 'order-error' }>): void {
    const { ledger, clientId, log } = this.#deps;
    const order = ledger.find({ clientId, orderId: event.orderId, permId: null });
    if (order === null)
      return log.warn('error of an unknown order', { orderId: event.orderId, code: event.code, detail: event.message });
    this.#hear(order.intent);
    const effect = applyOrderError(order, event);
    if (effect.changes.length > 0) ledger.record({ changes: effect.changes });
    if (effect.askAgain) this.#deps.askAgain(`TWS ${event.code} for ${order.ticker}`);
  }

  #fill(order: Order, execution: BrokerExecution): void {
    this.#hear(order.intent);
    this.#fills.execution(order, execution);
  }

  #match(keys: BrokerOrderReport | BrokerExecution): Order | null {
    return matchOrder(this.#deps.ledger, keys, this.#deps.scope);
  }

  #adopt(report: BrokerOrderReport): void {
    const { ledger } = this.#deps;
    const order = adoptedOrder(report, this.#context());
    const twin = report.orderRef === '' ? null : ledger.order(report.orderRef);
    this.#hear(order.intent);
    const changes = [{ kind: 'adopted' as const, detail: `Placed by ${order.origin.label}`, order }];
    if (twin !== null) {
      const detail = `A second order (${report.permId}) stands at the broker behind this intent; cancel one of them`;
      this.#deps.log.error('two broker orders behind one intent', {
        intent: twin.intent,
        permId: twin.permId,
        other: report.permId,
      });
      ledger.record({
        changes: [{ kind: 'warning', detail, order: { ...twin, reason: detail } }, ...changes],
        instruments: [this.#deps.onInstrument(report.instrument)],
      });
    } else {
      ledger.record({ changes, instruments: [this.#deps.onInstrument(report.instrument)] });
    }
    this.#drainParked();
  }

  #drainParked(): void {
    if (this.#parked.length === 0) return;
    const ready = this.#parked.filter((execution) => this.#match(execution) !== null);
    this.#parked = this.#parked.filter((execution) => !ready.includes(execution));
    for (const execution of ready) this.takeExecution(execution);
  }

  #hear(intent: IntentId): void {
    this.#heard.set(intent, this.#count);
  }

  #context() {
    const { mode, clock, scope, clientId } = this.#deps;
    return { mode, now: clock.now(), scope, ownClientId: clientId };
  }
}
