import type { VendorFailureCode } from '../../ports/vendor.ts';

export type FeedFailure = VendorFailureCode | 'translator-fault' | 'store';
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Failures in a row after which asking stops for a while; what is not here says nothing of the endpoint's health. */
const thresholds: Partial<Record<FeedFailure, number>> = {
  'vendor-error': 5,
  unreachable: 4,
  timeout: 4,
  unreadable: 5,
  'translator-fault': 5,
  'bad-request': 8,
  'not-found': 12,
};
/** A key or a plan does not come back by asking again. */
const final: ReadonlySet<FeedFailure> = new Set<FeedFailure>(['unauthorised', 'not-entitled']);

const firstOpenMs = 5_000;
const longestOpenMs = 300_000;

/** Stops asking what keeps failing, tries once after a while, and stops for good what only a person can mend. */
export class Breaker {
  readonly #random: () => number;
  #failures = 0;
  #openings = 0;
  /** Monotonic ms; null = closed. */
  #openUntil: number | null = null;
  #trial = false;
  #stopped: string | null = null;

  constructor(random: () => number) {
    this.#random = random;
  }

  state(nowMs: number): BreakerState {
    if (this.#stopped !== null) return 'open';
    if (this.#openUntil === null) return 'closed';
    return nowMs < this.#openUntil ? 'open' : 'half-open';
  }

  /** Why nobody asks until the key or the file changes; null when that is not so. */
  get stopped(): string | null {
    return this.#stopped;
  }

  /** How long until it may be tried, real ms; null = not before something changes. */
  waitMs(nowMs: number): number | null {
    if (this.#stopped !== null) return null;
    if (this.#openUntil === null) return 0;
    if (nowMs < this.#openUntil) return this.#openUntil - nowMs;
    return this.#trial ? null : 0;
  }

  /** A request leaves; half-open lets one through at a time. */
  sent(): void {
    if (this.#openUntil !== null) this.#trial = true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openings = 0;
    this.#openUntil = null;
    this.#trial = false;
  }

  failed(code: FeedFailure, message: string, nowMs: number): void {
    this.#trial = false;
    if (final.has(code)) {
      this.#stopped = message;
      return;
    }
    const threshold = thresholds[code];
    if (threshold === undefined) {
      // The vendor answered, if not with data: a trial that ends so has shown that it is there.
      if (this.#openUntil !== null && nowMs >= this.#openUntil) this.succeeded();
      return;
    }
    this.#failures += 1;
    if (this.#openUntil !== null || this.#failures >= threshold) this.#open(nowMs);
  }

  /** The trial never reached the vendor. */
  abandoned(): void {
    this.#trial = false;
  }

  /** A new key or a new file: everything may be tried again. */
  reset(): void {
    this.#stopped = null;
    this.succeeded();
  }

  #open(nowMs: number): void {
    const waitMs = Math.min(longestOpenMs, firstOpenMs * 2 ** Math.min(10, this.#openings));
    this.#openUntil = nowMs + waitMs * (0.8 + 0.4 * this.#random());
    this.#openings += 1;
    this.#failures = 0;
  }
}
