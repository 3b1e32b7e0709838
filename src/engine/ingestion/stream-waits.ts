import type { InstrumentId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarketDataCode } from '../ports/market-data.ts';

/** TWS gives one tick-by-tick stream of an instrument in so many real ms. */
const againMs = 15_000;
/** As quotes are asked for again: after a halt, or when another session has the data. */
const noDataMs = 30_000;
/** What is not allowed is seldom allowed soon. */
const [firstRefusedMs, mostRefusedMs] = [60_000, 900_000];

/** When each instrument's tick-by-tick stream may be asked for again, in real time. */
export class StreamWaits {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #untilMs = new Map<InstrumentId, number>();
  /** Last wait of those that were refused for a lasting reason, one refusal after the other. */
  readonly #refusedMs = new Map<InstrumentId, number>();

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  isWaiting(id: InstrumentId): boolean {
    return this.#clock.monotonicMs() < (this.#untilMs.get(id) ?? Number.NEGATIVE_INFINITY);
  }

  opened(id: InstrumentId): void {
    this.#wait(id, againMs);
  }

  delivered(id: InstrumentId): void {
    this.#refusedMs.delete(id);
  }

  refused(id: InstrumentId, code: MarketDataCode): void {
    if (code === 'line-limit' || code === 'pacing') return this.#wait(id, againMs);
    if (code === 'no-data') return this.#wait(id, noDataMs);
    const before = this.#refusedMs.get(id);
    const waitMs = before === undefined ? firstRefusedMs : Math.min(mostRefusedMs, 2 * before);
    this.#refusedMs.set(id, waitMs);
    this.#wait(id, waitMs);
  }

  /** A new connection may be allowed what the last one was not. */
  shorten(): void {
    this.#refusedMs.clear();
    const latestMs = this.#clock.monotonicMs() + againMs;
    for (const [id, untilMs] of this.#untilMs) this.#untilMs.set(id, Math.min(untilMs, latestMs));
  }

  #wait(id: InstrumentId, waitMs: number): void {
    this.#untilMs.set(id, this.#clock.monotonicMs() + waitMs);
  }
}
