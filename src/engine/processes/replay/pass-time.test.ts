import { expect, test } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import { passTime, type PassingTime } from './pass-time.ts';
import { createRecordedClock } from './recorded-clock.ts';

const friday = instantOf('20261009', 20 * 3_600 + 5);
const monday = instantOf('20261012', 9.5 * 3_600);
const opens = instantOf('20261012', 4 * 3_600);
const stepMs = 300_000;

/** A machine on which waiting takes no time, and is counted. */
function countingMachine(): { readonly machine: Clock; readonly waitedMs: () => number } {
  let now = 0;
  const machine: Clock = {
    ...{ speed: 1, now: () => now, monotonicMs: () => now, wallMs: () => now, every: () => () => undefined },
    after: (delayMs, task) => {
      now += delayMs;
      setImmediate(task);
      return () => undefined;
    },
  };
  return { machine, waitedMs: () => now };
}

function passing(speed: number, signal = new AbortController().signal) {
  const { machine, waitedMs } = countingMachine();
  const clock = createRecordedClock(friday, machine);
  const pace = { speed, stepMs, signal, firstTime: friday, startedMs: 0, unwaitedMs: 0 };
  const time: PassingTime = { clock, machine, ...pace };
  const ticks: number[] = [];
  const steps: number[] = [];
  clock.every(250, () => void ticks.push(clock.now()));
  clock.after(stepMs - (friday % stepMs), () => {
    steps.push(clock.now());
    clock.every(stepMs, () => void steps.push(clock.now()));
  });
  return { time, clock, ticks, steps, waitedMs };
}

test('a weekend in which nothing came is slept through, and steps stay on round times', async () => {
  const { time, clock, ticks, steps } = passing(0);
  await passTime(time, opens + 1_000);
  expect(clock.now()).toBe(opens + 1_000);
  // Four a second for less than two steps, in place of four a second for 56 hours.
  expect(ticks.length).toBeLessThan((2 * stepMs) / 250);
  expect(steps.at(-1)).toBe(opens);
  expect(steps.length).toBeLessThan(3);
});

test('at a speed the hours of trading are waited for and the weekend is not', async () => {
  const { time, clock, waitedMs } = passing(60);
  await passTime(time, monday);
  expect(clock.now()).toBe(monday);
  expect(waitedMs() * 60).toBeGreaterThan(monday - opens - 1_000);
  expect(waitedMs() * 60).toBeLessThan(monday - opens + 2_000);
});

test('what comes in the night second by second keeps its pace', async () => {
  const { time, waitedMs } = passing(10);
  for (let second = 1; second <= 100; second += 1) await passTime(time, friday + second * 1_000);
  expect(waitedMs() * 10).toBeGreaterThan(99_000);
});

test('whoever wants it to end is heard on the way', async () => {
  const stop = new AbortController();
  const { time, clock, ticks } = passing(0, stop.signal);
  clock.after(10_000, () => stop.abort());
  await passTime(time, monday);
  expect(clock.now()).toBeLessThan(monday);
  const heard = ticks.length;
  await passTime(time, monday);
  expect(ticks.length).toBe(heard);
});
