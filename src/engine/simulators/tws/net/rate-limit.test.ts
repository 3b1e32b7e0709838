import { expect, test } from 'vitest';
import { handTurnedWall } from '../testing/hand-turned-wall.ts';
import { RateLimit } from './rate-limit.ts';

function open() {
  const wall = handTurnedWall();
  const limit = new RateLimit(wall, 50);
  const burst = (messages: number): readonly unknown[] =>
    Array.from({ length: messages }, () => limit.count()).filter((warning) => warning !== null);
  return { wall, limit, burst };
}

test('fifty messages in any second pass; beyond that there is one warning a second', () => {
  const { wall, limit, burst } = open();
  expect(burst(50)).toEqual([]);
  expect(burst(20)).toEqual([{ received: 51, warnings: 1 }]);
  wall.turn(999);
  expect(burst(20)).toEqual([]);
  wall.turn(2);
  expect(burst(30)).toEqual([]);
  expect(burst(5)).toEqual([{ received: 51, warnings: 2 }]);
  wall.turn(4_000);
  expect(burst(50)).toEqual([]);
  limit.close();
});

test('what piled up while this program was busy is not held against the client', () => {
  let nowMs = 0;
  const wall = { wallMs: () => nowMs, monotonicMs: () => nowMs, after: () => () => undefined };
  const limit = new RateLimit(wall, 50);
  // The beat that was due after 200 ms has not come: the loop stood still for 1.8 s, worth ninety messages.
  nowMs = 2_000;
  const warnings = Array.from({ length: 160 }, () => limit.count()).filter((warning) => warning !== null);
  expect(warnings).toEqual([{ received: 141, warnings: 1 }]);
  limit.close();
});
