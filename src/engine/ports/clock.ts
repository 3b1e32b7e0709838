/** Stops a timer; calling it twice does nothing. */
export type CancelTimer = () => void;

/**
 * Time as the engine may know it. `now` is world time: in the practice world it is the venue's virtual clock,
 * otherwise the machine's. Timers and `monotonicMs` always run in real time, so that time-outs stay honest at any speed.
 */
export interface Clock {
  /** World time, ms since epoch. */
  now(): number;
  /** World ms per real ms: 1 for real markets, 1..100 in practice, 0 while paused. */
  readonly speed: number;
  /** Real time that never jumps, ms from an arbitrary origin, sub-millisecond. */
  monotonicMs(): number;
  /** Machine's wall clock, ms since epoch: for logs and for the two ends of a latency measurement. */
  wallMs(): number;
  after(delayMs: number, task: () => void): CancelTimer;
  every(periodMs: number, task: () => void): CancelTimer;
}

/** Real milliseconds since a world time; 0 while the world is paused. */
export function realAgeMs(clock: Pick<Clock, 'now' | 'speed'>, worldTimeMs: number): number {
  if (clock.speed <= 0) return 0;
  return Math.max(0, (clock.now() - worldTimeMs) / clock.speed);
}
