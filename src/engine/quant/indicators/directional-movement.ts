import { trueRange } from './average-true-range.ts';
import type { HighLowClose } from './bar-columns.ts';
import { warmingUp } from './moving-averages.ts';

export type DirectionalMovement = {
  /** 0..100, first value at `period`. */
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
  /** 0..100, first value at 2 period - 1. */
  readonly adx: Float64Array;
};

function upMove({ high, low }: HighLowClose, bar: number): number {
  const up = (high[bar] as number) - (high[bar - 1] as number);
  const down = (low[bar - 1] as number) - (low[bar] as number);
  return up > 0 && up > down ? up : 0;
}

function downMove({ high, low }: HighLowClose, bar: number): number {
  const up = (high[bar] as number) - (high[bar - 1] as number);
  const down = (low[bar - 1] as number) - (low[bar] as number);
  return down > 0 && down > up ? down : 0;
}

/** Mean of the first `period` values from bar `period`, then Wilder smoothing. */
function smoothedIndex(dx: Float64Array, period: number): Float64Array {
  const out = warmingUp(dx.length);
  let average = 0;
  for (let bar = period; bar < dx.length; bar += 1) {
    const current = dx[bar] as number;
    average = bar < 2 * period ? average + current / period : (average * (period - 1) + current) / period;
    if (bar >= 2 * period - 1) out[bar] = average;
  }
  return out;
}

/**
 * Directional indicators and their average index (Wilder 1978) as TA-Lib: sums start with bars 1 .. period - 1, then
 * s - s/period + x. A bar without any directional or true range repeats the previous value.
 */
export function directionalMovement(bars: HighLowClose, period: number): DirectionalMovement {
  const size = bars.close.length;
  const range = trueRange(bars);
  const plusDi = warmingUp(size);
  const minusDi = warmingUp(size);
  const dx = warmingUp(size);
  let plus = 0;
  let minus = 0;
  let total = 0;
  let index = 0;
  for (let bar = 1; bar < size; bar += 1) {
    const decay = bar < period ? 1 : 1 - 1 / period;
    plus = plus * decay + upMove(bars, bar);
    minus = minus * decay + downMove(bars, bar);
    total = total * decay + (range[bar] as number);
    if (bar < period) continue;
    const up = total > 0 ? (100 * plus) / total : 0;
    const down = total > 0 ? (100 * minus) / total : 0;
    if (up + down > 0) index = (100 * Math.abs(up - down)) / (up + down);
    plusDi[bar] = up;
    minusDi[bar] = down;
    dx[bar] = index;
  }
  return { plusDi, minusDi, adx: smoothedIndex(dx, period) };
}
