import type { VirtualClock } from '../virtual-clock.ts';

/** Tasks repeated by venue time. */
export type VenueTimer = {
  every(everyMs: number, task: () => void): () => void;
  /** Nothing runs until `resume`, so that a leap to the next day does not play the hours between. */
  suspend(): void;
  resume(): void;
};

export function createVenueTimer(clock: VirtualClock): VenueTimer {
  const starts = new Set<() => void>();
  const stops = new Set<() => void>();
  let suspended = false;

  function every(everyMs: number, task: () => void): () => void {
    const periodMs = Math.max(1, everyMs);
    let cancel: () => void = () => {};
    let dueMs = clock.now() + periodMs;
    const stop = (): void => cancel();
    const start = (): void => {
      // Turns that fell due while nothing ran are left out; the beat is kept, however often it is interrupted.
      const missed = Math.max(0, Math.ceil((clock.now() + 1 - dueMs) / periodMs));
      dueMs += missed * periodMs;
      cancel = clock.schedule(dueMs, () => {
        dueMs = clock.now() + periodMs;
        task();
        if (starts.has(start) && !suspended) start();
      });
    };
    starts.add(start);
    stops.add(stop);
    if (!suspended) start();
    return () => {
      starts.delete(start);
      stops.delete(stop);
      stop();
    };
  }

  return {
    every,
    suspend() {
      suspended = true;
      for (const stop of stops) stop();
    },
    resume() {
      if (!suspended) return;
      suspended = false;
      for (const start of starts) start();
    },
  };
}
