import { expect, test } from 'vitest';
import { failedLately } from './electron-binary.mjs';

const HOUR_MS = 3_600_000;
const NOW_MS = 1_800_000_000_000;

test.each([
  ['an hour ago', `45.4.1 ${NOW_MS - HOUR_MS}`, true],
  ['a day and an hour ago', `45.4.1 ${NOW_MS - 25 * HOUR_MS}`, false],
  ['with another version', `45.4.0 ${NOW_MS - HOUR_MS}`, false],
  ['in a future the clock has left', `45.4.1 ${NOW_MS + HOUR_MS}`, false],
  ['never', undefined, false],
  ['in a garbled stamp', 'garbage', false],
])('a download that failed %s is skipped: %s', (_when, stamp, expected) => {
  expect(failedLately(stamp, '45.4.1', NOW_MS)).toBe(expected);
});
