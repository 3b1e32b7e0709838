import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpoint as describeEndpoint } from '../../adapters/vendor-kit/define.ts';
import { sessionPhase } from '../../domain/calendar.ts';
import { instantOf } from '../../domain/time.ts';
import type { Endpoint } from '../../ports/vendor.ts';
import { seededUniform } from '../../quant/statistics/seeded-uniform.ts';
import { EndpointState } from './endpoint-state.ts';
import { isDue, lookBack, planNext } from './plan-due.ts';
import { lastClockTime, lastWordMs, nextClockTime, nextInSession } from './session-times.ts';

const nothing = { facts: [], refusals: [], followUps: [] };
const at = (date: string, hour: number, minute = 0): number => instantOf(date, hour * 3600 + minute * 60);

function planned(change: Partial<Endpoint>, startMs: number, random = () => 0.5) {
  const endpoint = describeEndpoint({
    ...{ id: 'e', title: 'E', path: '/', tier: 'frequent', provides: ['quote'], translate: () => nothing },
    ...change,
  });
  const state = new EndpointState({ endpoint, symbols: ['SPY'], parameters: {} }, { nowMs: startMs, random });
  const target = state.targets[0];
  if (!target) throw new Error('no target');
  const parts = (nowMs: number, speed = 1) => ({ endpoint: state, target, nowMs, speed, random });
  const known = (nowMs: number, lastKnownMs: number | null, spread: Parameters<typeof lookBack>[2] = null): void =>
    lookBack(parts(nowMs), lastKnownMs, spread);
  const asked = (fromMs: number, toMs: number, stepMs: number): number[] => {
    const times: number[] = [];
    for (let nowMs = fromMs; nowMs <= toMs; nowMs += stepMs) {
      if (!isDue(parts(nowMs))) continue;
      planNext(parts(nowMs));
      times.push(nowMs);
    }
    return times;
  };
  return { target, known, asked };
}

test('a beat is kept through the day and only in its sessions', () => {
  const start = at('20261005', 9);
  const { asked, known } = planned({ tier: 'critical' }, start);
  known(start, start);
  const all = asked(start, at('20261005', 23), 1_000);
  // The last word on the day, when even the options of indices have closed.
  expect(all.at(-1)).toBe(at('20261005', 16, 20));
  const times = all.slice(0, -1);
  expect(times[0]).toBe(at('20261005', 9, 30));
  expect(times.every((time) => sessionPhase(time) === 'regular')).toBe(true);
  expect(times.length).toBeGreaterThanOrEqual(779);
  const gaps = times.slice(2).map((time, index) => time - (times[index + 1] ?? 0));
  expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([30_000, 30_000]);
});

test('a half day ends at one, and on a holiday nothing is asked', () => {
  const start = at('20261127', 9);
  const half = planned({ tier: 'critical' }, start);
  half.known(start, start);
  const [last, closing] = half.asked(start, at('20261127', 20), 10_000).slice(-2);
  expect(last).toBeLessThan(at('20261127', 13));
  expect(closing).toBe(at('20261127', 13, 20));
  const holiday = planned({ tier: 'critical' }, at('20261126', 0));
  holiday.known(at('20261126', 0), 0);
  expect(holiday.asked(at('20261126', 4), at('20261126', 22), 60_000)).toEqual([]);
});

describe('the last word on a session', () => {
  test('is asked for by a program that was started in the evening or the night, and on no other day', () => {
    for (const startMs of [at('20261009', 18), at('20261010', 2), at('20261011', 12)]) {
      const { asked, known } = planned({ tier: 'critical' }, startMs);
      known(startMs, at('20261009', 15, 50));
      expect(asked(startMs, startMs + 7_200_000, 1_000)).toEqual([startMs]);
    }
    const startMs = at('20261010', 12);
    const { asked, known } = planned({ tier: 'critical' }, startMs);
    known(startMs, at('20261009', 16, 21));
    expect(asked(startMs, at('20261012', 9, 29), 60_000)).toEqual([]);
  });

  test('comes twenty minutes behind the last hour an endpoint is asked in', () => {
    const noon = at('20261005', 12);
    expect(lastWordMs(noon, ['pre-market'])).toBe(at('20261005', 9, 50));
    expect(lastWordMs(noon, ['pre-market', 'regular', 'after-hours'])).toBe(at('20261005', 20, 20));
    expect(lastWordMs(noon, ['regular', 'closed'])).toBeNull();
    expect(lastWordMs(at('20261010', 12), ['regular'])).toBe(at('20261009', 16, 20));
    expect(lastWordMs(at('20261127', 12), ['regular'])).toBe(at('20261127', 13, 20));
  });

  test('is not asked for by what is asked every few hours or once a day', () => {
    const startMs = at('20261005', 18);
    for (const cadence of [{ everyMs: 10_800_000 }, { dailyAt: '23:30' }]) {
      const { asked, known } = planned({ tier: 'critical', cadence }, startMs);
      known(startMs, at('20261005', 15));
      expect(asked(startMs, at('20261005', 23), 60_000)).toEqual([]);
    }
  });
});

