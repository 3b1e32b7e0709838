import { dateUtc } from '../../domain/time.ts';
import type { SimBar } from '../simulated-market.ts';
import { extendedShare, minutesPerDay } from './activity.ts';
import type { HistoryRequest } from './history-request.ts';
import { dayMs } from './history-request.ts';
import { blockSizes } from './dark-blocks.ts';
import { priceOf } from './price.ts';
import { closingCross, meanPrintSize, openingCross } from './second-prints.ts';
import { openSecond } from './session-grid.ts';
import type { FactorWorld } from './factor-world.ts';
import type { SymbolDay } from './symbol-day.ts';
import { createSymbolDay, volumeOutline } from './symbol-day.ts';
import type { SymbolSpec } from './symbol-spec.ts';
import type { TradingDay } from './trading-day.ts';
import { tradingDayIndex, tradingDayUtc } from './trading-days.ts';
import type { Underlying } from './underlyings.ts';

const usualPrints = ({ prints }: SymbolSpec): number => prints * (1 - extendedShare);

function sessionPrints(day: SymbolDay): number {
  // Without news or an episode a session has its usual prints, and nothing needs to be drawn.
  if (!day.disturbed) return usualPrints(day.spec);
  const rates = day.rates();
  let prints = 0;
  for (let minute = openSecond / 60; minute < Math.min(minutesPerDay, day.grid.closeSecond / 60); minute += 1)
    prints += 60 * (rates[minute] ?? 0);
  return prints;
}

function volumeOf(day: Pick<SymbolDay, 'key' | 'spec' | 'volume'>, prints: number): number {
  if (prints === 0) return 0;
  const blocks = blockSizes(day).reduce((sum, size) => sum + size, 0);
  return Math.round(prints * meanPrintSize(day) + day.volume * (openingCross + closingCross)) + blocks;
}

/** The volume that `outlineBar` states, cheaper where nothing disturbed the day: then its path need not be drawn. */
export function outlineVolume(world: FactorWorld, { spec, line }: Underlying, index: number): number {
  const outline = volumeOutline(world, spec, line, index);
  if (!outline.disturbed) return volumeOf(outline, usualPrints(spec));
  return outlineBar(createSymbolDay(world, spec, line, index)).volume;
}

/**
 * A past day from its outline alone: open, high, low and close are exactly those of its prints, volume and count
 * are what its prints are expected to add up to (within about two per cent).
 */
export function outlineBar(day: SymbolDay): SimBar {
  const { tick } = day.spec;
  const prints = sessionPrints(day);
  const [open, high, low, close] = [day.openTick, day.highTick, day.lowTick, day.closeTick].map((ticks) =>
    priceOf(ticks, tick),
  ) as [number, number, number, number];
  return {
    startMs: dateUtc(day.grid.date),
    open,
    high,
    low,
    close,
    volume: volumeOf(day, prints),
    vwap: priceOf((open + high + low + close) / 4 / tick, tick),
    count: Math.round(prints),
  };
}

function todayBar(day: TradingDay, underlying: Underlying, nowMs: number): SimBar | null {
  const { session } = day.tape(underlying).stateAt(nowMs);
  if (session.count === 0) return null;
  const { tick } = underlying.spec;
  const vwap = session.volume > 0 ? session.turnover / session.volume : session.close;
  return {
    startMs: dateUtc(day.date),
    open: priceOf(session.open, tick),
    high: priceOf(session.high, tick),
    low: priceOf(session.low, tick),
    close: priceOf(session.close, tick),
    volume: session.volume,
    vwap: priceOf(vwap, tick),
    count: session.count,
  };
}

/** Start of the week (Monday) or month a day belongs to. */
function groupOf(startMs: number, barMs: number): number {
  const date = new Date(startMs);
  if (barMs <= 7 * dayMs) return startMs - ((date.getUTCDay() + 6) % 7) * dayMs;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function join(bars: readonly SimBar[]): SimBar | null {
  const [first] = bars;
  const last = bars.at(-1);
  if (!first || !last) return null;
  const volume = bars.reduce((sum, bar) => sum + bar.volume, 0);
  const turnover = bars.reduce((sum, bar) => sum + bar.volume * bar.vwap, 0);
  return {
    startMs: first.startMs,
    open: first.open,
    high: Math.max(...bars.map((bar) => bar.high)),
    low: Math.min(...bars.map((bar) => bar.low)),
    close: last.close,
    volume,
    vwap: volume > 0 ? turnover / volume : last.vwap,
    count: bars.reduce((sum, bar) => sum + bar.count, 0),
  };
}

export function joinDays(bars: readonly SimBar[], barMs: number): readonly SimBar[] {
  if (barMs < 2 * dayMs) return bars;
  const groups = Map.groupBy(bars, (bar) => groupOf(bar.startMs, barMs));
  return [...groups.values()].map(join).filter((bar) => bar !== null);
}

/** Indices of the trading days whose UTC midnight lies in the request, up to the running day. */
export function dayIndexes(day: TradingDay, request: HistoryRequest): readonly number[] {
  const indexes: number[] = [];
  for (let index = day.index; index > 0; index -= 1) {
    const startMs = tradingDayUtc(index);
    if (startMs < request.fromMs) break;
    if (startMs < request.toMs) indexes.push(index);
  }
  return indexes.toReversed();
}

/** The outline of a past day, kept or made. */
export type PastBars = (day: TradingDay, underlying: Underlying, index: number) => SimBar;

/** Daily bars of the regular session, weekly and monthly ones joined from them; the quote kinds equal the trades. */
export function dailyBars(
  day: TradingDay,
  underlying: Underlying,
  request: HistoryRequest,
  pastBar: PastBars,
): readonly SimBar[] {
  const bars = dayIndexes(day, request).map((index) => {
    if (index === tradingDayIndex(day.date)) return todayBar(day, underlying, request.nowMs);
    return pastBar(day, underlying, index);
  });
  const known = bars.filter((bar) => bar !== null);
  const shown = request.kind === 'TRADES' ? known : known.map((bar) => ({ ...bar, volume: 0, count: 0 }));
  return joinDays(shown, request.barMs);
}
