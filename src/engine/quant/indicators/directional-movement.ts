import type { HighLowClose } from './bar-columns.ts';
import { alongBars, type BarStep } from './bar-step.ts';
import { negligible } from './negligible.ts';

export type DirectionalMovement = {
  /** 0..100, first value at `period`. */
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
  /** 0..100, first value at 2 period - 1. */
  readonly adx: Float64Array;
};

/** Wilder's sum: x is added to the first period - 1 values, then s - s/period + x; NaN before bar `period`. */
function wilderSum(period: number): (value: number, final: boolean) => number {
  let seen = 0;
  let sum = 0;
  return (value, final) => {
    const next = seen < period - 1 ? sum + value : sum - sum / period + value;
    const ready = seen >= period - 1;
    if (final) {
      sum = next;
      seen += 1;
    }
    return ready ? next : Number.NaN;
  };
}

/** Mean of the first `period` indices (an undefined one adds nothing), then Wilder smoothing over the defined ones. */
function indexAverage(period: number): (dx: number, final: boolean) => number {
  let seen = 0;
  let average = 0;
  return (dx, final) => {
    const defined = Number.isFinite(dx);
    let next = average;
    if (seen < period) next = average + (defined ? dx : 0);
    else if (defined) next = average + (dx - average) / period;
    if (seen === period - 1) next /= period;
    const ready = seen >= period - 1;
    if (final) {
      average = next;
      seen += 1;
    }
    return ready ? next : Number.NaN;
  };
}

/** Outputs +DI, -DI, ADX. */
export function directionalMovementStep(period: number): BarStep {
  const plus = wilderSum(period);
  const minus = wilderSum(period);
  const range = wilderSum(period);
  const index = indexAverage(period);
  let lastHigh = Number.NaN;
  let lastLow = Number.NaN;
  let lastClose = Number.NaN;
  let seen = 0;
  return ({ high, low, close }, final, out) => {
    out.fill(Number.NaN);
    if (seen > 0) {
      const up = high - lastHigh;
      const down = lastLow - low;
      const upSum = plus(up > 0 && up > down ? up : 0, final);
      const downSum = minus(down > 0 && down > up ? down : 0, final);
      const total = range(Math.max(high, lastClose) - Math.min(low, lastClose), final);
      if (seen >= period) {
        const plusDi = total >= negligible ? (100 * upSum) / total : 0;
        const minusDi = total >= negligible ? (100 * downSum) / total : 0;
        const both = plusDi + minusDi;
        out[0] = plusDi;
        out[1] = minusDi;
        out[2] = index(both >= negligible ? (100 * Math.abs(plusDi - minusDi)) / both : Number.NaN, final);
      }
    }
    if (!final) return;
    lastHigh = high;
    lastLow = low;
    lastClose = close;
    seen += 1;
  };
}

/**
 * Directional indicators and their average index (Wilder 1978) as TA-Lib: sums start with bars 1 .. period - 1, then
 * s - s/period + x. A bar without any directional or true range leaves the average index as it was.
 */
export function directionalMovement(bars: HighLowClose, period: number): DirectionalMovement {
  const outputs = ['plusDi', 'minusDi', 'adx'];
  const source = { inputs: ['high', 'low', 'close'] as const, outputs, create: () => directionalMovementStep(period) };
  const [plusDi, minusDi, adx] = alongBars(source, bars);
  return { plusDi, minusDi, adx } as DirectionalMovement;
}
