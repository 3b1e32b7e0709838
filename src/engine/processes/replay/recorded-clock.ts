import type { ReplayClock } from '../../adapters/replay/replay-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import { createVirtualClock } from '../../simulators/create-virtual-clock.ts';

export interface RecordedClock extends ReplayClock {
  /** Runs every timer due up to this moment of the recording. */
  advanceTo(timeMs: number): void;
  /** Time goes on without the timers, as on a machine that sleeps: each is due so much later. */
  sleep(durationMs: number): void;
  close(): void;
}

/**
 * Time as the recording has it, timers included: whatever the speed and the machine, the same file gives the same
 * sequence of flushes, bars and scores. It moves only with the rows.
 */
export function createRecordedClock(startMs: number, machine: Clock): RecordedClock {
  const time = createVirtualClock({ startMs, speed: 0 });
  let sleptMs = 0;
  return {
    now: () => time.now() + sleptMs,
    // Latencies inside a recording mean nothing; at 0 they would read as a paused world.
    speed: 1,
    monotonicMs: () => time.now() - startMs,
    wallMs: () => machine.wallMs(),
    after: (delayMs, task) => time.schedule(time.now() + delayMs, task),
    every: (periodMs, task) => {
      let cancel = (): void => undefined;
      const arm = (): void => {
        cancel = time.schedule(time.now() + periodMs, () => {
          arm();
          task();
        });
      };
      arm();
      return () => cancel();
    },
    setNow: (timeMs) => time.advanceTo(timeMs - sleptMs),
    advanceTo: (timeMs) => time.advanceTo(Math.max(timeMs - sleptMs, time.now())),
    sleep: (durationMs) => void (sleptMs += durationMs),
    close: () => time.close(),
  };
}
