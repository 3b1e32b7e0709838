import { describe, expect, it } from 'vitest';
import type { Bar } from '../domain/bar.ts';
import { previousTradingDay } from '../domain/calendar.ts';
import type { OptionChain, OptionRow } from '../domain/chain.ts';
import { emptyQuote } from '../domain/quote.ts';
import { dateUtc, instantOf } from '../domain/time.ts';
import { newTickerBook } from './ticker-book.ts';
import { volatilityOf } from './volatility-of.ts';

const today = '20261005';
const nowMs = instantOf(today, 10 * 3600);

function row(strike: number, right: 'C' | 'P'): OptionRow {
  return {
    instrument: `SPY.OPT.20261016.${right}.${strike}`,
    tradingClass: 'SPY',
    expiry: '20261016',
    strike,
    right,
    bid: null,
    ask: null,
    last: null,
    volume: 10,
    openInterest: 1_000,
    impliedVol: 0.2,
    eventTime: nowMs,
    receivedTime: nowMs,
  };
}

const chain: OptionChain = {
  underlying: 'SPY',
  multiplier: 100,
  spot: 500,
  wanted: 10,
  core: { wanted: 10, answered: 10 },
  seen: 10,
  rows: [480, 490, 500, 510, 520].flatMap((strike) => [row(strike, 'C'), row(strike, 'P')]),
  oldestRowTime: nowMs - 60_000,
  newestRowTime: nowMs,
  middleRowTime: nowMs - 20_000,
  delayMs: 900_000,
};

/** Trading dates up to and including one, oldest first. */
function datesTo(last: string, count: number): string[] {
  const dates = [last];
  while (dates.length < count) dates.unshift(previousTradingDay(dates[0] ?? last));
  return dates;
}

/** Closes that rise and fall by 1 % in turn, and a last bar that has not moved yet. */
function dailyBars(last: string, count: number): Bar[] {
  return datesTo(last, count).map((date, index) => {
    const close = index % 2 === 0 || index === count - 1 ? 100 : 101;
    return {
      instrument: 'SPY.STK',
      interval: '1d',
      start: dateUtc(date),
      open: close,
      high: close,
      low: close,
      close,
      volume: 1,
    };
  });
}

describe('volatility of a ticker', () => {
  it('ranks the present vol within its year and reads the term structure', () => {
    const book = {
      ...newTickerBook('SPY'),
      chain,
      impliedVol30: 0.15,
      volatilityHistory: {
        dates: datesTo(previousTradingDay(today), 100),
        impliedVol: Array.from({ length: 100 }, (_unused, index) => 0.1 + index / 1_000),
      },
    };
    const volatility = volatilityOf({ book, spot: 500, nowMs });
    expect(volatility?.impliedVolRank).toBeCloseTo((100 * 0.05) / 0.099, 6);
    expect(volatility?.termStructure).toMatchObject([{ expiry: '20261016', atmVol: 0.2 }]);
  });

  it('counts today once: the bar of the running day stands aside for the present value', () => {
    const impliedVol = [...Array.from({ length: 40 }, (_unused, index) => 0.2 + index / 1_000), 0.1];
    const book = {
      ...newTickerBook('SPY'),
      impliedVol30: 0.19,
      volatilityHistory: { dates: datesTo(today, 41), impliedVol },
    };
    expect(volatilityOf({ book, spot: 500, nowMs })).toMatchObject({
      impliedVolRank: 0,
      impliedVolPercentile: 0,
      historyDays: 40,
    });
  });

  it('measures realised vol over whole days only', () => {
    const bars = dailyBars(today, 62);
    const at = (timeMs: number) =>
      volatilityOf({
        book: { ...newTickerBook('SPY'), impliedVol30: 0.15, dailyBars: bars },
        spot: 500,
        nowMs: timeMs,
      })?.realizedVol20;
    const yesterday = volatilityOf({
      book: { ...newTickerBook('SPY'), impliedVol30: 0.15, dailyBars: bars.slice(0, -1) },
      spot: 500,
      nowMs,
    })?.realizedVol20;
    expect(yesterday).toBeGreaterThan(0.1);
    expect(at(nowMs)).toBe(yesterday);
    expect(at(instantOf(today, 16 * 3600))).not.toBe(yesterday);
  });

  it('is as old as the middle of its chain, and as far behind', () => {
    const book = { ...newTickerBook('SPY'), chain, quote: { ...emptyQuote('SPY.STK'), receivedTime: nowMs } };
    expect(volatilityOf({ book, spot: 500, nowMs })).toMatchObject({ eventTime: nowMs - 20_000, delayMs: 900_000 });
  });

  it('grows old with the quote whose line brought it', () => {
    const receivedTime = nowMs - 3_600_000;
    const quote = { ...emptyQuote('SPY.STK'), receivedTime };
    const book = { ...newTickerBook('SPY'), impliedVol30: 0.15, quote };
    expect(volatilityOf({ book, spot: 500, nowMs })?.eventTime).toBe(receivedTime);
  });

  it('knows the level before any chain is seen, and nothing of the shape', () => {
    const volatility = volatilityOf({ book: { ...newTickerBook('SPY'), impliedVol30: 0.15 }, spot: 500, nowMs });
    expect(volatility).toMatchObject({
      impliedVol30: 0.15,
      impliedVolRank: null,
      termStructure: [],
      skew: null,
      realizedVol20: null,
    });
  });

  it('is nothing when nothing is known', () => {
    expect(volatilityOf({ book: newTickerBook('SPY'), spot: 500, nowMs })).toBeNull();
  });
});
