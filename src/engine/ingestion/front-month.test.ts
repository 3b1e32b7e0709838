import { expect, test } from 'vitest';
import type { Instrument } from '../domain/instrument.ts';
import { fail, ok, type Outcome } from '../domain/outcome.ts';
import { instantOf } from '../domain/time.ts';
import type { MarketDataCode } from '../ports/market-data.ts';
import { FrontMonth, futureTicker, rowOf } from './front-month.ts';

const contract = (root: string, expiry: string, tradingClass = root): Instrument => ({
  ...{ id: `${root}.FUT.${expiry}`, symbol: root, secType: 'FUT', exchange: 'CME', primaryExchange: '' },
  ...{ currency: 'USD', multiplier: 50, minTick: 0.25, expiry, strike: null, right: null, tradingClass, conId: 1 },
  name: '',
});
const es = ['20270319', '20261218', '20260918'].map((expiry) => contract('ES', expiry));
const vx = [contract('VX', '20261021'), contract('VX', '20261014', 'VX41'), contract('VX', '20261118')];

test('a ticker of a row is a root and a place; share classes are none', () => {
  expect(futureTicker('ES.1')).toEqual({ root: 'ES', place: 1 });
  expect(['BRK.B', 'EUR.USD', 'ES', 'ES.0', 'ES.10', 'ABCDEF.1'].map(futureTicker)).toEqual(Array(6).fill(null));
});

test('index futures roll eight days before, volatility futures on the day behind their last; weeklies are not in the row', () => {
  const expiries = (root: string, all: readonly Instrument[], date: string) =>
    rowOf(root, all, date).map(({ expiry }) => expiry);
  expect(expiries('ES', es, '20260909')).toEqual(['20260918', '20261218', '20270319']);
  expect(expiries('ES', es, '20260910')).toEqual(['20261218', '20270319']);
  expect(expiries('VX', vx, '20261021')).toEqual(['20261021', '20261118']);
  expect(expiries('VX', vx, '20261022')).toEqual(['20261118']);
  expect(expiries('ES', [], '20261022')).toEqual([]);
});

function stage(answers: Outcome<readonly Instrument[], MarketDataCode>[]) {
  let nowMs = instantOf('20260909', 36_000);
  let realMs = 0;
  const asked: string[] = [];
  let rolls = 0;
  const front = new FrontMonth({
    marketData: {
      resolve: (query) => {
        asked.push(query.symbol);
        return Promise.resolve(answers.shift() ?? fail('timeout', 'no answer'));
      },
    },
    clock: { now: () => nowMs, monotonicMs: () => realMs },
    ready: () => true,
    onRoll: () => void (rolls += 1),
  });
  const step = async (to?: { readonly date: string; readonly second: number }): Promise<void> => {
    if (to) nowMs = instantOf(to.date, to.second);
    realMs += 1_000;
    front.step();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { front, step, asked, rolls: () => rolls };
}

test('a place means its contract until the evening of the roll, and the list is asked for once a day', async () => {
  const { front, step, asked, rolls } = stage([ok(es), ok(es)]);
  front.watch(['SPY', 'ES.1', 'ES.2']);
  expect(front.idOf('ES.1')).toBeNull();
  await step();
  expect([front.idOf('ES.1'), front.idOf('ES.2')]).toEqual(['ES.FUT.20260918', 'ES.FUT.20261218']);
  for (let second = 0; second < 60; second += 1) await step();
  expect([asked, rolls()]).toEqual([['ES'], 1]);
  await step({ date: '20260909', second: 16.9 * 3600 });
  expect(front.idOf('ES.1')).toBe('ES.FUT.20260918');
  // The evening counts for the next day.
  await step({ date: '20260909', second: 18 * 3600 });
  expect([front.idOf('ES.1'), front.idOf('ES.2'), rolls()]).toEqual(['ES.FUT.20261218', 'ES.FUT.20270319', 2]);
});

test('a list that does not come is asked for again, not more often than every 15 s; a row too short keeps what it had', async () => {
  const { front, step, asked } = stage([fail('timeout', 'none'), ok(es.slice(1))]);
  front.watch(['ES.1', 'ES.3']);
  await step();
  for (let second = 0; second < 14; second += 1) await step();
  expect(asked).toHaveLength(1);
  await step();
  expect([asked.length, front.idOf('ES.1'), front.idOf('ES.3')]).toEqual([2, 'ES.FUT.20260918', null]);
  front.watch([]);
  expect(front.idOf('ES.1')).toBeNull();
});

test('volatility futures are found under their index where the vendor lists them there', async () => {
  const listed = vx.map((future) => ({ ...future, symbol: 'VIX', id: future.id.replace('VX', 'VIX') }));
  const { front, step, asked } = stage([fail('no-contract', 'TWS 200'), ok(listed)]);
  front.watch(['VX.1']);
  await step();
  expect([asked, front.idOf('VX.1')]).toEqual([['VX', 'VIX'], 'VIX.FUT.20261021']);
});