test('what the vendor does not know is let be for as long as was said, and never longer than an hour', () => {
  const start = at('20261005', 10);
  const { target, asked, known } = planned({ tier: 'critical' }, start);
  known(start, start);
  target.notBeforeMs = start + 3_600_000;
  expect(asked(start, start + 3_700_000, 1_000)[0]).toBe(start + 3_600_000);
  // A clock set back makes the hour no longer.
  target.notBeforeMs = start + 86_400_000;
  expect(asked(start + 4_000_000, start + 4_100_000, 1_000).length).toBeGreaterThan(0);
});

test('what is not known at all is asked once while the market is closed', () => {
  const night = at('20261010', 12);
  const { asked, known } = planned({ tier: 'critical' }, night);
  known(night, null);
  expect(asked(night, night + 7_200_000, 60_000)).toEqual([night]);
});

describe('a daily time', () => {
  test('is asked at that time of New York, across both changes of the clock', () => {
    for (const [friday, monday] of [
      ['20260306', '20260309'],
      ['20261030', '20261102'],
    ] as const) {
      const start = at(friday, 8);
      const { asked, known } = planned({ tier: 'daily' }, start);
      known(start, at(friday, 7, 45));
      const times = asked(start, at(monday, 12), 60_000);
      expect(times.at(-1)).toBe(at(monday, 7, 30));
      expect(times).toHaveLength(3);
    }
  });

  test('that was answered before the restart is not asked again, one that was not is asked at once', () => {
    const start = at('20261005', 12);
    const done = planned({ tier: 'daily' }, start);
    done.known(start, at('20261005', 7, 31));
    expect(done.asked(start, start + 3_600_000, 60_000)).toEqual([]);
    const open = planned({ tier: 'daily' }, start);
    open.known(start, at('20261004', 7, 31));
    expect(open.asked(start, start + 3_600_000, 60_000)).toEqual([start]);
  });
});

test('a start asks what may wait in moments of its own, and a feed that was off until now is asked at once', () => {
  const start = at('20261005', 10);
  const random = seededUniform(5);
  const first: number[] = [];
  for (let count = 0; count < 30; count += 1) {
    const { asked, known } = planned({ tier: 'daily' }, start, random);
    known(start, null, { from: 30_000, to: 180_000 });
    first.push(asked(start, start + 400_000, 500)[0] ?? 0);
  }
  expect(Math.min(...first)).toBeGreaterThanOrEqual(start + 30_000);
  expect(Math.max(...first)).toBeLessThanOrEqual(start + 181_000);
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(60_000);
  const late = planned({ tier: 'daily' }, start);
  late.known(start, null);
  expect(late.asked(start, start + 1_000, 500)).toEqual([start]);
});

test('after a night of sleep everything is asked once, not once for each time missed, and not all at the same time', () => {
  const start = at('20261005', 10);
  const random = seededUniform(3);
  const first: number[] = [];
  for (let count = 0; count < 40; count += 1) {
    const { asked, known } = planned({ tier: 'frequent', priority: 'low' }, start, random);
    known(start, start);
    asked(start, start, 1);
    const woken = asked(start + 3_600_000, start + 3_600_000 + 200_000, 1_000);
    expect(woken).toHaveLength(1);
    first.push(woken[0] ?? 0);
  }
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(60_000);
});

test('a clock set back by a day silences nothing for more than a period and a half', () => {
  const start = at('20261006', 10);
  const { asked, known } = planned({ tier: 'critical' }, start);
  known(start, start);
  asked(start, start + 600_000, 1_000);
  const back = start - 86_400_000;
  expect(asked(back, back + 120_000, 1_000).length).toBeGreaterThanOrEqual(2);
});

test('next and last times of a clock enclose every instant', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at('20250101', 0), max: at('20271231', 0) }),
      fc.constantFrom('00:00', '02:30', '07:30', '20:00'),
      (time, clock) => {
        const [last, next] = [lastClockTime(time, clock), nextClockTime(time, clock)];
        expect(last).toBeLessThanOrEqual(time);
        expect(next).toBeGreaterThan(time);
        expect(next - last).toBeLessThanOrEqual(25 * 3_600_000);
      },
    ),
    { numRuns: 300 },
  );
});

test('the next regular session after Friday night opens on Monday, or on Tuesday after a holiday', () => {
  expect(nextInSession(at('20261009', 22), ['regular'])).toBe(at('20261012', 9, 30));
  expect(nextInSession(at('20260904', 22), ['regular'])).toBe(at('20260908', 9, 30));
});
