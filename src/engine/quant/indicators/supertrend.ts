import { averageTrueRangeStep } from './average-true-range.ts';
import type { HighLowClose } from './bar-columns.ts';
import { alongBars, type BarStep } from './bar-step.ts';

export type SupertrendSettings = { readonly period: number; readonly multiplier: number };
export type Supertrend = {
  /** The active band: the lower one in an uptrend, the upper one in a downtrend; first value at `period`. */
  readonly value: Float64Array;
  /** +1 up, -1 down, NaN through the warm-up. */
  readonly direction: Float64Array;
};

type TrendState = { upper: number; lower: number; trend: number; close: number };

function turn(trend: number, close: number, { upper, lower }: { upper: number; lower: number }): number {
  if (trend < 0 && close > upper) return 1;
  return trend > 0 && close < lower ? -1 : trend;
}

/** Outputs value, direction. */
export function supertrendStep({ period, multiplier }: SupertrendSettings): BarStep {
  const average = averageTrueRangeStep(period);
  const state: TrendState = { upper: Number.NaN, lower: Number.NaN, trend: 0, close: Number.NaN };
  return (bar, final, out) => {
    average(bar, final, out);
    const width = multiplier * (out[0] as number);
    let { upper, lower, trend } = state;
    if (!Number.isNaN(width)) {
      const middle = (bar.high + bar.low) / 2;
      if (trend === 0 || middle + width < upper || state.close > upper) upper = middle + width;
      if (trend === 0 || middle - width > lower || state.close < lower) lower = middle - width;
      trend = trend === 0 ? (bar.close >= middle ? 1 : -1) : turn(trend, bar.close, { upper, lower });
    }
    out[0] = trend > 0 ? lower : upper;
    out[1] = trend === 0 ? Number.NaN : trend;
    if (!final) return;
    state.upper = upper;
    state.lower = lower;
    state.trend = trend;
    state.close = bar.close;
  };
}

/** Supertrend: bands at HL/2 +- multiplier x ATR that only tighten, and flip when the close passes the opposite one. */
export function supertrend(bars: HighLowClose, settings: SupertrendSettings): Supertrend {
  const outputs = ['value', 'direction'];
  const source = { inputs: ['high', 'low', 'close'] as const, outputs, create: () => supertrendStep(settings) };
  const [value, direction] = alongBars(source, bars);
  return { value, direction } as Supertrend;
}
