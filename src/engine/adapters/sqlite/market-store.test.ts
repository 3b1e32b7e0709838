import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import type { Bar } from '../../domain/bar.ts';
import type { OptionRow } from '../../domain/chain.ts';
import { emptyQuote } from '../../domain/quote.ts';
import { openMarketStore } from './market-store.ts';

function opened(file = join(temporaryFolder(), 'market.db')) {
  const store = openMarketStore({ file, log: keptLog(), clock: { wallMs: () => 0 } });
  if (!store.ok) throw new Error(store.failure.message);
  return store.value;
}

const day = 86_400_000;
const bar = (start: number, close: number, interval: Bar['interval'] = '1m'): Bar => ({
  instrument: 'SPY.STK',
  interval,
  start,
  open: 1,
  high: 9,
  low: 0.5,
  close,
  volume: 3.5,
});
const row: OptionRow = {
  instrument: 'SPY.OPT.20260109.C.600',
  tradingClass: 'SPY',
  expiry: '20260109',
  strike: 600,
  right: 'C',
  bid: null,
  ask: 5.1,
  last: null,
  volume: 0,
  openInterest: 1_500,
  impliedVol: 0.18,
  eventTime: 10,
  receivedTime: 11,
};

test('bars come back oldest first, the later writing of a bar wins, a range ends where it says', () => {
  const store = opened();
  store.saveBars([bar(120_000, 3), bar(60_000, 1), bar(180_000, 4), bar(60_000, 2)]);
  const range = { instrument: 'SPY.STK', interval: '1m', beforeMs: 180_000, count: 10 } as const;
  expect(store.bars(range)).toEqual([bar(60_000, 2), bar(120_000, 3)]);
  expect(store.bars({ ...range, count: 1 })).toEqual([bar(120_000, 3)]);
  expect(store.bars({ ...range, interval: '5m' })).toEqual([]);
  store.close();
});

test('everything survives closing and opening again', () => {
  const file = join(temporaryFolder(), 'market.db');
  const first = opened(file);
  const quote = { ...emptyQuote('SPY.STK'), bid: 1, receivedTime: 5 };
  first.saveBars([bar(60_000, 2)]);
  first.saveVolatility('SPY', [
    { date: '20260105', impliedVol: 0.17 },
    { date: '20260102', impliedVol: null },
  ]);
  first.saveOptions('SPY', '20260105', [row]);
  first.saveQuotes([quote]);
  first.close();
  const again = opened(file);
  expect(again.volatility('SPY')).toEqual([
    { date: '20260102', impliedVol: null },
    { date: '20260105', impliedVol: 0.17 },
  ]);
  expect(again.options('SPY', '20260105')).toEqual([row]);
  expect(again.options('SPY', '20260106')).toEqual([]);
  expect(again.quotes()).toEqual([quote]);
  expect(again.sizeBytes()).toBeGreaterThan(0);
  again.close();
});

test('pruning forgets intraday bars and option rows, never daily bars', () => {
  const store = opened();
  store.saveBars([bar(0, 1), bar(2 * day, 2), bar(0, 3, '1d')]);
  store.saveOptions('SPY', '19700101', [row]);
  expect(store.prune(day)).toMatchObject({ ok: true, value: 2 });
  expect(store.bars({ instrument: 'SPY.STK', interval: '1m', beforeMs: 9 * day, count: 9 })).toEqual([bar(2 * day, 2)]);
  expect(store.bars({ instrument: 'SPY.STK', interval: '1d', beforeMs: 9 * day, count: 9 })).toHaveLength(1);
  store.close();
});

test('a closed store answers a failure instead of throwing', () => {
  const store = opened();
  store.close();
  expect(store.saveBars([bar(0, 1)])).toMatchObject({ ok: false });
});
