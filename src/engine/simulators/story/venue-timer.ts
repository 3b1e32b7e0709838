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
    let cancel: () => void = () => {};
    const stop = (): void => cancel();
    const start = (): void => {
      cancel = clock.schedule(clock.now() + Math.max(1, everyMs), () => {
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
