import type { LinkTimers } from '../../src/engine/link/api.ts';

export type ManualTimers = LinkTimers & {
  /** Timers that are set and neither due nor cancelled. */
  readonly pending: number;
  /** Runs what is due in the next `ms`, in order. */
  advance(ms: number): void;
};

/** Time that only moves when a test says so. */
export function manualTimers(): ManualTimers {
  const tasks = new Set<{ readonly dueMs: number; readonly task: () => void }>();
  let nowMs = 0;
  return {
    after(delayMs, task) {
      const entry = { dueMs: nowMs + delayMs, task };
      tasks.add(entry);
      return () => tasks.delete(entry);
    },
    monotonicMs: () => nowMs,
    get pending() {
      return tasks.size;
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = [...tasks].filter(({ dueMs }) => dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs);
        if (next === undefined) break;
        tasks.delete(next);
        nowMs = Math.max(nowMs, next.dueMs);
        next.task();
      }
      nowMs = endMs;
    },
  };
}
