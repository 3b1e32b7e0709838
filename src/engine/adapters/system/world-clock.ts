import { performance } from 'node:perf_hooks';
import type { CancelTimer, Clock } from '../../ports/clock.ts';

type Anchor = { readonly venueMs: number; readonly wallMs: number; readonly speed: number };

export interface WorldClock extends Clock {
  /** Follows the practice world: a new anchor after every change of speed, step or jump. */
  sync(anchor: Anchor): void;
}

/** The machine's own clock, speed 1, until `sync` ties it to a simulated world. */
export function createWorldClock(initial?: Anchor): WorldClock {
  let anchor: Anchor = initial ?? { venueMs: 0, wallMs: 0, speed: 1 };
  return {
    now: () => anchor.venueMs + (Date.now() - anchor.wallMs) * anchor.speed,
    get speed() {
      return anchor.speed;
    },
    monotonicMs: () => performance.now(),
    wallMs: () => Date.now(),
    after: (delayMs, task): CancelTimer => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
    every: (periodMs, task): CancelTimer => {
      const timer = setInterval(task, periodMs);
      return () => clearInterval(timer);
    },
    sync: (next) => {
      anchor = next;
    },
  };
}
