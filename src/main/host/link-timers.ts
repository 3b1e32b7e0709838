import { performance } from 'node:perf_hooks';
import type { LinkTimers } from '../../engine/link/api.ts';

/** The link's timers in the host and the command line. */
export const linkTimers: LinkTimers = {
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  monotonicMs: () => performance.now(),
};
