import { expect, test } from 'vitest';
import { instantOf } from './time.ts';
import { phaseOf, tradingDateOf } from './trading-hours.ts';

const at = (date: string, hour: number, minute = 0): number => instantOf(date, hour * 3600 + minute * 60);

test('a weekend closes stocks, futures and currencies, and not crypto', () => {
  const saturday = at('20261010', 12);
  const kinds = ['STK', 'OPT', 'IND', 'FUT', 'CASH', 'CRYPTO'] as const;
  expect(kinds.map((kind) => phaseOf(kind, saturday))).toEqual([
    ...['closed', 'closed', 'closed', 'closed', 'closed', 'regular'],
  ]);
});

test('futures pause an hour, currencies a quarter of one; the week begins on Sunday evening and ends on Friday', () => {
  expect(phaseOf('FUT', at('20261006', 17, 30))).toBe('closed');
  expect(phaseOf('CASH', at('20261006', 17, 10))).toBe('closed');
  expect(phaseOf('CASH', at('20261006', 17, 30))).toBe('regular');
  expect(phaseOf('FUT', at('20261006', 3))).toBe('regular');
  expect([phaseOf('CASH', at('20261011', 17, 14)), phaseOf('CASH', at('20261011', 17, 15))]).toEqual([
    ...['closed', 'regular'],
  ]);
  expect([phaseOf('FUT', at('20261011', 17, 59)), phaseOf('FUT', at('20261011', 18))]).toEqual(['closed', 'regular']);
  expect([phaseOf('FUT', at('20261009', 16, 59)), phaseOf('CASH', at('20261009', 17, 30))]).toEqual([
    ...['regular', 'closed'],
  ]);
});

test('an evening counts for the next day, across the change of clocks and the weekend too', () => {
  expect(tradingDateOf('FUT', at('20261006', 18))).toBe('20261007');
  expect(tradingDateOf('CASH', at('20261009', 17, 30))).toBe('20261012');
  expect(tradingDateOf('FUT', at('20261101', 18))).toBe('20261102');
  expect(tradingDateOf('CRYPTO', at('20261010', 23))).toBe('20261010');
  // Thanksgiving: no stocks, but the night session goes on.
  expect(tradingDateOf('CASH', at('20261126', 12))).toBe('20261126');
  expect(tradingDateOf('STK', at('20261126', 12))).toBe('20261127');
});
