import type { Clock } from '../../ports/clock.ts';

/** A clock whose world time is the recording's; timers and monotonic time stay those of the machine. */
export interface ReplayClock extends Clock {
  /** World time becomes this and goes on from there at the replay's speed. */
  setNow(timeMs: number): void;
}

/** `speed` 0 = as fast as possible: world time then moves only with the rows. */
export function createReplayClock(base: Clock, speed: number): ReplayClock {
  let anchorWorld = 0;
  let anchorReal = base.monotonicMs();
  return {
    now: () => anchorWorld + (base.monotonicMs() - anchorReal) * speed,
    speed: speed === 0 ? 1 : speed,
    monotonicMs: () => base.monotonicMs(),
    wallMs: () => base.wallMs(),
    after: (delayMs, task) => base.after(delayMs, task),
    every: (periodMs, task) => base.every(periodMs, task),
    setNow: (timeMs) => {
      anchorWorld = timeMs;
      anchorReal = base.monotonicMs();
    },
  };
}
