import { expect, it } from 'vitest';
import { createVirtualClock } from '../create-virtual-clock.ts';
import { createVenueTimer } from './venue-timer.ts';

it('repeats by venue time, stops when told, and sleeps through a leap', () => {
  const clock = createVirtualClock({ startMs: 0, speed: 0 });
  const timer = createVenueTimer(clock);
  const seen: number[] = [];
  const stop = timer.every(1000, () => seen.push(clock.now()));
  clock.advanceTo(3500);
  expect(seen).toEqual([1000, 2000, 3000]);
  timer.suspend();
  clock.advanceTo(3_600_000);
  expect(seen).toHaveLength(3);
  timer.resume();
  clock.advanceTo(3_602_500);
  expect(seen.slice(3)).toEqual([3_601_000, 3_602_000]);
  stop();
  clock.advanceTo(3_700_000);
  expect(seen).toHaveLength(5);
});

it('lets a task stop itself', () => {
  const clock = createVirtualClock({ startMs: 0, speed: 0 });
  const timer = createVenueTimer(clock);
  let runs = 0;
  const stop = timer.every(10, () => {
    runs += 1;
    if (runs === 2) stop();
  });
  clock.advanceTo(1000);
  expect(runs).toBe(2);
});
