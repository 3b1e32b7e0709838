import type { WallTime } from '../../real-clock.ts';

/** Counts a client's messages in the last second of real time. */
export class RateLimit {
  readonly #wall: WallTime;
  readonly #perSecond: number;
  readonly #times: number[] = [];
  #warnedMs = -Infinity;
  #warnings = 0;

  constructor(wall: WallTime, perSecond: number) {
    this.#wall = wall;
    this.#perSecond = perSecond;
  }

  /** Counts one message; the number of warnings so far when this one calls for a new warning, else null. */
  count(): { readonly received: number; readonly warnings: number } | null {
    const now = this.#wall.monotonicMs();
    this.#times.push(now);
    while (this.#times[0] !== undefined && this.#times[0] <= now - 1_000) this.#times.shift();
    if (this.#times.length <= this.#perSecond || now - this.#warnedMs < 1_000) return null;
    this.#warnedMs = now;
    this.#warnings += 1;
    return { received: this.#times.length, warnings: this.#warnings };
  }
}
