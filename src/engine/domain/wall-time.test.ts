import { expect, test } from 'vitest';
import { wallTime } from './time.ts';

/** The formatter itself, asked for every instant. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' });
}

function shown(timeMs: number, timeZone: string): string {
  const { date, hour, minute, second } = wallTime(timeMs, timeZone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}, ${two(hour)}:${two(minute)}:${two(second)}`;
}

test.each(['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'])(
  'the wall clock of %s is the formatter’s, also around every change of offset',
  (timeZone) => {
    const formatter = formatterOf(timeZone);
    const from = Date.UTC(2026, 0, 1);
    for (let step = 0; step < 3_000; step += 1) {
      const timeMs = from + step * 10_537_123;
      expect(shown(timeMs, timeZone)).toBe(formatter.format(timeMs));
    }
    for (const change of [Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6), Date.UTC(2026, 3, 4, 15)]) {
      for (const ms of [-1, 0, 1]) {
        expect(shown(change + ms, timeZone)).toBe(formatter.format(change + ms));
      }
    }
  },
);

test('the weekday goes with the zone’s date', () => {
  // Sunday evening in New York is Monday in UTC.
  expect(wallTime(Date.UTC(2026, 9, 5, 2)).weekday).toBe(0);
  expect(wallTime(Date.UTC(2026, 9, 5, 5)).weekday).toBe(1);
});
