import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { MarketDataCode } from '../../ports/market-data.ts';
import { RoundTrips } from './round-trips.ts';

export type LivenessOptions = {
  readonly clock: Pick<Clock, 'after' | 'every' | 'monotonicMs'>;
  readonly pingMs: number;
  readonly deadlineMs: number;
  ask(): void;
  /** Bytes are arriving; only their total absence, or a long-missing answer, is death. */
  lastInputMs(): number;
  onDead(): void;
};

type Waiter = (time: Outcome<number, MarketDataCode>) => void;

/** Asks TWS for the time: a socket that is open but dead (half-open) shows in no other way. */
export class Liveness {
  readonly trips = new RoundTrips();
  readonly #options: LivenessOptions;
  #waiters: Waiter[] = [];
  #askedMs: number | null = null;
  #deadline: CancelTimer | null = null;
  #pinging: CancelTimer | null = null;

  constructor(options: LivenessOptions) {
    this.#options = options;
  }

  start(): void {
    this.#pinging ??= this.#options.clock.every(this.#options.pingMs, () => this.#ping());
    this.#ping();
  }

  stop(): void {
    this.#pinging?.();
    this.#deadline?.();
    this.#pinging = null;
    this.#deadline = null;
    this.#askedMs = null;
    this.#answer(fail('not-connected', 'TWS time: connection lost'));
  }

  /** Next answer of the vendor's clock, ms. */
  time(): Promise<Outcome<number, MarketDataCode>> {
    if (this.#pinging === null) return Promise.resolve(fail('not-connected', 'TWS time: TWS not connected'));
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#ping();
    });
  }

  onTime(epochSeconds: number): void {
    if (this.#askedMs !== null) this.trips.add(this.#options.clock.monotonicMs() - this.#askedMs);
    this.#askedMs = null;
    this.#deadline?.();
    this.#deadline = null;
    this.#answer(ok(epochSeconds * 1000));
  }

  #ping(): void {
    if (this.#askedMs !== null) return;
    this.#askedMs = this.#options.clock.monotonicMs();
    this.#watch();
    this.#options.ask();
  }

  #watch(): void {
    const { clock, deadlineMs, lastInputMs, onDead } = this.#options;
    this.#deadline = clock.after(deadlineMs, () => {
      const asked = this.#askedMs;
      if (asked === null) return;
      const silentMs = clock.monotonicMs() - Math.max(lastInputMs(), asked);
      const overdueMs = clock.monotonicMs() - asked;
      if (silentMs >= deadlineMs - 1 || overdueMs >= 3 * deadlineMs) onDead();
      else this.#watch();
    });
  }

  #answer(time: Outcome<number, MarketDataCode>): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter(time);
  }
}
