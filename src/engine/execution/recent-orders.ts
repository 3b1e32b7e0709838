import type { Clock } from '../ports/clock.ts';
import type { ProposedOrder, RecentOrder } from '../risk/risk-context.ts';

const keptMs = 60_000;

/** What was sent within the last minute, in real time: for the rate limit and against sending the same thing twice. */
export class RecentOrders {
  readonly #clock: Clock;
  #sent: (Omit<RecentOrder, 'ageMs'> & { readonly atMs: number })[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add({ instrument, side, quantity, limitPrice, stopPrice }: ProposedOrder): void {
    const now = this.#clock.monotonicMs();
    this.#sent = this.#sent.filter((order) => now - order.atMs < keptMs);
    this.#sent.push({ instrument, side, quantity, price: limitPrice ?? stopPrice, atMs: now });
  }

  list(): readonly RecentOrder[] {
    const now = this.#clock.monotonicMs();
    return this.#sent
      .filter((order) => now - order.atMs < keptMs)
      .map(({ atMs, ...order }) => ({ ...order, ageMs: now - atMs }));
  }
}
