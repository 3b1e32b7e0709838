import { expect, test } from 'vitest';
import { ManualClock } from '../../../../tests/support/manual-clock.ts';
import { Liveness } from './liveness.ts';

function watched() {
  const clock = new ManualClock(0);
  const seen = { asked: 0, dead: 0, inputMs: -1 };
  const liveness = new Liveness({
    clock,
    pingMs: 10_000,
    deadlineMs: 5_000,
    ask: () => void (seen.asked += 1),
    lastInputMs: () => seen.inputMs,
    onDead: () => void (seen.dead += 1),
  });
  liveness.start();
  return { clock, seen, liveness };
}

test('five silent seconds are death, one look less is not', async () => {
  const { clock, seen } = watched();
  await clock.advance(4_999);
  expect(seen.dead).toBe(0);
  await clock.advance(1);
  expect(seen).toMatchObject({ asked: 1, dead: 1 });
});

test('while bytes arrive, only an answer missing for fifteen seconds is', async () => {
  const { clock, seen } = watched();
  for (let second = 0; second < 14; second += 1) {
    seen.inputMs = clock.monotonicMs();
    await clock.advance(1_000);
  }
  expect(seen.dead).toBe(0);
  await clock.advance(1_000);
  expect(seen.dead).toBe(1);
});

test('time in which nothing could be read does not count', async () => {
  const { clock, seen, liveness } = watched();
  for (let block = 0; block < 4; block += 1) {
    // The process stood still for a minute; what TWS has said lies unread in the socket.
    await clock.jump(60_000);
    await clock.advance(500);
  }
  expect(seen.dead).toBe(0);
  liveness.onTime(1);
  expect(liveness.trips.percentile(1)).toBe(242_000);
  await clock.advance(10_000);
  expect(seen).toMatchObject({ asked: 2, dead: 0 });
});

test('a dead connection is found however late each look comes', async () => {
  const { clock, seen } = watched();
  for (let look = 0; look < 9; look += 1) await clock.jump(3_000);
  expect(seen.dead).toBe(0);
  await clock.jump(3_000);
  expect(seen.dead).toBe(1);
});
