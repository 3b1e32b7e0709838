import type { BarColumns } from './bar-columns.ts';
import { warmingUp } from './moving-averages.ts';

export type Vwap = {
  /** Volume-weighted mean of (H+L+C)/3; NaN while no volume has traded. */
  readonly value: Float64Array;
  /** Volume-weighted deviation of the same, for bands. */
  readonly deviation: Float64Array;
};

/** From bar `from`, starting anew wherever `restarts` says so. The deviation is a running Welford sum, never negative. */
function accumulate(bars: BarColumns, from: number, restarts: (bar: number) => boolean): Vwap {
  const { high, low, close, volume } = bars;
  const value = warmingUp(close.length);
  const deviation = warmingUp(close.length);
  let traded = 0;
  let mean = 0;
  let squares = 0;
  for (let bar = Math.max(0, from); bar < close.length; bar += 1) {
    if (restarts(bar)) {
      traded = 0;
      mean = 0;
      squares = 0;
    }
    const weight = volume[bar] as number;
    const typical = ((high[bar] as number) + (low[bar] as number) + (close[bar] as number)) / 3;
    if (weight > 0) {
      traded += weight;
      // The first price is the mean without rounding: one bar has deviation exactly 0.
      if (traded === weight) mean = typical;
      const distance = typical - mean;
      mean += (distance * weight) / traded;
      squares += weight * distance * (typical - mean);
    }
    if (traded <= 0) continue;
    value[bar] = mean;
    deviation[bar] = Math.sqrt(Math.max(0, squares / traded));
  }
  return { value, deviation };
}

/** VWAP of each session; `session` numbers the session of every bar, a change of number starts anew. */
export function sessionVwap(bars: BarColumns, session: Int32Array): Vwap {
  return accumulate(bars, 0, (bar) => bar > 0 && session[bar] !== session[bar - 1]);
}

/** VWAP from one bar on, over session ends. */
export function anchoredVwap(bars: BarColumns, anchor: number): Vwap {
  return accumulate(bars, anchor, () => false);
}
