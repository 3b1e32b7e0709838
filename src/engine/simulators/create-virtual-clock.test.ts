import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualClock } from './create-virtual-clock.ts';
import { handTurnedWall } from './tws/testing/hand-turned-wall.ts';

test('a stepped clock runs what is due, in order, each at its own time', () => {
  const clock = createVirtualClock({ startMs: 1_000, speed: 0 });
  const ran: string[] = [];
  clock.schedule(1_300, () => ran.push(`c ${clock.now()}`));
  clock.schedule(1_100, () => {
    ran.push(`a ${clock.now()}`);
    clock.schedule(1_100, () => ran.push(`a2 ${clock.now()}`));
    clock.schedule(1_200, () => ran.push(`b ${clock.now()}`));
  });
  const cancel = clock.schedule(1_150, () => ran.push('cancelled'));
  cancel();
  clock.advanceTo(1_299);
  expect(ran).toEqual(['a 1100', 'a2 1100', 'b 1200']);
  expect(clock.now()).toBe(1_299);
  clock.advanceTo(1_000);
  expect(clock.now()).toBe(1_299);
  clock.advanceTo(2_000);
  expect(ran.at(-1)).toBe('c 1300');
});

test('tasks run by time and then by the order of scheduling, whatever that order is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (times) => {
      const clock = createVirtualClock({ startMs: 0, speed: 0 });
      const ran: [number, number][] = [];
      times.forEach((atMs, index) => clock.schedule(atMs, () => ran.push([atMs, index])));
      clock.advanceTo(100);
      const expected = times
        .map((atMs, index): [number, number] => [atMs, index])
        .toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
      expect(ran).toEqual(expected);
    }),
  );
});

test('a running clock follows real time at its speed and shows tasks their own time', () => {
  const wall = handTurnedWall();
  const clock = createVirtualClock({ startMs: 0, speed: 10, wall });
  const seen: number[] = [];
  clock.schedule(100, () => seen.push(clock.now()));
  clock.schedule(5_000, () => seen.push(clock.now()));
  wall.turn(9);
  expect([clock.now(), seen]).toEqual([90, []]);
  wall.turn(1);
  expect(seen).toEqual([100]);
  wall.turn(990);
  expect([clock.now(), seen]).toEqual([10_000, [100, 5_000]]);
  clock.close();
});

test('speed can change, time can stand still and leap; listeners hear of it', () => {
  const wall = handTurnedWall();
  const clock = createVirtualClock({ startMs: 0, speed: 1, wall });
  const heard: unknown[] = [];
  const stop = clock.onChange((state) => heard.push(state));
  wall.turn(100);
  clock.setSpeed(0);
  wall.turn(500);
  expect(clock.now()).toBe(100);
  clock.advanceTo(1_000);
  clock.setSpeed(100);
  wall.turn(10);
  expect(clock.now()).toBe(2_000);
  expect(heard).toEqual([
    { venueMs: 100, wallMs: 1_000_100, speed: 0 },
    { venueMs: 1_000, wallMs: 1_000_600, speed: 0 },
    { venueMs: 1_000, wallMs: 1_000_600, speed: 100 },
  ]);
  stop();
  clock.close();
  wall.turn(1_000);
  expect(clock.now()).toBe(2_000);
});

test('a task that stops the clock stops it there, even when the wake-up came late', () => {
  const wall = handTurnedWall();
  const late: (() => void)[] = [];
  const clock = createVirtualClock({
    startMs: 0,
    speed: 100,
    wall: { ...wall, after: (_delayMs, task) => (late.push(task), () => undefined) },
  });
  const seen: number[] = [];
  clock.schedule(500, () => clock.setSpeed(0));
  clock.schedule(600, () => seen.push(clock.now()));
  wall.turn(20);
  late.at(-1)?.();
  expect([clock.now(), seen]).toEqual([500, []]);
  clock.close();
});

test('work takes no venue time away, and too much work slows the venue instead of freezing it', () => {
  const wall = handTurnedWall();
  const clock = createVirtualClock({ startMs: 0, speed: 10, wall });
  const seen: number[] = [];
  clock.schedule(100, () => wall.turn(5));
  for (let at = 1_000; at < 1_010; at += 1) {
    clock.schedule(at, () => {
      seen.push(at);
      wall.turn(8);
    });
  }
  wall.turn(20);
  expect(clock.now()).toBe(200);
  wall.turn(81);
  expect(seen.length).toBeLessThan(10);
  wall.turn(100);
  expect(seen).toHaveLength(10);
  expect(clock.now()).toBeLessThan(2_000);
  clock.close();
});

test('a late wake-up never lets the clock pass a task that has not run', () => {
  const wall = handTurnedWall();
  const late: (() => void)[] = [];
  const clock = createVirtualClock({
    startMs: 0,
    speed: 1,
    wall: { ...wall, after: (_delayMs, task) => (late.push(task), () => undefined) },
  });
  const seen: number[] = [];
  clock.schedule(50, () => seen.push(clock.now()));
  wall.turn(400);
  expect(clock.now()).toBe(50);
  late.at(-1)?.();
  expect([seen, clock.now()]).toEqual([[50], 400]);
  clock.close();
});
