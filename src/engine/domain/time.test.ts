import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfUtc, dateUtc, instantOf, wallTime, yearsBetween } from './time.ts';

describe('time', () => {
  it('finds the instant that a wall clock shows, whatever the season', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000 }),
        // The hour from two to three happens twice or never on two nights of the year.
        fc.integer({ min: 3 * 3_600, max: 86_399 }),
        fc.constantFrom('America/New_York', 'Europe/Berlin', 'UTC'),
        (offset, secondOfDay, zone) => {
          const date = addDays('20200101', offset);
          const wall = wallTime(instantOf(date, secondOfDay, zone), zone);
          expect([wall.date, wall.secondOfDay]).toEqual([date, secondOfDay]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('lands behind the gap when the clocks go forward', () => {
    expect(wallTime(instantOf('20260308', 2 * 3_600 + 1_800))).toMatchObject({ date: '20260308', hour: 3, minute: 30 });
  });

  it('steps over month, year and leap day', () => {
    expect([addDays('20261231', 1), addDays('20240228', 1), addDays('20260301', -1)]).toEqual([
      '20270101',
      '20240229',
      '20260228',
    ]);
    expect(dateOfUtc(dateUtc('20261005'))).toBe('20261005');
  });

  it('counts years of 365 days', () => {
    expect(yearsBetween(0, 365 * 86_400_000)).toBe(1);
  });
});
