import type { BarColumns, IndicatorColumns } from './bar-columns.ts';
import { alongBars, type BarStep } from './bar-step.ts';

export type Vwap = {
  /** Volume-weighted mean of (H+L+C)/3; NaN while no volume has traded. */
  readonly value: Float64Array;
  /** Volume-weighted deviation of the same. */
  readonly deviation: Float64Array;
  /** Value plus and minus `bands` deviations. */
  readonly upper: Float64Array;
  readonly lower: Float64Array;
};

/** Where sums start: anew with each session, or once at a bar number. */
export type VwapStart = 'session' | number;

/**
 * Outputs value, deviation, upper, lower. The deviation is a running weighted Welford sum (West 1979), never negative.
 * A bar without volume leaves everything as it was, one that is not finite also has no value.
 */
export function vwapStep(start: VwapStart, bands: number): BarStep {
  const anchor = start === 'session' ? 0 : start;
  let bar = 0;
  let lastSession = Number.NaN;
  let traded = 0;
  let mean = 0;
  let squares = 0;
  return ({ high, low, close, volume, session }, final, out) => {
    const before = start === 'session' && session !== lastSession ? 0 : traded;
    const price = (high + low + close) / 3;
    const isWhole = Number.isFinite(price + volume);
    const weight = isWhole && bar >= anchor && volume > 0 ? volume : 0;
    const total = before + weight;
    const distance = weight > 0 ? price - mean : 0;
    // The first price is the mean without rounding: one bar has deviation exactly 0.
    const newMean = weight > 0 && before === 0 ? price : mean + (distance * weight) / (total || 1);
    const newSquares = before === 0 ? 0 : weight > 0 ? squares + weight * distance * (price - newMean) : squares;
    writeBands(out, { mean: newMean, deviation: Math.sqrt(newSquares / total), bands });
    if (total === 0 || !isWhole) out.fill(Number.NaN);
    if (!final) return;
    bar += 1;
    lastSession = session;
    traded = total;
    mean = newMean;
    squares = newSquares;
  };
}

function writeBands(out: Float64Array, at: { readonly mean: number; deviation: number; readonly bands: number }): void {
  out[0] = at.mean;
  out[1] = at.deviation;
  out[2] = at.mean + at.bands * at.deviation;
  out[3] = at.mean - at.bands * at.deviation;
}

const inputs = ['high', 'low', 'close', 'volume'] as const;
const outputs = ['value', 'deviation', 'upper', 'lower'] as const;

/**
 * VWAP of each session; `session` numbers the session of every bar, a change of number starts anew.
 */
export function sessionVwap(bars: BarColumns, session: Int32Array, bands: number = 1): Vwap {
  return along(() => vwapStep('session', bands), { ...bars, session });
}

/** VWAP from one bar on, over session ends. */
export function anchoredVwap(bars: BarColumns, anchor: number, bands: number = 1): Vwap {
  return along(() => vwapStep(anchor, bands), bars);
}

function along(create: () => BarStep, columns: IndicatorColumns): Vwap {
  const [value, deviation, upper, lower] = alongBars({ inputs, outputs, create, takesGaps: true }, columns);
  return { value, deviation, upper, lower } as Vwap;
}
