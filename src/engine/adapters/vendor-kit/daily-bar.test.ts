import { expect, test } from 'vitest';
import { isTradingDay, regularSession } from '../../domain/calendar.ts';
import { addDays } from '../../domain/time.ts';
import { closeOfDay } from './daily-bar.ts';

test('the close of every trading day of four decades is that of the calendar', () => {
  for (let date = '19900101'; date < '20300101'; date = addDays(date, 3)) {
    if (isTradingDay(date) && closeOfDay(date) !== regularSession(date).closeMs) expect(closeOfDay(date), date).toBe(0);
  }
  expect(closeOfDay('20261127')).toBe(Date.UTC(2026, 10, 27, 18));
});
