import { expect, test } from 'vitest';
import { planScopes } from './chain-scope.ts';

const classes = [
  {
    exchange: 'SMART',
    tradingClass: 'SPXW',
    multiplier: 100,
    expiries: ['20261005', '20261016', '20270115'],
    strikes: [90, 95, 100, 105, 130],
  },
  { exchange: 'SMART', tradingClass: 'SPX', multiplier: 100, expiries: ['20261005', '20261016'], strikes: [100, 200] },
];
const usual = { classes, spot: 101, today: '20261005' };
const all = { untilDays: 60, expiry: null, strikeShare: null };
const shown = (plan: ReturnType<typeof planScopes>) => [
  ...new Set(plan.map(({ expiry, tradingClass, strike }) => `${expiry} ${tradingClass} ${strike}`)),
];

test('a whole chain is every class of every expiry in reach, nearest first, from the money outwards', () => {
  const plan = planScopes({ ...usual, scopes: [all] });
  expect(plan).toHaveLength(2 * (5 + 5 + 2));
  expect(shown(plan).slice(0, 2)).toEqual(['20261005 SPXW 100', '20261005 SPXW 105']);
  // What settles in the morning of today trades no more.
  expect(shown(plan)).not.toContain('20261005 SPX 100');
  expect(shown(plan)).toContain('20261016 SPX 200');
});

test('one expiry by name may lie beyond every horizon; windows are added up', () => {
  const far = { untilDays: 0, expiry: '20270115', strikeShare: 0.05 };
  expect(shown(planScopes({ ...usual, scopes: [far] }))).toEqual(['20270115 SPXW 100', '20270115 SPXW 105']);
  expect(planScopes({ ...usual, scopes: [far, { ...far, strikeShare: null }] })).toHaveLength(10);
  expect(planScopes({ ...usual, scopes: [] })).toEqual([]);
});
