import type { CancelTimer, Clock } from './clock.ts';

/** Runs a task at the next whole period after it was asked for, however often it was asked for meanwhile. */
export type Beat = { readonly wake: () => void; readonly stop: () => void };

/** Unlike `clock.every` it costs nothing while nobody asks. Beats fall on the same moments, so that several wake the process once. */
export function createBeat(clock: Pick<Clock, 'after' | 'monotonicMs'>, periodMs: number, task: () => void): Beat {
  let cancel: CancelTimer | null = null;
  let stopped = false;
  const run = (): void => {
    cancel = null;
    task();
  };
  return {
    wake: () => {
      if (!stopped) cancel ??= clock.after(Math.ceil(periodMs - (clock.monotonicMs() % periodMs)), run);
    },
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}
