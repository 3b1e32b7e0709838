import { isTradingDay, sessionPhase } from '../../../domain/calendar.ts';
import { dateOfUtc, wallTime } from '../../../domain/time.ts';
import type { SimBar, SimHistoryKind } from '../../simulated-market.ts';

const dayMs = 86_400_000;
/** Nothing is older than this: 2020-01-02. */
const firstMs = Date.UTC(2020, 0, 2);

/** Bars whose prices are a fixed function of their start, in sessions only. */
export function steppedHistory(at: {
  readonly middle: number;
  readonly kind: SimHistoryKind;
  readonly barMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
}): readonly SimBar[] {
  const bars: SimBar[] = [];
  const end = Math.min(at.toMs, at.nowMs + 1);
  for (
    let startMs = Math.max(firstMs, Math.ceil(at.fromMs / at.barMs) * at.barMs);
    startMs < end;
    startMs += at.barMs
  ) {
    if (trades(startMs, at.barMs)) bars.push(barAt(startMs, at));
  }
  return bars;
}

function trades(startMs: number, barMs: number): boolean {
  if (barMs >= dayMs) return isTradingDay(dateOfUtc(startMs));
  return sessionPhase(startMs) !== 'closed' && isTradingDay(wallTime(startMs).date);
}

function barAt(startMs: number, at: { readonly middle: number; readonly kind: SimHistoryKind }): SimBar {
  const isVol = at.kind.endsWith('VOLATILITY');
  const base = isVol ? 0.18 : at.middle;
  const wave = Math.sin(startMs / 7_200_000) * base * 0.01;
  const open = Math.round((base + wave) * 10_000) / 10_000;
  return {
    startMs,
    open,
    high: open + base * 0.001,
    low: open - base * 0.001,
    close: open + base * 0.0005,
    volume: isVol ? 0 : 1_000,
    vwap: open,
    count: 10,
  };
}
