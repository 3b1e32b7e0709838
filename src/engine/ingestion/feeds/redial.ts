import type { Clock } from '../../ports/clock.ts';
import { redialDelayMs } from './retry-delay.ts';

/** When a stream that was lost may be dialled again: the longer the more often it failed. */
export class Redial {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #random: () => number;
  #failures = 0;
  /** Monotonic ms. */
  #fromMs = 0;

  constructor(clock: Pick<Clock, 'monotonicMs'>, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  get due(): boolean {
    return this.#clock.monotonicMs() >= this.#fromMs;
  }

  /** Answers how long to wait, real ms. */
  failed(leastMs: number): number {
    this.#failures += 1;
    const waitMs = Math.max(leastMs, redialDelayMs(this.#failures, this.#random));
    this.#fromMs = this.#clock.monotonicMs() + waitMs;
    return waitMs;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  atOnce(): void {
    [this.#failures, this.#fromMs] = [0, 0];
  }
}
