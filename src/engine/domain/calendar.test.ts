import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expiryInstant,
  isHalfDay,
  isTradingDay,
  nextTradingDay,
  previousTradingDay,
  regularSession,
  sessionPhase,
  settlementOf,
  tradingDate,
} from './calendar.ts';
import { addDays, instantOf, wallTime } from './time.ts';

/** Closed weekdays and early closes as the exchange published them. */
const closedWeekdays = {
  2021: '0101 0118 0215 0402 0531 0705 0906 1125 1224',
  2022: '0117 0221 0415 0530 0620 0704 0905 1124 1226',
  2023: '0102 0116 0220 0407 0529 0619 0704 0904 1123 1225',
  2024: '0101 0115 0219 0329 0527 0619 0704 0902 1128 1225',
  2025: '0101 0109 0120 0217 0418 0526 0619 0704 0901 1127 1225',
  2026: '0101 0119 0216 0403 0525 0619 0703 0907 1126 1225',
};
const halfDays = {
  2021: '1126',
  2022: '1125',
  2023: '0703 1124',
  2024: '0703 1129 1224',
  2025: '0703 1128 1224',
  2026: '1127 1224',
};

function daysOf(year: string): readonly string[] {
  const days: string[] = [];
  for (let day = `${year}0101`; day.startsWith(year); day = addDays(day, 1)) days.push(day);
  return days;
}

const isWeekday = (date: string) => ![0, 6].includes(wallTime(instantOf(date, 12 * 3600)).weekday);
const at = (date: string, hour: number, minute = 0) => instantOf(date, hour * 3600 + minute * 60);

describe('calendar', () => {
  it.each(Object.entries(closedWeekdays))('knows the holidays of %s', (year, closed) => {
    const found = daysOf(year).filter((day) => isWeekday(day) && !isTradingDay(day));
    expect(found.map((day) => day.slice(4)).join(' ')).toBe(closed);
  });

  it.each(Object.entries(halfDays))('knows the half days of %s', (year, half) => {
    const found = daysOf(year).filter(isHalfDay);
    expect(found.map((day) => day.slice(4)).join(' ')).toBe(half);
  });

  it('opens at 09:30 New York on both sides of a change of clocks', () => {
    const utc = (date: string) => new Date(regularSession(date).openMs).toISOString().slice(11, 16);
    expect([utc('20260306'), utc('20260309')]).toEqual(['14:30', '13:30']);
    expect([utc('20261030'), utc('20261102')]).toEqual(['13:30', '14:30']);
  });

  it('names the phase of the session, earlier on half days', () => {
    const phases = (date: string, ...hours: number[]) => hours.map((hour) => sessionPhase(at(date, hour)));
    expect(phases('20261005', 3, 4, 10, 16, 20)).toEqual(['closed', 'pre-market', 'regular', 'after-hours', 'closed']);
    expect(phases('20261127', 12, 13, 17)).toEqual(['regular', 'after-hours', 'closed']);
    expect(phases('20261126', 10)).toEqual(['closed']);
  });

  it('counts the evening, nights and closed days to the next trading date', () => {
    expect(tradingDate(at('20261002', 19, 59))).toBe('20261002');
    expect(tradingDate(at('20261002', 20))).toBe('20261005');
    expect(tradingDate(at('20261004', 12))).toBe('20261005');
    expect(tradingDate(at('20261005', 0))).toBe('20261005');
  });

  it('goes to the next trading day and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_650 }), (offset) => {
        const next = nextTradingDay(addDays('20200101', offset));
        expect(isTradingDay(next)).toBe(true);
        expect(nextTradingDay(previousTradingDay(next))).toBe(next);
      }),
      { numRuns: 50 },
    );
  });

  it('expires options at the close, index classes of the morning at the open', () => {
    expect(['SPY', 'SPXW', 'NDXP', 'SPX', 'NDX', 'VIX'].map(settlementOf)).toEqual([
      'PM',
      'PM',
      'PM',
      'AM',
      'AM',
      'AM',
    ]);
    expect(expiryInstant('20261016', 'AM')).toBe(at('20261016', 9, 30));
    expect(expiryInstant('20261016')).toBe(at('20261016', 16));
    expect(expiryInstant('20261127')).toBe(at('20261127', 13));
  });
});

it('what is no date is no trading day', () => {
  expect(['99999999', '20260230', '20261301', '2026', '', 'tomorrow'].filter(isTradingDay)).toEqual([]);
  expect(isTradingDay('20261201')).toBe(true);
});
