import { dateUtc } from '../../domain/time.ts';
import type { SimBar } from '../simulated-market.ts';
import { dayIndexes, joinDays } from './daily-bars.ts';
import type { HistoryRequest } from './history-request.ts';
import { dayMs, eachBar } from './history-request.ts';
import type { FactorWorld } from './factor-world.ts';
import type { SymbolSpec } from './symbol-spec.ts';
import { isIndex } from './symbol-spec.ts';
import { closingCurve, smileDay } from './symbol-variance.ts';
import type { TradingDay } from './trading-day.ts';
import { tradingDayAt } from './trading-days.ts';
import type { Underlying } from './underlyings.ts';
import { averageVol } from './variance-curve.ts';

const month = 30 / 365;
const realisedDays = 30;

/** 30-day at-the-money vol at a day's close. */
export function closingImpliedVol(world: FactorWorld, spec: SymbolSpec, index: number): number {
  return averageVol(closingCurve(world, spec, index), month);
}

/** 30-day at-the-money vol at a second of the running day. */
export function impliedVolAt(day: TradingDay, underlying: Underlying, second: number): number {
  const offsets = day.world.sharedSeconds(day.world.marketPath(day.index));
  const smile = smileDay(day.world, underlying.spec, day.index)(second, offsets[Math.max(0, second)] ?? 0);
  return averageVol(smile.curve, month);
}

/** Close-to-close volatility of the 30 sessions that end at `index`. */
export function realisedVol(underlying: Underlying, index: number): number {
  const returns: number[] = [];
  for (let day = index - realisedDays + 1; day <= index; day += 1) {
    if (day < 1) continue;
    returns.push(Math.log(underlying.line.previousClose(day + 1) / underlying.line.previousClose(day)));
  }
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, returns.length - 1);
  return Math.sqrt(variance * 252);
}

export function hasImpliedVol(underlying: Underlying): boolean {
  return underlying.spec.options !== null;
}

function flatBar(startMs: number, open: number, close: number): SimBar {
  return {
    startMs,
    open,
    high: Math.max(open, close),
    low: Math.min(open, close),
    close,
    volume: 0,
    vwap: 0,
    count: 0,
  };
}

function dailyVolatility(day: TradingDay, underlying: Underlying, request: HistoryRequest): readonly SimBar[] {
  const implied = request.kind === 'OPTION_IMPLIED_VOLATILITY';
  const nowSecond = Math.floor((request.nowMs - day.grid.startMs) / 1000);
  const valueAt = (index: number): number => {
    if (!implied) return realisedVol(underlying, Math.min(index, day.index - 1));
    return index === day.index
      ? impliedVolAt(day, underlying, nowSecond)
      : closingImpliedVol(day.world, underlying.spec, index);
  };
  const bars = dayIndexes(day, request)
    .filter((index) => index < day.index || nowSecond >= 0)
    .map((index) => flatBar(dateUtc(tradingDayAt(index)), valueAt(index - 1), valueAt(index)));
  return joinDays(bars, request.barMs);
}

/** Volatility bars as fractions (0.20 = 20 %); empty for what has no options. Intraday bars exist for the running day. */
export function volatilityBars(day: TradingDay, underlying: Underlying, request: HistoryRequest): readonly SimBar[] {
  const implied = request.kind === 'OPTION_IMPLIED_VOLATILITY';
  if (implied ? !hasImpliedVol(underlying) : isIndex(underlying.spec) && underlying.spec.beta === 0) return [];
  if (request.barMs >= dayMs) return dailyVolatility(day, underlying, request);
  const bars: SimBar[] = [];
  const now = Math.floor((request.nowMs - day.grid.startMs) / 1000);
  eachBar(day.grid, request, (from, to, startMs) => {
    const end = Math.min(to, now);
    const realised = realisedVol(underlying, day.index - 1);
    bars.push(
      implied
        ? flatBar(startMs, impliedVolAt(day, underlying, from), impliedVolAt(day, underlying, end))
        : flatBar(startMs, realised, realised),
    );
  });
  return bars;
}
