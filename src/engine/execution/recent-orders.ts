import type { IntentId } from '../domain/ids.ts';
import { isFinal, type Order } from '../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProposedOrder, RecentOrder } from '../risk/risk-context.ts';

const keptMs = 60_000;

/** What was sent within the last minute, in real time: for the rate limit and against sending the same thing twice. */
export class RecentOrders {
  readonly #clock: Clock;
  readonly #orderOf: (intent: IntentId) => Order | null;
  #sent: (Omit<RecentOrder, 'ageMs' | 'stands'> & { readonly atMs: number; readonly intent: IntentId })[] = [];

  constructor(clock: Clock, orderOf: (intent: IntentId) => Order | null) {
    this.#clock = clock;
    this.#orderOf = orderOf;
  }

  add({ intent, instrument, side, quantity, limitPrice, stopPrice }: ProposedOrder): void {
    const now = this.#clock.monotonicMs();
    this.#sent = this.#sent.filter((order) => now - order.atMs < keptMs);
    this.#sent.push({ intent, instrument, side, quantity, price: limitPrice ?? stopPrice, atMs: now });
  }

  list(): readonly RecentOrder[] {
    const now = this.#clock.monotonicMs();
    return this.#sent
      .filter((order) => now - order.atMs < keptMs)
      .map(({ atMs, intent, ...order }) => ({ ...order, ageMs: now - atMs, stands: this.#stands(intent) }));
  }

  #stands(intent: IntentId): boolean {
    const order = this.#orderOf(intent);
    return order === null || !isFinal(order.state) || order.filled > 0;
  }
}
