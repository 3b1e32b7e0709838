import { columnsOfBars } from '../../../analytics/columns-of-bars.ts';
import { finishedDays, type Bar } from '../../../domain/bar.ts';
import { regularSession, tradingDate } from '../../../domain/calendar.ts';
import { dateUtc } from '../../../domain/time.ts';
import { averageTrueRange } from '../../../quant/indicators/average-true-range.ts';
import { ema } from '../../../quant/indicators/moving-averages.ts';
import { rsi } from '../../../quant/indicators/rsi.ts';
import { anchoredVwap } from '../../../quant/indicators/vwap.ts';

const fewestDays = 60;

function lastOf(values: Float64Array): number | null {
  const value = values.at(-1);
  return value === undefined || !Number.isFinite(value) ? null : value;
}

export type DailyTrend = {
  /** (EMA20 - EMA50) / ATR14, daily; the averages end with the present price, the range with the last whole day. */
  readonly spreadInAtr: number;
  /** ATR14 as a share of the close: the usual day's range. */
  readonly atrShare: number;
};

/** Null with fewer than 60 daily bars or a flat history. */
export function dailyTrend(bars: readonly Bar[], nowMs: number): DailyTrend | null {
  if (bars.length < fewestDays) return null;
  const { close: closes } = columnsOfBars(bars);
  const whole = columnsOfBars(finishedDays(bars, nowMs));
  const range = lastOf(averageTrueRange(whole, 14));
  const fast = lastOf(ema(closes, 20));
  const slow = lastOf(ema(closes, 50));
  const last = lastOf(whole.close);
  if (range === null || fast === null || slow === null || last === null || range <= 0 || last <= 0) return null;
  return { spreadInAtr: (fast - slow) / range, atrShare: range / last };
}

export type IntradayState = { readonly vwapDistanceInAtr: number; readonly rsi: number | null };

/** From today's regular-session five-minute bars; null with fewer than three or without volume. */
export function intradayState(bars: readonly Bar[], price: number, nowMs: number): IntradayState | null {
  const { openMs, closeMs } = regularSession(tradingDate(nowMs));
  const today = bars.filter((bar) => bar.start >= openMs && bar.start < closeMs);
  if (today.length < 3) return null;
  const vwap = lastOf(anchoredVwap(columnsOfBars(today), 0).value);
  if (vwap === null) return null;
  const columns = columnsOfBars(bars);
  const range =
    lastOf(averageTrueRange(columns, 14)) ?? today.reduce((sum, bar) => sum + (bar.high - bar.low), 0) / today.length;
  if (range <= 0) return null;
  return { vwapDistanceInAtr: (price - vwap) / range, rsi: lastOf(rsi(columns.close, 14)) };
}

/** Cumulative share of a day's volume by the fraction of the session gone: heavier at both ends. */
function usualShare(elapsed: number): number {
  const t = Math.min(1, Math.max(0, elapsed));
  // Integral of a U-shaped intensity 1 + 1.2 (2t - 1)^2, normalised to 1.
  return (t + 0.2 * ((2 * t - 1) ** 3 + 1)) / 1.4;
}

/** Today's volume against the 20-day average scaled to the time of day; null outside the session or without volume. */
export function relativeVolume(dailyBars: readonly Bar[], volume: number | null, nowMs: number): number | null {
  if (volume === null) return null;
  const today = tradingDate(nowMs);
  const { openMs, closeMs } = regularSession(today);
  const elapsed = (nowMs - openMs) / (closeMs - openMs);
  if (elapsed <= 0.01) return null;
  const todayMs = dateUtc(today);
  const past = dailyBars.filter((bar) => bar.start < todayMs).slice(-20);
  if (past.length < 10) return null;
  const average = past.reduce((sum, bar) => sum + bar.volume, 0) / past.length;
  return average > 0 ? volume / (average * usualShare(elapsed)) : null;
}
