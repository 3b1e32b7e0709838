import { invariant } from '../domain/outcome.ts';
import { realClock, type WallTime } from './real-clock.ts';
import { TaskQueue } from './task-queue.ts';
import type { VirtualClock } from './virtual-clock.ts';

type ChangeListener = Parameters<VirtualClock['onChange']>[0];

/** Longest real wait between two looks at the queue; what a timer drifted is put right then. */
const maxPaceMs = 500;
/** A venue that falls behind its speed by this much, real ms, says so, and how often at most. */
const slipMs = 30;
const slipToldMs = 200;
/** Longest real stretch of running tasks before the event loop gets its turn. */
const maxWorkMs = 20;

/**
 * Venue time starting at `startMs`. With `speed` > 0 it follows real time at that rate: tasks run when their real
 * moment comes, each seeing exactly its own venue time. With speed 0 it stands still until `advanceTo`.
 * Tasks never run inside `schedule`, `now` or `setSpeed`.
 */
export function createVirtualClock(options: {
  readonly startMs: number;
  readonly speed: number;
  readonly wall?: WallTime;
}): VirtualClock {
  return new PacedClock(options.startMs, options.speed, options.wall ?? realClock);
}

class PacedClock implements VirtualClock {
  readonly #wall: WallTime;
  readonly #tasks = new TaskQueue();
  readonly #listeners = new Set<ChangeListener>();
  #venueMs: number;
  /** Real moment at which venue time was `#venueMs`. */
  #anchorMs: number;
  #speed: number;
  #running = false;
  #closed = false;
  #cancelPace: (() => void) | null = null;
  /** What the listeners were told last, and when. */
  #told: { readonly venueMs: number; readonly monotonicMs: number };

  constructor(startMs: number, speed: number, wall: WallTime) {
    invariant(speed >= 0 && Number.isFinite(speed), 'clock speed must be finite and not negative');
    this.#wall = wall;
    this.#venueMs = startMs;
    this.#anchorMs = wall.monotonicMs();
    this.#speed = speed;
    this.#told = { venueMs: startMs, monotonicMs: this.#anchorMs };
    this.#pace();
  }

  get speed(): number {
    return this.#speed;
  }

  /** Whole milliseconds; the fraction is kept inside so that nothing drifts. */
  now(): number {
    return Math.floor(this.#exact());
  }

  setSpeed(speed: number): void {
    invariant(speed >= 0 && Number.isFinite(speed), 'clock speed must be finite and not negative');
    this.#anchor(this.#exact());
    this.#speed = speed;
    this.#tell();
    this.#pace();
  }

  schedule(atMs: number, task: () => void): () => void {
    const next = this.#tasks.nextMs();
    const cancel = this.#tasks.add(atMs, task);
    if (!this.#running && (next === null || atMs < next)) this.#pace();
    return cancel;
  }

  advanceTo(toMs: number): void {
    if (this.#closed || toMs < this.now()) return;
    if (!this.#runDue(toMs, () => true)) return;
    this.#anchor(this.#venueMs);
    this.#tell();
    this.#pace();
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#anchor(this.#exact());
    this.#closed = true;
    this.#cancelPace?.();
    this.#tasks.clear();
    this.#listeners.clear();
  }

  #exact(): number {
    // While tasks run the clock shows their time, so that a late timer cannot reorder what they see.
    if (this.#running || this.#speed === 0 || this.#closed) return this.#venueMs;
    const reached = this.#reached();
    const next = this.#tasks.nextMs();
    // Venue time never passes a task that has not run yet.
    return next === null ? reached : Math.max(this.#venueMs, Math.min(reached, next));
  }

  #reached(): number {
    return this.#venueMs + (this.#wall.monotonicMs() - this.#anchorMs) * this.#speed;
  }

  #anchor(venueMs: number): void {
    this.#venueMs = venueMs;
    this.#anchorMs = this.#wall.monotonicMs();
  }

  /** Runs what is due; false when a task closed the clock. */
  #runDue(toMs: number, goesOn: () => boolean): boolean {
    invariant(!this.#running, 'the clock cannot be advanced from inside one of its tasks');
    this.#running = true;
    try {
      while (goesOn()) {
        const task = this.#tasks.takeDue(toMs);
        if (task === null) {
          this.#venueMs = Math.max(this.#venueMs, toMs);
          break;
        }
        this.#venueMs = Math.max(this.#venueMs, task.atMs);
        task.run();
        if (this.#closed) return false;
      }
    } finally {
      this.#running = false;
    }
    return true;
  }

  /**
   * Catches up with real time. Ends early where a task stopped the clock, and after a while of work: a machine too slow
   * for the wanted speed gets a slower venue, never a frozen event loop.
   */
  #catchUp(): void {
    const startedMs = this.#wall.monotonicMs();
    const toMs = this.#reached();
    const inTime = (): boolean => this.#speed > 0 && this.#wall.monotonicMs() - startedMs < maxWorkMs;
    if (!this.#runDue(toMs, inTime)) return;
    // Only when everything due has run does the work itself count as time gone by.
    this.#anchorMs = this.#venueMs >= toMs && this.#speed > 0 ? startedMs : this.#wall.monotonicMs();
    this.#tellSlip();
  }

  /** Who follows this clock by its speed would run ahead of a venue that a busy machine has slowed down. */
  #tellSlip(): void {
    const sinceMs = this.#wall.monotonicMs() - this.#told.monotonicMs;
    const behind = this.#told.venueMs + sinceMs * this.#speed - this.#exact();
    if (sinceMs >= slipToldMs && behind > slipMs * this.#speed) this.#tell();
  }

  #pace(): void {
    this.#cancelPace?.();
    this.#cancelPace = null;
    if (this.#closed || this.#speed === 0) return;
    const next = this.#tasks.nextMs();
    const waitMs = next === null ? maxPaceMs : (next - this.#reached()) / this.#speed;
    this.#cancelPace = this.#wall.after(Math.min(maxPaceMs, Math.max(0, waitMs)), () => {
      if (this.#closed) return;
      this.#catchUp();
      this.#pace();
    });
  }

  #tell(): void {
    this.#told = { venueMs: this.#exact(), monotonicMs: this.#wall.monotonicMs() };
    const state = { venueMs: this.now(), wallMs: this.#wall.wallMs(), speed: this.#speed };
    for (const listener of this.#listeners) listener(state);
  }
}
