import { expect, test } from 'vitest';
import { clockTime, dayAndTime, expiryDate, instrumentName, minuteTime } from './format-time.ts';

// 2026-11-20 15:42:17 UTC is 10:42:17 in New York (winter time).
const instant = Date.UTC(2026, 10, 20, 15, 42, 17);

test('times are New York times', () => {
  expect([clockTime(instant), minuteTime(instant), dayAndTime(instant)]).toEqual([
    '10:42:17',
    '10:42',
    '20 Nov 10:42:17',
  ]);
  expect(clockTime(Date.UTC(2026, 6, 1, 15, 0, 0))).toBe('11:00:00');
});

test('unknown times are a dash', () => {
  expect([clockTime(null), minuteTime(null), dayAndTime(Number.NaN)]).toEqual(['–', '–', '–']);
});

test('instruments have readable names', () => {
  expect(instrumentName('SPY.STK')).toBe('SPY');
  expect(instrumentName('SPX:SPXW.OPT.20261016.P.5812.5')).toBe('SPX 16 Oct 26 5812.5 P');
  expect(instrumentName('VX.FUT.20261118')).toBe('VX 18 Nov 26');
  expect(expiryDate('')).toBe('–');
});
