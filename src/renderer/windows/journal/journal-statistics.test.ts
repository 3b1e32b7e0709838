import { describe, expect, test } from 'vitest';
import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import { journalStatistics, wilson } from './journal-statistics.ts';
import { everything, filterBounds, filterTrades } from './trade-filter.ts';

const trade = (realizedPnl: number, part: Partial<JournalTrade> = {}): JournalTrade => ({
  id: 't',
  mode: 'practice',
  account: 'DU1',
  ticker: 'SPY',
  instrument: 'SPY.STK',
  multiplier: 1,
  direction: 'long',
  quantity: 1,
  openQuantity: 0,
  openTime: 0,
  closeTime: 1,
  entryPrice: 1,
  exitPrice: 2,
  commission: 1,
  commissionComplete: true,
  realizedPnl,
  plannedStop: null,
  rMultiple: null,
  entrySlippage: null,
  entryScore: null,
  fills: [],
  tags: [],
  notes: '',
  ...part,
});

describe('journalStatistics', () => {
  test('counts closed trades only, with their n', () => {
    const figures = journalStatistics([
      trade(300, { rMultiple: 2 }),
      trade(-100, { rMultiple: -1 }),
      trade(0),
      trade(999, { closeTime: null }),
    ]);
    expect(figures).toMatchObject({
      closed: 3,
      open: 1,
      winners: 1,
      realizedPnl: 200,
      commission: 3,
      profitFactor: 3,
      averageR: 0.5,
      withR: 2,
    });
    expect(figures.winRate).toBeCloseTo(1 / 3);
    expect(figures.expectancy).toBeCloseTo(200 / 3);
  });
  test('nothing closed is not known, never zero', () => {
    const figures = journalStatistics([trade(5, { closeTime: null })]);
    expect([
      figures.winRate,
      figures.realizedPnl,
      figures.expectancy,
      figures.profitFactor,
      figures.averageR,
      figures.winRateRange,
    ]).toEqual([null, null, null, null, null, null]);
  });
  test('without a loss there is no profit factor', () => {
    expect(journalStatistics([trade(10)]).profitFactor).toBeNull();
  });
});

test('the Wilson interval of 8 in 10 is the published one', () => {
  const [low = 0, high = 0] = wilson(8, 10) ?? [];
  expect(low).toBeCloseTo(0.4902, 4);
  expect(high).toBeCloseTo(0.9433, 4);
  expect(wilson(0, 3)?.[0]).toBeCloseTo(0, 12);
});

describe('filters', () => {
  const day = Date.UTC(2026, 6, 1, 14);
  const trades = [
    trade(1, { openTime: day, ticker: 'NVDA' }),
    trade(1, { openTime: day + 86_400_000, closeTime: null }),
  ];
  test('the last day counts whole, on New York’s calendar', () => {
    expect(
      filterTrades(trades, { ...everything, from: '2026-07-01', to: '2026-07-01' }).map(({ ticker }) => ticker),
    ).toEqual(['NVDA']);
    expect(filterBounds({ from: '', to: 'rubbish' })).toEqual({ from: null, to: null });
  });
  test('symbol and state narrow further', () => {
    expect(filterTrades(trades, { ...everything, ticker: 'nv' })).toHaveLength(1);
    expect(filterTrades(trades, { ...everything, state: 'open' }).map(({ ticker }) => ticker)).toEqual(['SPY']);
    expect(filterTrades(trades, everything)).toHaveLength(2);
  });
});
