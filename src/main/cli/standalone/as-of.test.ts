import { expect, test } from 'vitest';
import { readAsOf, readDate, yearsTo } from './as-of.ts';
import { optionSymbol } from './chain-file.ts';

test.each([
  ['2019-05-06', '20190506'],
  ['20190506', '20190506'],
  ['05/06/2019', '20190506'],
  ['Mon Dec 12 2022', '20221212'],
  ['December 12, 2022', '20221212'],
  ['2019-02-30', null],
  ['tomorrow', null],
])('the date %s is %s', (text, date) => {
  expect(readDate(text)).toBe(date);
});

test.each([
  ['2022-12-12', null],
  ['2022-12-12T20:30', Date.UTC(2022, 11, 13, 1, 30)],
  ['December 12, 2022 at 8:30 PM EST', Date.UTC(2022, 11, 13, 1, 30)],
  ['June 1, 2023 at 12:05 AM EDT', Date.UTC(2023, 5, 1, 4, 5)],
  ['2023-09-20T16:15:04', Date.UTC(2023, 8, 20, 20, 15, 4)],
])('the instant of %s', (text, instantMs) => {
  expect(readAsOf(text)?.instantMs).toBe(instantMs);
});

test('no instant from nonsense', () => {
  for (const text of ['', 'noon', '2022-12-12T25:00', 'x at 8:30 PM']) expect(readAsOf(text)).toBeNull();
});

test('time to expiry runs to the settlement, over a change of clocks', () => {
  const asOf = readAsOf('2023-03-10T16:00');
  expect(asOf && yearsTo('20230313', asOf)).toBeCloseTo((3 * 24 - 1) / 8760, 12);
  expect(asOf && yearsTo('20230313', asOf, 'AM')).toBeCloseTo((3 * 24 - 1 - 6.5) / 8760, 12);
  expect(yearsTo('20230313', { date: '20230310', instantMs: null })).toBe(3 / 365);
});

test('an option symbol says root, expiry, side, strike and settlement', () => {
  expect(optionSymbol('SPXW221212P04000500')).toEqual({
    root: 'SPXW',
    expiry: '20221212',
    cp: -1,
    strike: 4000.5,
    settlement: 'PM',
  });
  const settles = (root: string) => optionSymbol(`${root}221216C00100000`)?.settlement;
  expect(['SPX', 'VIX', 'VIXW', 'RUT'].map(settles)).toEqual(['AM', 'AM', 'AM', 'AM']);
  // The mini index settles at the close, unlike the index it is a tenth of.
  expect(['XSP', 'SPXW', 'SPY'].map(settles)).toEqual(['PM', 'PM', 'PM']);
  expect(optionSymbol('SPX')).toBeNull();
});
