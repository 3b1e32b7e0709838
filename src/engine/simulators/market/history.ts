import { addDays, dateOfUtc, dateUtc } from '../../domain/time.ts';
import type { SimBar } from '../simulated-market.ts';
import { createBoundedCache } from './bounded-cache.ts';
import type { PastBars } from './daily-bars.ts';
import { dailyBars, outlineBar } from './daily-bars.ts';
import type { PrintSummary } from './minute-columns.ts';
import type { HistoryRequest } from './history-request.ts';
import { dayMs, eachBar } from './history-request.ts';
import { optionBars } from './option-history.ts';
import { priceOf } from './price.ts';
import { quoteBar } from './quote-bars.ts';
import { sessionGrid } from './session-grid.ts';
import type { SessionTape } from './session-tape.ts';
import { createSessionTape } from './session-tape.ts';
import { createSymbolDay } from './symbol-day.ts';
import type { TradingDay } from './trading-day.ts';
import { tradingDayIndex } from './trading-days.ts';
import type { Underlying } from './underlyings.ts';
import { volatilityBars } from './volatility-history.ts';

/** A year of every symbol, and half as much again. */
const mostOutlines = 15_000;

export type History = { bars(day: TradingDay, id: string, request: HistoryRequest): readonly SimBar[] };

export function tradeBar(summary: PrintSummary, startMs: number, tick: number): SimBar | null {
  if (summary.count === 0) return null;
  const vwap = summary.volume > 0 ? summary.turnover / summary.volume : summary.close;
  return {
    startMs,
    open: priceOf(summary.open, tick),
    high: priceOf(summary.high, tick),
    low: priceOf(summary.low, tick),
    close: priceOf(summary.close, tick),
    volume: summary.volume,
    vwap: priceOf(vwap, tick),
    count: summary.count,
  };
}

/** Dates whose 04:00-20:00 window meets [fromMs, toMs), no later than the running one. */
function datesIn(request: HistoryRequest, lastDate: string): readonly string[] {
  const dates: string[] = [];
  for (let date = dateOfUtc(request.fromMs - dayMs); date <= lastDate; date = addDays(date, 1)) {
    if (dateUtc(date) > request.toMs) break;
    if (tradingDayIndex(date) > 0) dates.push(date);
  }
  return dates;
}

export function createHistory(): History {
  const pastTapes = createBoundedCache<SessionTape>(12);
  const outlines = createBoundedCache<SimBar>(mostOutlines);
  const pastBar: PastBars = (day, { instrument, spec, line }, index) =>
    outlines.get(`${instrument.id}/${index}`, () => outlineBar(createSymbolDay(day.world, spec, line, index)));

  function tapeOf(day: TradingDay, underlying: Underlying, date: string): SessionTape {
    if (date === day.date) return day.tape(underlying);
    return pastTapes.get(`${underlying.instrument.id}/${date}`, () =>
      createSessionTape(createSymbolDay(day.world, underlying.spec, underlying.line, tradingDayIndex(date))),
    );
  }

  function intraday(day: TradingDay, underlying: Underlying, request: HistoryRequest): readonly SimBar[] {
    const bars: SimBar[] = [];
    for (const date of datesIn(request, day.date)) {
      const tape = tapeOf(day, underlying, date);
      eachBar(sessionGrid(date), request, (from, to, startMs) => {
        const bar =
          request.kind === 'TRADES'
            ? tradeBar(tape.summary(from, to, request.nowMs), startMs, underlying.spec.tick)
            : quoteBar(tape.day, request.kind, { from, to, untilMs: request.nowMs, startMs });
        if (bar) bars.push(bar);
      });
    }
    return bars;
  }

  return {
    bars(day, id, request) {
      const underlying = day.underlying(id);
      if (!underlying) {
        const option = day.option(id);
        return option ? optionBars(day, option, request) : [];
      }
      if (request.kind === 'OPTION_IMPLIED_VOLATILITY' || request.kind === 'HISTORICAL_VOLATILITY') {
        return volatilityBars(day, underlying, request);
      }
      return request.barMs >= dayMs ? dailyBars(day, underlying, request, pastBar) : intraday(day, underlying, request);
    },
  };
}
