import type { WallTime } from '../../real-clock.ts';

const windowMs = 1_000;
/** Each beat wakes the process, also when nothing happens. */
const beatMs = 200;
/** A beat later than this was kept waiting: short stalls add up on a busy machine. */
const lateMs = 40;

/**
 * Counts a client's messages in the last second of real time. A real TWS reads its sockets on a thread of their own; here
 * one that was busy finds a second's worth of honest messages waiting at once, so the time it could not read widens the
 * window: what piled up meanwhile is not the client's haste.
 */
export class RateLimit {
  readonly #wall: WallTime;
  readonly #perSecond: number;
  readonly #times: number[] = [];
  #stalls: { readonly atMs: number; readonly ms: number }[] = [];
  #dueMs: number;
  #stop: () => void;
  #warnedMs = -Infinity;
  #warnings = 0;

  constructor(wall: WallTime, perSecond: number) {
    this.#wall = wall;
    this.#perSecond = perSecond;
    this.#dueMs = wall.monotonicMs() + beatMs;
    this.#stop = wall.after(beatMs, () => this.#beat());
  }

  /** Counts one message; the number of warnings so far when this one calls for a new warning, else null. */
  count(): { readonly received: number; readonly warnings: number } | null {
    const now = this.#wall.monotonicMs();
    const stalledMs = this.#stalledMs(now);
    this.#times.push(now);
    while (this.#times[0] !== undefined && this.#times[0] <= now - windowMs) this.#times.shift();
    const allowed = this.#perSecond * (1 + stalledMs / windowMs);
    if (this.#times.length <= allowed || now - this.#warnedMs < windowMs) return null;
    this.#warnedMs = now;
    this.#warnings += 1;
    return { received: this.#times.length, warnings: this.#warnings };
  }

  close(): void {
    this.#stop();
  }

  #beat(): void {
    const now = this.#wall.monotonicMs();
    const ms = this.#stallMs(now);
    if (ms > 0) this.#stalls.push({ atMs: now, ms });
    this.#dueMs = now + beatMs;
    this.#stop = this.#wall.after(beatMs, () => this.#beat());
  }

  /** Time this program could not read within the window, the present stall included. */
  #stalledMs(now: number): number {
    this.#stalls = this.#stalls.filter((stall) => stall.atMs > now - windowMs);
    return this.#stalls.reduce((sum, stall) => sum + stall.ms, this.#stallMs(now));
  }

  /** How long the loop may have stood still when its beat has not come: since just after the one before. */
  #stallMs(now: number): number {
    const late = now - this.#dueMs;
    return late > lateMs ? late + beatMs : 0;
  }
}
