import type { LinkTimers } from '../../engine/link/api.ts';

export const windowTimers: LinkTimers = {
  after(delayMs, task) {
    const id = setTimeout(task, delayMs);
    return () => clearTimeout(id);
  },
  monotonicMs: () => performance.now(),
};
