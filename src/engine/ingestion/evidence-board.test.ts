import { expect, test } from 'vitest';
import type { Evidence, FlowMinutes } from '../domain/evidence.ts';
import type { Fact, StoredFact } from '../domain/facts/fact.ts';
import type { FactQuery } from '../ports/fact-store.ts';
import { instantOf } from '../domain/time.ts';
import { EvidenceBoard } from './evidence-board.ts';

const now = instantOf('20261005', 11 * 3600);

function shortVolume(subject: string, eventTime: number, date = '20261002'): Fact {
  return {
    kind: 'short-volume',
    subject,
    key: `CNMS:${date}`,
    eventTime,
    body: { date, shortVolume: 40, exemptVolume: 0, totalVolume: 100, markets: 'B' },
    source: 'finra',
    endpoint: 'daily',
    receivedTime: eventTime,
  };
}

function optionTrade(subject: string, eventTime: number, premium: number): Fact {
  return {
    ...{ kind: 'option-trade', subject, key: String(eventTime), eventTime, receivedTime: eventTime },
    ...{ source: 'unusual-whales', endpoint: 'option-trades' },
    body: {
      ...{ optionSymbol: 'SPY261016C00600000', expiry: '20261016', strike: 600, right: 'C', price: 5, size: 100 },
      ...{ premium, side: 'ask', bid: null, ask: null, underlyingPrice: null, impliedVol: null, delta: null },
      ...{ gamma: null, vega: null, theta: null, openInterest: null, dayVolume: null, exchange: 'X' },
      ...{ isSweep: false, isFloor: false, isMultiLeg: false, cancelled: false },
    },
  };
}

function stage() {
  const time = { now };
  const board = new EvidenceBoard({ clock: { now: () => time.now } });
  board.watch(['SPY', 'QQQ']);
  const heard: Evidence[] = [];
  const gone: string[] = [];
  board.subscribe({ set: (row) => heard.push(row), remove: (key) => gone.push(key) });
  return { board, heard, gone, time };
}

test('condenses facts of watched tickers, and publishes what changed', () => {
  const { board, heard } = stage();
  board.flush();
  expect(heard.map(({ ticker }) => ticker)).toEqual(['SPY', 'QQQ']);
  heard.length = 0;
  board.take(shortVolume('SPY', now - 1_000));
  board.take(shortVolume('ZZZ', now - 1_000));
  board.flush();
  expect(heard).toMatchObject([{ ticker: 'SPY', shorts: { shortVolumeRatio: 0.4 } }]);
  board.flush();
  expect(heard).toHaveLength(1);
});

test('two vendors may number their trades alike, or nearly', () => {
  const { board, heard } = stage();
  const trade = optionTrade('SPY', now - 1_000, 100);
  // "a" and "`" are one apart, as the first two vendors are: neither stands for the other.
  const trades = [
    { ...trade, source: 'unusual-whales', key: 'a1' },
    { ...trade, source: 'tradier', key: 'a1' },
    { ...trade, source: 'tradier', key: '`1' },
    { ...trade, source: 'unusual-whales', key: 'a1' },
  ];
  for (const each of trades) board.take(each);
  board.flush();
  expect(heard.find(({ ticker }) => ticker === 'SPY')?.flow).toMatchObject({ trades: 3 });
});

test('ages while market time goes on, without any new fact', () => {
  const { board, heard, time } = stage();
  board.flush();
  heard.length = 0;
  time.now += 61_000;
  board.flush();
  expect(heard.map(({ ticker }) => ticker)).toEqual(['SPY', 'QQQ']);
});

test('a ticker that is watched no longer is taken away', () => {
  const { board, heard, gone } = stage();
  board.take(shortVolume('QQQ', now));
  board.flush();
  board.watch(['SPY']);
  expect(gone).toEqual(['QQQ']);
  heard.length = 0;
  board.take(shortVolume('QQQ', now));
  board.flush();
  expect(heard).toEqual([]);
});

test('reads an earlier run back, oldest first, each kind as far as its window reaches', () => {
  const { board, heard } = stage();
  const asked: FactQuery[] = [];
  board.restore({
    query: (query) => {
      asked.push(query);
      if (!query.kinds.includes('short-volume')) return [];
      const rows = [shortVolume('SPY', now, '20261002'), shortVolume('SPY', now - 1, '20261001')];
      return rows.map((fact, index): StoredFact => ({ ...fact, seq: 2 - index }));
    },
  });
  board.flush();
  expect(heard.find(({ ticker }) => ticker === 'SPY')?.shorts?.shortVolumeRatio).toBe(0.4);
  expect(asked.map(({ kinds, subjects }) => [kinds[0], subjects])).toEqual([
    ['option-trade', ['SPY', 'QQQ']],
    ['stock-print', ['SPY', 'QQQ']],
    ['insider-transaction', ['SPY', 'QQQ']],
    ['short-interest', ['SPY', 'QQQ']],
  ]);
  for (const { fromMs = 0 } of asked) expect(fromMs).toBeLessThan(now);
  // An amendment within the window may repeat what is as much older.
  expect(asked[2]?.fromMs).toBe(now - 240 * 86_400_000);
});

test('short sales read the same whichever source came last, as after a restart', () => {
  const dates = Array.from({ length: 7 }, (_none, index) => `2026092${index + 1}`);
  const facts = dates.flatMap((date): readonly Fact[] => {
    const official = shortVolume('SPY', now, date);
    if (official.kind !== 'short-volume') return [];
    const other = {
      ...official,
      source: 'unusual-whales',
      key: `${date}|`,
      body: { ...official.body, shortVolume: 14 },
    };
    return [official, other];
  });
  const read = (order: readonly Fact[]) => {
    const { board, heard } = stage();
    for (const fact of order) board.take(fact);
    board.flush();
    return heard.find(({ ticker }) => ticker === 'SPY')?.shorts;
  };
  expect(read(facts)).toMatchObject({ shortVolumeSource: 'finra', shortVolumeRatio: 0.4 });
  expect(read(facts)?.usualShortVolumeRatio).toBeCloseTo(0.4, 12);
  expect(read(facts.toReversed())).toEqual(read(facts));
});

test('the minutes behind a flow come when they change, for the ticker that was asked for', () => {
  const { board } = stage();
  const seen: FlowMinutes[] = [];
  const gone: string[] = [];
  board.take(optionTrade('SPY', now - 120_000, 40_000));
  board.flush();
  const following = board.followMinutes('SPY', { set: (row) => seen.push(row), remove: (key) => gone.push(key) });
  expect(seen).toMatchObject([{ ticker: 'SPY', from: 'trades', minutes: [{ trades: 1, bullish: 40_000 }] }]);
  board.take(optionTrade('QQQ', now - 1_000, 50_000));
  board.flush();
  expect(seen).toHaveLength(1);
  board.take(optionTrade('SPY', now - 1_000, 10_000));
  board.flush();
  expect(seen.at(-1)?.minutes.map(({ bullish }) => bullish)).toEqual([40_000, 10_000]);
  board.watch(['QQQ']);
  expect(gone).toEqual(['SPY']);
  following.close();
});
