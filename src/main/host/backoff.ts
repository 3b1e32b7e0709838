/** Delay before restart number `crashes` (1 = first), doubling from 0.5 s to 30 s. */
export function restartDelayMs(crashes: number): number {
  return Math.min(30_000, 500 * 2 ** Math.max(0, crashes - 1));
}

const windowMs = 5 * 60_000;
const mostCrashes = 5;

/** Crashes that still count at `nowMs`. */
export function recentCrashes(crashTimes: readonly number[], nowMs: number): readonly number[] {
  return crashTimes.filter((time) => nowMs - time < windowMs);
}

/** Five crashes in five minutes: restarting again would only hide the fault. */
export function givesUp(crashTimes: readonly number[], nowMs: number): boolean {
  return recentCrashes(crashTimes, nowMs).length >= mostCrashes;
}
