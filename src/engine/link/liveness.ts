import type { LinkTimers } from './api.ts';

const pingMs = 5_000;
const deadMs = 15_000;

/**
 * Finds links that are open on one side only: a ping every 5 s, dead when one has been unanswered for 15 s.
 * A timer that comes far too late means that this process slept; then the count starts again.
 */
export function watchLiveness(on: {
  readonly timers: LinkTimers;
  readonly ping: (time: number) => void;
  readonly dead: () => void;
}): {
  heard(): void;
  close(): void;
} {
  let askedMs: number | null = null;
  let tickMs = on.timers.monotonicMs();
  let cancel: () => void = () => undefined;
  const tick = (): void => {
    const now = on.timers.monotonicMs();
    if (now - tickMs > 2 * pingMs) askedMs = null;
    tickMs = now;
    if (askedMs !== null && now - askedMs >= deadMs) return on.dead();
    askedMs ??= now;
    on.ping(now);
    cancel = on.timers.after(pingMs, tick);
  };
  cancel = on.timers.after(pingMs, tick);
  return {
    heard: () => {
      askedMs = null;
    },
    close: () => cancel(),
  };
}
