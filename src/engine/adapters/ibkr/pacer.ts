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
    const used = this.#inWindow();
    if (this.#urgent.length > 0) return used < this.#max ? (this.#urgent.shift() ?? null) : null;
    if (used >= this.#max - this.#reserved) return null;
    for (const queue of this.#queues) {
      const message = queue.shift();
      if (message) return message;
    }
    return null;
  }

  #inWindow(): number {
    const since = this.#clock.monotonicMs() - windowMs;
    let count = 0;
    for (let at = this.#sent.length - 1; at >= 0 && (this.#sent[at] ?? 0) > since; at -= 1) count += 1;
    return count;
  }

  #waitMs(): number {
    const limit = this.#urgent.length > 0 ? this.#max : this.#max - this.#reserved;
    const blocking = this.#sent[this.#sent.length - limit] ?? this.#clock.monotonicMs();
    return Math.max(1, blocking + windowMs - this.#clock.monotonicMs() + 1);
  }

  #forget(): void {
    const since = this.#clock.monotonicMs() - 60_000;
    const keep = this.#sent.findIndex((time) => time > since);
    if (keep !== 0) this.#sent = keep < 0 ? [] : this.#sent.slice(keep);
  }
}
