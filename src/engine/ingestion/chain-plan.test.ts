import { expect, test } from 'vitest';
import { planChain } from './chain-plan.ts';

const strikes = Array.from({ length: 201 }, (_, index) => 500 + index);
const expiries = ['20260105', '20260106', '20260107', '20260109', '20260116', '20260206', '20260320'];
const weekly = { exchange: 'SMART', tradingClass: 'SPY', multiplier: 100, expiries, strikes };
const wish = { classes: [weekly], spot: 612.4, today: '20260106', nearest: 3, strikesPerExpiry: 20 };

test('the nearest expiries that still trade, and the one closest to 30 days', () => {
  expect([...new Set(planChain(wish).map((option) => option.expiry))].toSorted()).toEqual([
    '20260106',
    '20260107',
    '20260109',
    '20260206',
  ]);
});

test('strikes around spot first, both rights, nearest expiry leading', () => {
  const [first, second] = planChain(wish);
  expect(first).toMatchObject({ expiry: '20260106', strike: 612, right: 'C' });
  expect(second).toMatchObject({ expiry: '20260106', strike: 612, right: 'P' });
});

test('half the strikes hug spot, the others are the round ones farther out', () => {
  const front = planChain(wish).filter((option) => option.expiry === '20260106' && option.right === 'C');
  const chosen = front.map((option) => option.strike);
  expect(chosen).toHaveLength(20);
  expect(chosen).toEqual(
    expect.arrayContaining([608, 609, 610, 611, 612, 613, 614, 615, 616, 617, 600, 650, 575, 625]),
  );
});

test('two classes of one expiry do not mix: the one with more strikes is taken', () => {
  const monthly = { ...weekly, tradingClass: 'SPX', strikes: strikes.filter((strike) => strike % 25 === 0) };
  const plan = planChain({ ...wish, classes: [monthly, { ...weekly, tradingClass: 'SPXW' }] });
  expect(new Set(plan.map((option) => option.tradingClass))).toEqual(new Set(['SPXW']));
});

test('on the day its class settles at the open, the one that still trades is taken, however few its strikes', () => {
  const monthly = { ...weekly, tradingClass: 'SPX' };
  const daily = { ...weekly, tradingClass: 'SPXW', strikes: strikes.filter((strike) => strike % 25 === 0) };
  const plan = planChain({ ...wish, classes: [monthly, daily] });
  const classOf = (expiry: string) =>
    new Set(plan.filter((option) => option.expiry === expiry).map((o) => o.tradingClass));
  expect([classOf('20260106'), classOf('20260107')]).toEqual([new Set(['SPXW']), new Set(['SPX'])]);
});

test('nothing listed is an empty plan', () => {
  expect(planChain({ ...wish, classes: [] })).toEqual([]);
});
