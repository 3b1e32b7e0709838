import { describe, expect, test } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import { firstClosed, unwaitedMs } from './closed-hours.ts';

const at = (date: string, hour: number): number => instantOf(date, hour * 3_600);
const hourMs = 3_600_000;

describe('closed hours between two moments', () => {
  test.each([
    ['a night', at('20261006', 19), at('20261007', 9), at('20261006', 20), at('20261007', 4)],
    ['a weekend, from its beginning', at('20261009', 20), at('20261012', 12), at('20261009', 20), at('20261012', 4)],
    ['a weekend, from its middle', at('20261010', 9), at('20261012', 12), at('20261010', 9), at('20261012', 4)],
    ['a weekend not yet over', at('20261009', 19), at('20261011', 9), at('20261009', 20), at('20261011', 9)],
    ['a holiday', at('20260904', 19), at('20260908', 9), at('20260904', 20), at('20260908', 4)],
    ['behind a half day', at('20261127', 12), at('20261130', 9), at('20261127', 17), at('20261130', 4)],
    ['before the first trade', at('20261007', 1), at('20261007', 9), at('20261007', 1), at('20261007', 4)],
  ])('%s', (_what, fromMs, toMs, closed, opens) => {
    expect(firstClosed({ fromMs, toMs })).toEqual({ fromMs: closed, toMs: opens });
  });

  test('are none while an exchange trades', () => {
    expect(firstClosed({ fromMs: at('20261006', 4), toMs: at('20261006', 20) })).toBeNull();
  });

  test('never go back, whatever year a file claims', () => {
    for (const fromMs of [0, 253_402_300_799_000, 5e15, 8.6e15]) {
      const toMs = fromMs + 40 * hourMs;
      const closed = firstClosed({ fromMs, toMs });
      if (!closed) continue;
      expect(closed.toMs).toBeGreaterThan(closed.fromMs);
      expect(closed.toMs).toBeLessThanOrEqual(toMs);
    }
  });
});

test('a replay waits for the hours of trading, and of each closed stretch for a second', () => {
  // 19:00 to 20:00 on Monday, all of Tuesday's sixteen hours, from four to six on Wednesday.
  const [fromMs, toMs] = [at('20261005', 19), at('20261007', 6)];
  expect(toMs - fromMs - unwaitedMs({ fromMs, toMs })).toBe(19 * hourMs + 2_000);
  expect(unwaitedMs({ fromMs: at('20261010', 9), toMs: at('20261010', 9) + 900 })).toBe(0);
  expect(unwaitedMs({ fromMs: at('20261010', 9), toMs: at('20261010', 8) })).toBe(0);
  // Not by the day: it would take hours.
  expect(unwaitedMs({ fromMs: 0, toMs: 8.6e15 })).toBe(8.6e15 - 1_000);
});
