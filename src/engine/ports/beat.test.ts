import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import { createBeat } from './beat.ts';

test('runs once at the next whole period, again only when asked again, and never after it was stopped', async () => {
  const clock = new ManualClock(0);
  const ran: number[] = [];
  const beat = createBeat(clock, 50, () => ran.push(clock.monotonicMs()));
  await clock.advance(75);
  expect(ran).toEqual([]);
  beat.wake();
  beat.wake();
  await clock.advance(24);
  expect(ran).toEqual([]);
  await clock.advance(1);
  expect(ran).toEqual([100]);
  await clock.advance(500);
  expect(ran).toEqual([100]);
  beat.wake();
  await clock.advance(50);
  expect(ran).toEqual([100, 650]);
  beat.wake();
  beat.stop();
  beat.wake();
  await clock.advance(500);
  expect(ran).toEqual([100, 650]);
});

test('what the task itself asks for comes with the next period', async () => {
  const clock = new ManualClock(0);
  const ran: number[] = [];
  const beat = createBeat(clock, 50, () => {
    ran.push(clock.monotonicMs());
    if (ran.length < 3) beat.wake();
  });
  beat.wake();
  await clock.advance(400);
  expect(ran).toEqual([50, 100, 150]);
});
