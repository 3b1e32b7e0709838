import { expect, test } from 'vitest';
import type { OptionChain, OptionRow } from '../domain/chain.ts';
import { sameChain } from './same-chain.ts';

const row: OptionRow = {
  instrument: 'SPY.OPT.20261016.600.C',
  tradingClass: 'SPY',
  expiry: '20261016',
  strike: 600,
  right: 'C',
  bid: 5,
  ask: 5.1,
  last: 5.05,
  volume: 10,
  openInterest: 100,
  impliedVol: 0.2,
  eventTime: 1,
  receivedTime: 1,
};

function chainOf(change: Partial<OptionRow> = {}, more: Partial<OptionChain> = {}): OptionChain {
  return {
    underlying: 'SPY',
    multiplier: 100,
    spot: 600,
    wanted: 1,
    core: { wanted: 1, answered: 1 },
    seen: 1,
    rows: [{ ...row, ...change }],
    oldestRowTime: 1,
    newestRowTime: 1,
    middleRowTime: 1,
    delayMs: 0,
    ...more,
  };
}

test('rows seen again with the same numbers are the same chain, however much later', () => {
  expect(sameChain(chainOf(), chainOf({ eventTime: 9, receivedTime: 9 }, { newestRowTime: 9, middleRowTime: 9 }))).toBe(
    true,
  );
});

test.each([{ bid: 4.9 }, { ask: null }, { last: 5 }, { volume: 11 }, { openInterest: 101 }, { impliedVol: 0.21 }])(
  'a change of %o is another chain',
  (change) => {
    expect(sameChain(chainOf(), chainOf(change))).toBe(false);
  },
);

test('the first chain, more rows and another spot are another chain', () => {
  expect(sameChain(null, chainOf())).toBe(false);
  expect(sameChain(chainOf(), chainOf({}, { rows: [row, row] }))).toBe(false);
  expect(sameChain(chainOf(), chainOf({}, { spot: 601 }))).toBe(false);
  expect(sameChain(chainOf(), chainOf({}, { wanted: 2 }))).toBe(false);
  expect(sameChain(chainOf(), chainOf({}, { delayMs: 900_000 }))).toBe(false);
  expect(sameChain(chainOf(), chainOf({}, { core: { wanted: 1, answered: 0 } }))).toBe(false);
});
