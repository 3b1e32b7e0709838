import type { SeededRandom } from '../../seeded-random.ts';
import type { SimulatedMarket } from '../../simulated-market.ts';

/** Venue ms from the API to the exchange and back, drawn between the two ends. */
export type Latency = { readonly orderMs: readonly [number, number]; readonly cancelMs: readonly [number, number] };
export const usualLatency: Latency = { orderMs: [3, 25], cancelMs: [3, 20] };

type Parts = {
  readonly clock: SimulatedMarket['clock'];
  readonly random: SeededRandom;
  /** Null: the usual one while time runs by itself, none while it is stepped by hand. */
  readonly latency: Latency | null;
};

/** The way to the exchange in venue time: nothing overtakes what was sent before it. */
export class ExchangePath {
  readonly #parts: Parts;
  readonly #timers = new Set<() => void>();
  #lastArrivalMs = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** When the message has arrived. */
  arrived(kind: keyof Latency, task: () => void): void {
    this.after(this.#delay(kind), task);
  }

  after(delayMs: number, task: () => void): void {
    if (delayMs <= 0) return task();
    const { clock } = this.#parts;
    const cancel = clock.schedule(clock.now() + delayMs, () => {
      this.#timers.delete(cancel);
      task();
    });
    this.#timers.add(cancel);
  }

  close(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #delay(kind: keyof Latency): number {
    const { latency, clock, random } = this.#parts;
    const stepped = latency === null && clock.speed === 0;
    if (stepped) return 0;
    const [low, high] = (latency ?? usualLatency)[kind];
    const now = clock.now();
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, now + random.between(low, high));
    return this.#lastArrivalMs - now;
  }
}
