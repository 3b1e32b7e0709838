import type { IntentId } from '../domain/ids.ts';
import { isOpen, type Order } from '../domain/order.ts';
import type { Broker, BrokerCode } from '../ports/broker.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { BrokerInbox } from './broker-inbox.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderWatch } from './order-watch.ts';

export type CommandResult = { readonly accepted: boolean; readonly message: string };

export type CancellerDeps = {
  readonly broker: Broker;
  readonly ledger: OrderLedger;
  readonly inbox: BrokerInbox;
  readonly watch: OrderWatch;
  readonly clock: Clock;
  askAgain(reason: string): void;
};

/** Soon enough for the kill switch to report what became of them. */
const askAgainMs = [800, 2_000] as const;

/** Cancels always pass: no gate, no limit and no full disk stands before them. Only the broker says "cancelled". */
export class OrderCanceller {
  readonly #deps: CancellerDeps;

  constructor(deps: CancellerDeps) {
    this.#deps = deps;
  }

  cancel(intent: IntentId): CommandResult {
    const { broker, ledger } = this.#deps;
    const order = ledger.order(intent);
    if (order === null) return { accepted: false, message: 'No such order' };
    if (!isOpen(order.state)) return { accepted: false, message: `The order is ${order.state}` };
    if (order.brokerOrderId === null || order.clientId !== broker.clientId) {
      return { accepted: false, message: `Placed by ${order.origin.label}; cancel it there, or use cancel all` };
    }
    const id = order.brokerOrderId;
    const sent = this.#send([order], () => broker.cancel(id));
    return sent.ok
      ? { accepted: true, message: `Cancel sent for ${order.ticker}` }
      : { accepted: false, message: sent.failure.message };
  }

  /** One message that the broker applies to every open order, also those of other clients. */
  cancelAll(): CommandResult & { readonly intents: readonly IntentId[] } {
    const open = this.#deps.ledger.openOrders();
    const sent = this.#send(open, () => this.#deps.broker.cancelAll());
    const intents = open.map((order) => order.intent);
    if (!sent.ok) return { accepted: false, message: sent.failure.message, intents };
    this.#askForOthers(open);
    return { accepted: true, message: `Cancel sent for ${open.length} open order(s)`, intents };
  }

  /** The broker tells other clients of the end of their orders, not us: only asking shows it. */
  #askForOthers(open: readonly Order[]): void {
    const { broker, ledger, clock, askAgain } = this.#deps;
    const others = open.filter((order) => order.clientId !== broker.clientId);
    const ask = () => {
      if (others.some(({ intent }) => ledger.order(intent)?.state === 'cancel-pending'))
        askAgain('cancel all reached orders of other clients');
    };
    ask();
    for (const delayMs of askAgainMs) clock.after(delayMs, ask);
  }

  /** Resolves with the orders still open when all have ended or the time is up. */
  async settled(intents: readonly IntentId[], timeoutMs: number): Promise<readonly Order[]> {
    const { ledger, clock } = this.#deps;
    const stillOpen = () =>
      intents
        .map((intent) => ledger.order(intent))
        .filter((order) => order !== null && isOpen(order.state))
        .filter((order) => order !== null);
    if (stillOpen().length === 0) return [];
    await new Promise<void>((resolve) => {
      const done = () => {
        stop();
        subscription.close();
        resolve();
      };
      const subscription = ledger.onOrder(() => {
        if (stillOpen().length === 0) done();
      });
      const stop = clock.after(timeoutMs, done);
    });
    return stillOpen();
  }

  /** Out first, journaled after: a cancel sent twice harms nobody, a cancel that waits for the disk may. */
  #send(orders: readonly Order[], write: () => Outcome<void, BrokerCode>): Outcome<void, BrokerCode> {
    const { ledger, inbox, watch } = this.#deps;
    for (const order of orders) inbox.noteSent(order.intent);
    const sent = inbox.during(write);
    if (sent.ok || sent.failure.code === 'link-lost') {
      const detail = sent.ok ? 'Cancel sent' : `Cancel may not have arrived: ${sent.failure.message}`;
      const changes = orders
        .filter((order) => order.state !== 'cancel-pending')
        .map((order) => ({
          kind: 'cancel-requested' as const,
          detail,
          order: { ...order, state: 'cancel-pending' as const, reason: detail },
        }));
      if (changes.length > 0) ledger.record({ changes });
      // A broken link is followed by a complete answer anyway, which tells whether the cancel arrived.
      if (sent.ok) watch.cancelRequested(orders.map((order) => order.intent));
    }
    inbox.resume();
    return sent;
  }
}
