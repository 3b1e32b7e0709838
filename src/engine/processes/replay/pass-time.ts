import type { Clock } from '../../ports/clock.ts';
import { firstClosed, longestClosedWaitMs, type Stretch } from './closed-hours.ts';
import type { RecordedClock } from './recorded-clock.ts';

/** The time of a replay on its way to the next row. */
export type PassingTime = {
  readonly clock: RecordedClock;
  readonly machine: Clock;
  /** Recorded seconds per second; 0 = as fast as possible. */
  readonly speed: number;
  /** Recorded time between two looks at the scores. */
  readonly stepMs: number;
  readonly signal: AbortSignal;
  readonly firstTime: number;
  readonly startedMs: number;
  /** Recorded time that was not waited for. */
  unwaitedMs: number;
};

const longestWaitMs = 250;
/** Recorded time. */
const longestStepMs = 60_000;
const stepsPerTurn = 20;
/** Recorded time in which exchanges are closed and nothing comes is slept through from here on: no timer would find anything. */
const longestClosedWalkMs = 3_600_000;

/** Goes to a row's moment: at the pace of the replay, but for nights and weekends in which nothing came. */
export async function passTime(passing: PassingTime, timeMs: number): Promise<void> {
  const { clock, signal } = passing;
  const closedNext = (): Stretch | null =>
    timeMs - clock.now() > longestClosedWaitMs ? firstClosed({ fromMs: clock.now(), toMs: timeMs }) : null;
  for (let closed = closedNext(); closed && !signal.aborted; closed = closedNext()) {
    await waitUntil(passing, closed.fromMs);
    await passClosed(passing, closed);
  }
  await waitUntil(passing, timeMs);
}

async function passClosed(passing: PassingTime, { fromMs, toMs }: Stretch): Promise<void> {
  const { clock, stepMs } = passing;
  passing.unwaitedMs += Math.max(0, toMs - fromMs - longestClosedWaitMs);
  // By whole steps, so that those that follow fall on round times.
  if (toMs - fromMs > longestClosedWalkMs) clock.sleep(Math.floor((toMs - clock.now()) / stepMs) * stepMs);
  await walkTo(passing, toMs);
}

/** A long stretch, or one that a damaged file claims, is walked in steps: whoever wants the replay to end is heard between. */
async function walkTo({ clock, machine, signal }: PassingTime, timeMs: number): Promise<void> {
  for (let steps = 1; timeMs - clock.now() > longestStepMs && !signal.aborted; steps += 1) {
    clock.advanceTo(clock.now() + longestStepMs);
    if (steps % stepsPerTurn === 0) await turn(machine, 0);
  }
  if (!signal.aborted) clock.advanceTo(timeMs);
}

async function waitUntil(passing: PassingTime, timeMs: number): Promise<void> {
  if (passing.speed > 0) await keepPace(passing, timeMs);
  await walkTo(passing, timeMs);
}

/** At a speed the market goes on between two rows, too. */
async function keepPace(passing: PassingTime, timeMs: number): Promise<void> {
  const { machine, speed, signal, firstTime, startedMs } = passing;
  for (;;) {
    const reached = firstTime + passing.unwaitedMs + (machine.monotonicMs() - startedMs) * speed;
    const waitMs = (timeMs - reached) / speed;
    if (waitMs <= 1 || signal.aborted) return;
    await walkTo(passing, Math.min(reached, timeMs));
    await turn(machine, Math.min(waitMs, longestWaitMs));
  }
}

export function turn(machine: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => void machine.after(delayMs, resolve));
}
