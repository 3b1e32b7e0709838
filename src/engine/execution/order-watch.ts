import type { IntentId } from '../domain/ids.ts';
import { isOpen } from '../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { PendingTerms } from './apply-report.ts';
import type { OrderLedger } from './order-ledger.ts';

export type WatchDeps = {
  readonly ledger: OrderLedger;
  readonly clock: Clock;
  readonly pendingTerms: Map<IntentId, PendingTerms>;
  askAgain(reason: string): void;
};

/** A broker that has the order says so within moments. */
const acknowledgeMs = 5_000;

/** Puts a limit on every silence: an order, a cancel or a change that nobody confirms becomes a question. */
export class OrderWatch {
  readonly #deps: WatchDeps;
  readonly #sentAtMs = new Map<IntentId, number>();
  readonly #cancelAtMs = new Map<IntentId, number>();
  readonly #startMs: number;

  constructor(deps: WatchDeps) {
    this.#deps = deps;
    this.#startMs = deps.clock.monotonicMs();
  }

  sent(intents: readonly IntentId[]): void {
    for (const intent of intents) this.#sentAtMs.set(intent, this.#deps.clock.monotonicMs());
    this.#deps.clock.after(acknowledgeMs, () => this.#checkSent(intents));
  }

  cancelRequested(intents: readonly IntentId[]): void {
    for (const intent of intents) this.#cancelAtMs.set(intent, this.#deps.clock.monotonicMs());
    this.#deps.clock.after(acknowledgeMs, () => {
      const silent = intents.filter((intent) => this.#deps.ledger.order(intent)?.state === 'cancel-pending');
      if (silent.length > 0) this.#deps.askAgain(`no answer to ${silent.length} cancel(s) within 5 s`);
    });
  }

  /** A cancel that went out so recently may take effect after the broker has answered another question. */
  cancelInTransit(intent: IntentId): boolean {
    const sentAt = this.#cancelAtMs.get(intent);
    return sentAt !== undefined && this.#deps.clock.monotonicMs() - sentAt < acknowledgeMs;
  }

  modifySent(intent: IntentId): void {
    this.#deps.clock.after(acknowledgeMs, () => {
      if (this.#deps.ledger.order(intent)?.modifyPending === true)
        this.#deps.askAgain('no answer to a change within 5 s');
    });
  }

  /** An order handed over so recently, or before this start, may still be on its way inside the broker. */
  maybeInTransit(intent: IntentId): boolean {
    const sentAt = this.#sentAtMs.get(intent) ?? this.#startMs;
    const order = this.#deps.ledger.order(intent);
    return order?.permId === null && this.#deps.clock.monotonicMs() - sentAt < acknowledgeMs;
  }

  /** The link is gone: what was handed over without an answer is unknown from this moment. */
  linkLost(detail: string): void {
    this.#cancelAtMs.clear();
    const open = this.#deps.ledger.orders().filter((order) => order.state === 'sent' || order.state === 'intended');
    const reason = `${detail}; nobody has told whether the order arrived`;
    const changes = open.map((order) => ({
      kind: 'unknown' as const,
      detail: reason,
      order: { ...order, state: 'unknown' as const, reason },
    }));
    if (changes.length > 0) this.#deps.ledger.record({ changes });
  }

  #checkSent(intents: readonly IntentId[]): void {
    const silent = intents
      .map((intent) => this.#deps.ledger.order(intent))
      .filter((order) => order !== null)
      .filter((order) => order.state === 'sent' && order.permId === null && isOpen(order.state));
    if (silent.length === 0) return;
    const reason = 'No acknowledgement within 5 s';
    this.#deps.ledger.record({
      changes: silent.map((order) => ({
        kind: 'unknown',
        detail: reason,
        order: { ...order, state: 'unknown', reason },
      })),
    });
    this.#deps.askAgain(reason);
  }
}
