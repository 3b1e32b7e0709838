import type { LinkTimers } from '../../src/engine/link/api.ts';

/** Timers of the machine. */
export const realTimers: LinkTimers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  monotonicMs: () => performance.now(),
};
