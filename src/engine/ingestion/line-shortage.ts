import type { Failure } from '../domain/outcome.ts';
import type { Clock } from '../ports/clock.ts';

/** Real ms before the first try of more lines; longer each time that more were not there. */
const [firstWaitMs, mostWaitMs] = [60_000, 600_000];

type Refusal = { readonly inUse: number; readonly limit: number };

/** How many of the account's lines TWS gives: its own windows and other programs hold lines of the same account. */
export class LineShortage {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #limit: number;
  #available: number;
  #last: Refusal | null = null;
  /** Lines tried at once next time: more each time that they were there. */
  #step = 1;
  #waitMs = firstWaitMs;
  #sinceMs = 0;
  #tried = false;

  constructor(limit: number, clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
    this.#limit = limit;
    this.#available = limit;
  }

  get available(): number {
    return this.#available;
  }

  get isShort(): boolean {
    return this.#available < this.#limit;
  }

  /** Why there are fewer than the account has; null = there are not. */
  get failure(): Failure | null {
    if (!this.isShort || this.#last === null) return null;
    const { inUse, limit } = this.#last;
    const message = `TWS had no further market data line with ${inUse} of ${limit} in use here: its windows or other programs hold the rest`;
    return { code: 'line-limit', message, facts: { inUse, limit, available: this.#available } };
  }

  /** The account may have got more: what was learned no longer counts. */
  setLimit(limit: number): void {
    if (limit === this.#limit) return;
    this.#limit = limit;
    this.#recovered();
  }

  /** TWS had none for one more beside so many in use. */
  refused(inUse: number): void {
    this.#waitMs = this.#tried ? Math.min(mostWaitMs, 2 * this.#waitMs) : this.#waitMs;
    this.#tried = false;
    this.#step = 1;
    this.#sinceMs = this.#clock.monotonicMs();
    this.#last = { inUse, limit: this.#limit };
    this.#available = Math.max(1, Math.min(this.#available - 1, inUse));
  }

  /** Tries some more after a while; called once a second. True = there may be more now. */
  step(): boolean {
    if (!this.isShort || this.#clock.monotonicMs() - this.#sinceMs < this.#waitMs) return false;
    this.#available = Math.min(this.#limit, this.#available + this.#step);
    this.#step *= 2;
    this.#sinceMs = this.#clock.monotonicMs();
    this.#tried = true;
    if (!this.isShort) this.#recovered();
    return true;
  }

  #recovered(): void {
    this.#available = this.#limit;
    this.#last = null;
    [this.#step, this.#waitMs, this.#tried] = [1, firstWaitMs, false];
  }
}
