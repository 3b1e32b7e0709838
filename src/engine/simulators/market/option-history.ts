import type { SimBar } from '../simulated-market.ts';
import { dateUtc } from '../../domain/time.ts';
import type { HistoryRequest } from './history-request.ts';
import { dayMs, eachBar } from './history-request.ts';
import type { ListedOption } from './option-board.ts';
import { optionVolume, quoteOption, valueOption } from './option-quotes.ts';
import { openSecond } from './session-grid.ts';
import type { TradingDay } from './trading-day.ts';

const samples = 12;

type Span = { readonly from: number; readonly to: number; readonly startMs: number };

function shownPrice(
  day: TradingDay,
  option: ListedOption,
  kind: HistoryRequest['kind'],
  second: number,
): number | null {
  const state = day.spotState(option.underlying, second);
  const top = quoteOption(option, valueOption(option, state), state, day.grid);
  if (kind === 'BID') return top.bid;
  if (kind === 'ASK') return top.ask;
  if (top.ask === null) return null;
  return Math.round(((top.bid ?? 0) + top.ask) * 50) / 100;
}

/** One bar of an option from up to twelve looks at its market; volume is the tape's. */
function optionBar(day: TradingDay, option: ListedOption, kind: HistoryRequest['kind'], span: Span): SimBar | null {
  const prices: number[] = [];
  const step = Math.max(1, Math.floor((span.to - span.from) / samples));
  for (let second = span.from; second < span.to; second += step) {
    const price = shownPrice(day, option, kind, second);
    if (price !== null) prices.push(price);
  }
  const [open] = prices;
  const close = prices.at(-1);
  if (open === undefined || close === undefined) return null;
  const episode = day.episode(option.underlying.spec.symbol);
  const volumeAt = (second: number): number => optionVolume(option, episode, Math.floor(second / 60), day.grid);
  const volume = kind === 'TRADES' ? volumeAt(span.to) - volumeAt(span.from) : 0;
  return {
    startMs: span.startMs,
    open,
    high: Math.max(...prices),
    low: Math.min(...prices),
    close,
    volume,
    vwap: (open + close) / 2,
    count: volume > 0 ? 1 : 0,
  };
}

/** Bars of an option on the running day; the chain of earlier days is not kept. */
export function optionBars(day: TradingDay, option: ListedOption, request: HistoryRequest): readonly SimBar[] {
  if (request.kind === 'OPTION_IMPLIED_VOLATILITY' || request.kind === 'HISTORICAL_VOLATILITY') return [];
  const now = Math.floor((request.nowMs - day.grid.startMs) / 1000) + 1;
  const bars: SimBar[] = [];
  const add = (from: number, to: number, startMs: number): void => {
    const span = { from: Math.max(openSecond, from), to: Math.min(to, now, day.grid.closeSecond), startMs };
    const bar = span.from < span.to ? optionBar(day, option, request.kind, span) : null;
    if (bar) bars.push(bar);
  };
  if (request.barMs < dayMs) eachBar(day.grid, request, add);
  else if (dateUtc(day.date) >= request.fromMs && dateUtc(day.date) < request.toMs)
    add(openSecond, day.grid.closeSecond, dateUtc(day.date));
  return bars;
}
