import type { CancelTimer, Clock } from '../../ports/clock.ts';

export type PacedMessage = {
  /** 0 first .. 9 last; orders and cancels are `urgent` and never wait behind these. */
  readonly priority: number;
  readonly urgent: boolean;
  /** Lets a queued message be taken back; null = never. */
  readonly reqId: number | null;
  write(): void;
};

export type PacerOptions = {
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** TWS allows 50 a second and cuts the connection of repeat offenders. */
  readonly maxPerSecond?: number;
  /** Slots of each second that only orders and cancels may use. */
  readonly reserved?: number;
};

const windowMs = 1_000;
/**
 * A second's messages sent at one moment arrive within the next second's where anything between delays them a little, and
 * TWS counts what arrives: spread like this, a delay of a quarter of a second stays within what it allows.
 */
const burst = { messages: 12, withinMs: 250 };
const priorities = 10;

/** Sends at once while the rate allows, otherwise in order of urgency. Nothing survives `clear()`. */
export class Pacer {
  readonly #clock: PacerOptions['clock'];
  readonly #max: number;
  readonly #reserved: number;
  readonly #urgent: PacedMessage[] = [];
  readonly #queues: PacedMessage[][] = Array.from({ length: priorities }, () => []);
  /** Monotonic times of the last minute's writes, oldest first. */
  #sent: number[] = [];
  #timer: CancelTimer | null = null;

  constructor(options: PacerOptions) {
    this.#clock = options.clock;
    this.#max = options.maxPerSecond ?? 45;
    this.#reserved = options.reserved ?? 8;
  }

  get queued(): number {
    return this.#urgent.length + this.#queues.reduce((sum, queue) => sum + queue.length, 0);
  }

  get sentLastMinute(): number {
    this.#forget();
    return this.#sent.length;
  }

  send(message: PacedMessage): void {
    if (message.urgent) this.#urgent.push(message);
    else this.#queues[Math.min(priorities - 1, Math.max(0, Math.trunc(message.priority)))]?.push(message);
    this.#drain();
  }

  /** True when the message was still queued and is now gone. */
  take(reqId: number): boolean {
    for (const queue of this.#queues) {
      const at = queue.findIndex((message) => message.reqId === reqId);
      if (at < 0) continue;
      queue.splice(at, 1);
      return true;
    }
    return false;
  }

  clear(): void {
    this.#timer?.();
    this.#timer = null;
    this.#urgent.length = 0;
    for (const queue of this.#queues) queue.length = 0;
  }

  #drain(): void {
    for (let next = this.#next(); next !== null; next = this.#next()) {
      if (this.#sent.length > 4_096) this.#forget();
      this.#sent.push(this.#clock.monotonicMs());
      next.write();
    }
    if (this.queued > 0) this.#timer ??= this.#clock.after(this.#waitMs(), () => this.#wake());
  }

  #wake(): void {
    this.#timer = null;
    this.#drain();
  }

  #next(): PacedMessage | null {
    const used = this.#sentWithin(windowMs);
    if (this.#urgent.length > 0) return used < this.#max ? (this.#urgent.shift() ?? null) : null;
    if (used >= this.#max - this.#reserved || this.#sentWithin(burst.withinMs) >= burst.messages) return null;
    for (const queue of this.#queues) {
      const message = queue.shift();
      if (message) return message;
    }
    return null;
  }

  #sentWithin(ms: number): number {
    const since = this.#clock.monotonicMs() - ms;
    let count = 0;
    for (let at = this.#sent.length - 1; at >= 0 && (this.#sent[at] ?? 0) > since; at -= 1) count += 1;
    return count;
  }

  #waitMs(): number {
    if (this.#urgent.length > 0) return this.#waitFor(this.#max, windowMs);
    return Math.max(this.#waitFor(this.#max - this.#reserved, windowMs), this.#waitFor(burst.messages, burst.withinMs));
  }

  /** Until fewer than `messages` have been sent within the last `ms`. */
  #waitFor(messages: number, ms: number): number {
    const blocking = this.#sent[this.#sent.length - messages];
    return blocking === undefined ? 1 : Math.max(1, blocking + ms - this.#clock.monotonicMs() + 1);
  }

  #forget(): void {
    const since = this.#clock.monotonicMs() - 60_000;
    const keep = this.#sent.findIndex((time) => time > since);
    if (keep !== 0) this.#sent = keep < 0 ? [] : this.#sent.slice(keep);
  }
}
