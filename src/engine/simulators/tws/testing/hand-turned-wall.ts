import type { WallTime } from '../../real-clock.ts';

/** Real time that a test turns by hand. */
export function handTurnedWall(): WallTime & { turn(byMs: number): void } {
  let nowMs = 0;
  const timers = new Set<{ atMs: number; task: () => void }>();
  return {
    wallMs: () => 1_000_000 + nowMs,
    monotonicMs: () => nowMs,
    after: (delayMs, task) => {
      const timer = { atMs: nowMs + delayMs, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    turn: (byMs) => {
      const endMs = nowMs + byMs;
      for (;;) {
        const due = [...timers].filter((timer) => timer.atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        timers.delete(due);
        nowMs = Math.max(nowMs, due.atMs);
        due.task();
      }
      nowMs = endMs;
    },
  };
}
