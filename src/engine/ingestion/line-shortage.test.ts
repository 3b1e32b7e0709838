import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import { LineShortage } from './line-shortage.ts';

async function shortOf(limit: number, ...refusedAt: readonly number[]) {
  const clock = new ManualClock(0);
  const lines = new LineShortage(limit, clock);
  for (const inUse of refusedAt) lines.refused(inUse);
  /** Lines there are after each try of the next seconds. */
  const tries = async (seconds: number): Promise<readonly number[]> => {
    const seen: number[] = [];
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1_000);
      if (lines.step()) seen.push(lines.available);
    }
    return seen;
  };
  return { lines, tries };
}

test('as many lines as were in use when TWS had no more, and each refusal one fewer', async () => {
  const { lines } = await shortOf(100);
  expect([lines.available, lines.isShort, lines.failure]).toEqual([100, false, null]);
  lines.refused(64);
  expect(lines.available).toBe(64);
  lines.refused(64);
  expect(lines.available).toBe(63);
  lines.refused(200);
  expect([lines.available, lines.isShort]).toEqual([62, true]);
  expect(lines.failure).toMatchObject({ code: 'line-limit', facts: { inUse: 200, limit: 100, available: 62 } });
});

test('more are tried after a minute, then twice as many, until the account has all of its lines again', async () => {
  const { lines, tries } = await shortOf(100, 80);
  expect(await tries(59)).toEqual([]);
  expect(await tries(300)).toEqual([81, 83, 87, 95, 100]);
  expect([lines.isShort, lines.failure]).toEqual([false, null]);
  expect(await tries(600)).toEqual([]);
});

test('lines that were tried for nothing are tried again later and later', async () => {
  const { lines, tries } = await shortOf(100, 80);
  const waits: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    let waited = 0;
    while ((await tries(1)).length === 0) waited += 1;
    waits.push(waited + 1);
    lines.refused(80);
  }
  expect(waits).toEqual([60, 120, 240, 480, 600, 600]);
  expect(lines.available).toBe(80);
});

test('a changed account forgets what was learned', async () => {
  const { lines } = await shortOf(100, 3);
  lines.setLimit(100);
  expect(lines.available).toBe(3);
  lines.setLimit(200);
  expect([lines.available, lines.failure]).toEqual([200, null]);
});
