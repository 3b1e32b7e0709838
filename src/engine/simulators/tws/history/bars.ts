import { sessionPhase } from '../../../domain/calendar.ts';
import { dateOfUtc, newYork } from '../../../domain/time.ts';
import type { SimBar, SimHistoryKind, SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import { zonedText } from '../wire/wire-time.ts';
import { dayMs } from './history-request.ts';

export type BarQuery = {
  readonly instrument: SimInstrument;
  readonly kind: SimHistoryKind;
  readonly barMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly regularOnly: boolean;
};

/** Bars of a query, oldest first; weeks and months are summed from days. */
export function barsOf(market: SimulatedMarket, query: BarQuery): readonly SimBar[] {
  const { instrument, kind, barMs } = query;
  const nativeMs = Math.min(barMs, dayMs);
  // Daily bars start at 00:00 UTC of their date, before New York's midnight.
  const fromMs = nativeMs === dayMs ? query.fromMs - (query.fromMs % dayMs) : query.fromMs;
  const bars = market.history(instrument.id, kind, nativeMs, fromMs, query.toMs);
  if (barMs > dayMs) return summed(bars, barMs);
  return nativeMs < dayMs && query.regularOnly ? bars.filter((bar) => isRegular(instrument, bar)) : bars;
}

function isRegular(instrument: SimInstrument, bar: SimBar): boolean {
  const hasSession = instrument.secType === 'STK' || instrument.secType === 'OPT' || instrument.secType === 'IND';
  return !hasSession || sessionPhase(bar.startMs) === 'regular';
}

function periodOf(bar: SimBar, barMs: number): string {
  if (barMs >= 28 * dayMs) return dateOfUtc(bar.startMs).slice(0, 6);
  // Weeks start on Monday; day 0 of the epoch was a Thursday.
  return String(Math.floor((bar.startMs / dayMs + 3) / 7));
}

function summed(bars: readonly SimBar[], barMs: number): readonly SimBar[] {
  const periods = new Map<string, SimBar>();
  for (const bar of bars) {
    const period = periodOf(bar, barMs);
    const known = periods.get(period);
    periods.set(period, known ? joined(known, bar) : bar);
  }
  return [...periods.values()];
}

function joined(first: SimBar, next: SimBar): SimBar {
  const volume = first.volume + next.volume;
  const vwap = volume === 0 ? next.vwap : (first.vwap * first.volume + next.vwap * next.volume) / volume;
  return {
    startMs: first.startMs,
    open: first.open,
    high: Math.max(first.high, next.high),
    low: Math.min(first.low, next.low),
    close: next.close,
    volume,
    vwap,
    count: first.count + next.count,
  };
}

/** A bar's time: seconds with format 2, else local text; days are always `YYYYMMDD`. */
export function barTime(
  startMs: number,
  at: { barMs: number; format: number; version: number; timeZone?: string },
): string {
  if (at.barMs >= dayMs) return dateOfUtc(startMs);
  return at.format === 2 ? String(Math.floor(startMs / 1000)) : zonedText(startMs, at.version, at.timeZone ?? newYork);
}
