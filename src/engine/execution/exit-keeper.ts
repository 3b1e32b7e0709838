import type { IntentId } from '../domain/ids.ts';
import { isFinal, type Order } from '../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { groupIntents, rootIntent } from './bracket.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderModifier } from './order-modifier.ts';
import type { PositionBook } from './position-book.ts';

export type ExitKeeperDeps = {
  readonly ledger: OrderLedger;
  readonly positions: PositionBook;
  readonly modifier: OrderModifier;
  readonly clock: Clock;
  readonly log: Log;
};

/** A broker that refuses to shrink an exit is not asked for ever; the log and the order say what stands. */
const mostTries = 3;

/**
 * Keeps the exits of a bracket from being larger than what their entry has bought or still may buy. An entry made
 * smaller, here or in TWS, or ended half filled, leaves exits behind that would turn the position round.
 */
export class ExitKeeper {
  readonly #deps: ExitKeeperDeps;
  readonly #tries = new Map<IntentId, { readonly most: number; readonly count: number }>();
  readonly #waiting = new Set<IntentId>();

  constructor(deps: ExitKeeperDeps) {
    this.#deps = deps;
  }

  /** Looked at once the message that changed the order has been dealt with. */
  soon(order: Order): void {
    if (order.role === 'single') return;
    const root = rootIntent(order.intent);
    if (this.#waiting.has(root)) return;
    this.#waiting.add(root);
    this.#deps.clock.after(0, () => {
      this.#waiting.delete(root);
      this.#check(root);
    });
  }

  #check(root: IntentId): void {
    const { ledger } = this.#deps;
    const entry = ledger.order(root);
    if (entry === null || entry.role !== 'parent') return;
    for (const intent of groupIntents(root).slice(1)) {
      const exit = ledger.order(intent);
      const most = exit === null ? null : this.#most(entry, exit);
      if (exit === null || most === null || exit.quantity <= most + 1e-9) continue;
      if (exit.state === 'working' && !exit.modifyPending) this.#shrink(exit, most);
    }
  }

  /** Null = not certain enough to touch what may protect a position. */
  #most(entry: Order, exit: Order): number | null {
    if (!isFinal(entry.state)) return entry.quantity;
    if (entry.filled <= 0) return null;
    // Fills that nobody reported any more show in the position alone.
    const { low, high } = this.#deps.positions.range(entry.instrument);
    return Math.max(entry.filled, exit.side === 'SELL' ? high : -low);
  }

  #shrink(exit: Order, most: number): void {
    const { modifier, log } = this.#deps;
    const before = this.#tries.get(exit.intent);
    const count = before?.most === most ? before.count + 1 : 1;
    if (count > mostTries) return;
    this.#tries.set(exit.intent, { most, count });
    const result = modifier.modify({ intent: exit.intent, quantity: most, limitPrice: null, stopPrice: null });
    log.warn('exit larger than its entry is made smaller', {
      intent: exit.intent,
      quantity: exit.quantity,
      most,
      accepted: result.accepted,
      detail: result.message,
    });
  }
}
