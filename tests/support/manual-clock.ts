import type { Clock } from '../../src/engine/ports/clock.ts';

type Timer = { readonly id: number; atMs: number; readonly periodMs: number | null; readonly task: () => void };

/** Time that moves only when told. World time and real time run at the same pace. */
export class ManualClock implements Clock {
  readonly speed = 1;
  readonly #startMs: number;
  #elapsedMs = 0;
  #timers: Timer[] = [];
  #nextId = 1;

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  now = (): number => this.#startMs + this.#elapsedMs;
  wallMs = (): number => this.now();
  monotonicMs = (): number => this.#elapsedMs;

  after = (delayMs: number, task: () => void): (() => void) => this.#add(delayMs, null, task);
  every = (periodMs: number, task: () => void): (() => void) => this.#add(periodMs, periodMs, task);

  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** Runs what falls due, letting promises settle after each timer. */
  async advance(ms: number): Promise<void> {
    const until = this.#elapsedMs + ms;
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)[0];
      if (next === undefined || next.atMs > until) break;
      this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs);
      if (next.periodMs === null) this.#timers = this.#timers.filter((timer) => timer.id !== next.id);
      else next.atMs += next.periodMs;
      next.task();
      await settled();
    }
    this.#elapsedMs = until;
    await settled();
  }

  /** As after a long sleep of the machine: the time is gone, what fell due runs once. */
  async jump(ms: number): Promise<void> {
    this.#elapsedMs += ms;
    for (const timer of this.#timers) if (timer.periodMs !== null) timer.atMs = Math.max(timer.atMs, this.#elapsedMs);
    await this.advance(0);
  }

  #add(delayMs: number, periodMs: number | null, task: () => void): () => void {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#timers.push({ id, atMs: this.#elapsedMs + delayMs, periodMs, task });
    return () => {
      this.#timers = this.#timers.filter((timer) => timer.id !== id);
    };
  }
}

/** Lets every promise that is ready run to its end. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
