import { averageTrueRange } from './average-true-range.ts';
import type { HighLowClose } from './bar-columns.ts';
import { warmingUp } from './moving-averages.ts';

export type Supertrend = {
  /** The active band: the lower one in an uptrend, the upper one in a downtrend; first value at `period`. */
  readonly value: Float64Array;
  /** +1 up, -1 down, NaN through the warm-up. */
  readonly direction: Float64Array;
};

/** Supertrend: bands at HL/2 +- multiplier x ATR that only tighten, and flip when the close passes the opposite one. */
export function supertrend(
  bars: HighLowClose,
  settings: { readonly period: number; readonly multiplier: number },
): Supertrend {
  const { high, low, close } = bars;
  const range = averageTrueRange(bars, settings.period);
  const value = warmingUp(close.length);
  const direction = warmingUp(close.length);
  let upper = Number.NaN;
  let lower = Number.NaN;
  let trend = 0;
  for (let bar = settings.period; bar < close.length; bar += 1) {
    const middle = ((high[bar] as number) + (low[bar] as number)) / 2;
    const width = settings.multiplier * (range[bar] as number);
    const previous = close[bar - 1] as number;
    const current = close[bar] as number;
    if (trend === 0 || middle + width < upper || previous > upper) upper = middle + width;
    if (trend === 0 || middle - width > lower || previous < lower) lower = middle - width;
    if (trend === 0) trend = current >= middle ? 1 : -1;
    else if (trend < 0 && current > upper) trend = 1;
    else if (trend > 0 && current < lower) trend = -1;
    value[bar] = trend > 0 ? lower : upper;
    direction[bar] = trend;
  }
  return { value, direction };
}
