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
  // The beat that was due after 200 ms has not come: the loop may have stood still for 2 s, worth a hundred messages.
  nowMs = 2_000;
  const warnings = Array.from({ length: 160 }, () => limit.count()).filter((warning) => warning !== null);
  expect(warnings).toEqual([{ received: 151, warnings: 1 }]);
  limit.close();
});

test('short stalls add up', () => {
  let nowMs = 0;
  let beat: () => void = () => undefined;
  const after = (_delayMs: number, task: () => void) => {
    beat = task;
    return () => undefined;
  };
  const limit = new RateLimit({ wallMs: () => nowMs, monotonicMs: () => nowMs, after }, 50);
  const warnings: unknown[] = [];
  // Three beats in a row, each 100 ms late; what came meanwhile is read at once.
  for (let late = 0; late < 3; late += 1) {
    nowMs += 300;
    beat();
    for (let message = 0; message < 25; message += 1) warnings.push(limit.count());
  }
  expect(warnings.filter((warning) => warning !== null)).toEqual([]);
  limit.close();
});
