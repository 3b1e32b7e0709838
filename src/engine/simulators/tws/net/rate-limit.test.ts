import { expect, test } from 'vitest';
import { RateLimit } from './rate-limit.ts';

test('fifty messages in any second pass; beyond that there is one warning a second', () => {
  let nowMs = 0;
  const wall = { wallMs: () => nowMs, monotonicMs: () => nowMs, after: () => () => undefined };
  const limit = new RateLimit(wall, 50);
  const burst = (messages: number): readonly unknown[] =>
    Array.from({ length: messages }, () => limit.count()).filter((warning) => warning !== null);
  expect(burst(50)).toEqual([]);
  expect(burst(20)).toEqual([{ received: 51, warnings: 1 }]);
  nowMs = 999;
  expect(burst(20)).toEqual([]);
  nowMs = 1_001;
  expect(burst(30)).toEqual([]);
  expect(burst(5)).toEqual([{ received: 51, warnings: 2 }]);
  nowMs = 5_000;
  expect(burst(50)).toEqual([]);
});
