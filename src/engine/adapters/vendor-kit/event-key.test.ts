import { expect, test } from 'vitest';
import { translateWeek } from '../calendars/forex-factory-calendar.ts';
import { translateEconomicEvents } from '../calendars/nasdaq-calendar.ts';
import { translateEconomicCalendar } from '../fmp/fmp-economy.ts';

const nasdaq = (...actual: readonly string[]) => {
  const rows = actual.map((each) => ({ gmt: '08:30', country: 'United States', eventName: 'CPI', actual: each }));
  return translateEconomicEvents({ kind: 'json', value: { data: { rows } } }, '20261014');
};
const fmp = (...actual: readonly number[]) =>
  translateEconomicCalendar({
    kind: 'json',
    value: actual.map((each) => ({ date: '2026-10-14 12:30:00', country: 'US', event: 'CPI', actual: each })),
  });
const forexFactory = (...forecast: readonly string[]) =>
  translateWeek({
    kind: 'json',
    value: forecast.map((each) => ({
      title: 'CPI',
      country: 'USD',
      date: '2026-10-14T08:30:00-04:00',
      forecast: each,
    })),
  });
const keys = ({ facts }: ReturnType<typeof nasdaq>) => facts.map(({ key }) => key);
const first = 'US:20261014:cpi';

test.each([
  ['Nasdaq', keys(nasdaq('0.3%', '3.1%', '0.3%', '2.9%'))],
  ['FMP', keys(fmp(0.3, 3.1, 0.3, 2.9))],
  ['ForexFactory', keys(forexFactory('0.3%', '3.1%', '0.3%', '2.9%'))],
])('%s: releases of one name and day are as many as say different things', (_name, told) => {
  expect(told).toEqual([first, `${first}#2`, first, `${first}#4`]);
});

test('what came out corrects the event of the same place, not its neighbour', () => {
  expect(keys(nasdaq('', '', '2.9%'))).toEqual([first, first, `${first}#3`]);
  expect(keys(nasdaq('0.3%', '', '2.9%'))).toEqual([first, `${first}#2`, `${first}#3`]);
  expect(nasdaq('0.3%', '3.1%').facts.map(({ key, body }) => [key, 'actual' in body && body.actual])).toEqual([
    [first, 0.3],
    [`${first}#2`, 3.1],
  ]);
});
