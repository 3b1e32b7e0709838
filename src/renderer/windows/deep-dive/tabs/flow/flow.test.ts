import { expect, test } from 'vitest';
import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import { flowBars, flowTotal } from './flow-bars.ts';
import { keepAlert, keepTrade } from './flow-filter.ts';
import { leanOfAlert } from './trade-table.ts';

const open = Date.UTC(2026, 9, 5, 13, 30);
const minute = (at: number, bullish: number, bearish = 0) => ({
  ...{ startMs: open + at * 60_000, trades: 1, bullish, bearish, unsided: 1 },
});

test('minutes become five minutes that stand side by side, gaps included', () => {
  const bars = flowBars([minute(1, 10), minute(4, 5, 3), minute(12, 0, 7)]);
  expect(
    bars.map(({ startMs, bullish, bearish, trades }) => [(startMs - open) / 60_000, bullish, bearish, trades]),
  ).toEqual([
    [0, 15, 3, 2],
    [5, 0, 0, 0],
    [10, 0, 7, 1],
  ]);
  expect(flowTotal(bars)).toMatchObject({ bullish: 15, bearish: 10, unsided: 3, trades: 3 });
  expect(flowBars([])).toEqual([]);
});

test('no more bars than two hours have', () => {
  const bars = flowBars([minute(0, 1), minute(600, 2)]);
  expect([bars.length, bars.at(-1)?.bullish]).toEqual([24, 2]);
});

const trade = (premium: number, side: string, eventTime = open) =>
  ({ eventTime, body: { premium, side } }) as StoredFact<'option-trade'>;

test('trades pass by premium, side and time', () => {
  const kept = keepTrade({ leastPremium: 25_000, side: 'ask' }, null);
  expect([trade(25_000, 'ask'), trade(24_999, 'ask'), trade(90_000, 'bid')].map(kept)).toEqual([true, false, false]);
  const inSpan = keepTrade({ leastPremium: 0, side: 'all' }, { fromMs: open, toMs: open + 300_000 });
  expect([open - 1, open, open + 299_999, open + 300_000].map((at) => inSpan(trade(1, 'none', at)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('the side of an alert is where most of it traded', () => {
  const alert = {
    eventTime: 0,
    body: { totalPremium: 100, askPremium: 60, bidPremium: 30 },
  } as StoredFact<'flow-alert'>;
  expect(keepAlert({ leastPremium: 100, side: 'ask' }, null)(alert)).toBe(true);
  expect(keepAlert({ leastPremium: 0, side: 'bid' }, null)(alert)).toBe(false);
  const lean = (change: object) => leanOfAlert({ ...alert.body, right: 'P', hasMultiLeg: false, ...change });
  expect([lean({}), lean({ bidPremium: 70 }), lean({ bidPremium: 60 }), lean({ hasMultiLeg: true })]).toEqual([
    'bearish',
    'bullish',
    'neither',
    'neither',
  ]);
});
