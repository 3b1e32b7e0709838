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

/** The deadline is waited for in so many looks. */
const looks = 10;

/**
 * Asks TWS for the time: a socket that is open but dead (half-open) shows in no other way. Only time in which an answer
 * could have been read counts: when this process was busy or starved, a look comes late and counts no more than one
 * that came on time, and what lies in the socket is read before the next.
 */
export class Liveness {
  readonly trips = new RoundTrips();
  readonly #options: LivenessOptions;
  #waiters: Waiter[] = [];
  #askedMs: number | null = null;
  #nextLook: CancelTimer | null = null;
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
    this.#nextLook?.();
    this.#pinging = null;
    this.#nextLook = null;
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
    this.#nextLook?.();
    this.#nextLook = null;
    this.#answer(ok(epochSeconds * 1000));
  }

  #ping(): void {
    if (this.#askedMs !== null) return;
    this.#askedMs = this.#options.clock.monotonicMs();
    this.#look({ silent: 0, waited: 0 });
    this.#options.ask();
  }

  /** `silent` and `waited`: looks without any byte, and without the answer. */
  #look({ silent, waited }: { readonly silent: number; readonly waited: number }): void {
    const { clock, deadlineMs, lastInputMs, onDead } = this.#options;
    const sinceMs = clock.monotonicMs();
    this.#nextLook = clock.after(deadlineMs / looks, () => {
      const next = { silent: lastInputMs() >= sinceMs ? 0 : silent + 1, waited: waited + 1 };
      if (next.silent >= looks || next.waited >= 3 * looks) onDead();
      else this.#look(next);
    });
  }

  #answer(time: Outcome<number, MarketDataCode>): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter(time);
  }
}
