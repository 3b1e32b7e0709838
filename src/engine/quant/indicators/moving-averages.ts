/**
 * Moving averages of one series: a batch over a Float64Array and a `Step` each, bit for bit the same. A period is a
 * positive integer; what is not finite has no output and starts the warm-up anew. Conventions are TA-Lib's.
 */
import { along, overFiniteRuns, type Step } from './step.ts';
import { weightedWindowSum, windowSum } from './window-sum.ts';

/** Simple moving average; first value at period - 1. `out`, of the same length, may be handed in to be used again. */
export function sma(
  values: Float64Array,
  period: number,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  return overFiniteRuns([values], out, (from, to) => smaRun(values.subarray(from, to), period, out.subarray(from, to)));
}

/**
 * Blocks as in `windowSum`, without its memory: the sums to the end of a block wait in `out` for the next block's. Both
 * sums of a block run in one loop, forwards and backwards, because each addition waits for the one before.
 */
function smaRun(values: Float64Array, period: number, out: Float64Array): boolean {
  if (values.length < period) return false;
  out.fill(Number.NaN, 0, period - 1);
  let all = 0;
  let start = 0;
  for (; start + 2 * period <= values.length; start += period) {
    const end = start + period;
    let prefix = 0;
    let suffix = 0;
    for (let place = 0; place < period - 1; place += 1) {
      prefix += values[start + place] as number;
      suffix += values[end - 1 - place] as number;
      out[start + place] = ((out[start + place] as number) + prefix) / period;
      out[end + period - 2 - place] = suffix;
    }
    prefix += values[end - 1] as number;
    out[end - 1] = prefix / period;
    all += prefix;
  }
  return Number.isFinite(all + smaEnd(values, period, start, out));
}

/** The last whole block, what is left behind it, and the sum of both. */
function smaEnd(values: Float64Array, period: number, start: number, out: Float64Array): number {
  const end = start + period;
  let prefix = 0;
  for (let bar = start; bar < end - 1; bar += 1) {
    prefix += values[bar] as number;
    out[bar] = ((out[bar] as number) + prefix) / period;
  }
  prefix += values[end - 1] as number;
  out[end - 1] = prefix / period;
  let suffix = 0;
  for (let bar = end - 1; bar > start; bar -= 1) {
    suffix += values[bar] as number;
    if (bar + period - 1 < values.length) out[bar + period - 1] = suffix;
  }
  let rest = 0;
  for (let bar = end; bar < values.length; bar += 1) {
    rest += values[bar] as number;
    out[bar] = ((out[bar] as number) + rest) / period;
  }
  return prefix + rest;
}

export function smaStep(period: number): Step {
  const sum = windowSum(period);
  return (value, final) => sum(value, final) / period;
}

/** Exponential moving average, k = 2 / (period + 1), seeded with the mean of the first `period` values. */
export function ema(
  values: Float64Array,
  period: number,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  return overFiniteRuns([values], out, (from, to) => emaRun(values.subarray(from, to), period, out.subarray(from, to)));
}

function emaRun(values: Float64Array, period: number, out: Float64Array): boolean {
  if (values.length < period) return false;
  out.fill(Number.NaN, 0, period - 1);
  const k = 2 / (period + 1);
  let average = 0;
  for (let bar = 0; bar < period; bar += 1) average += values[bar] as number;
  average /= period;
  out[period - 1] = average;
  for (let bar = period; bar < values.length; bar += 1) {
    average += k * ((values[bar] as number) - average);
    out[bar] = average;
  }
  return Number.isFinite(average);
}

export function emaStep(period: number): Step {
  return smoothing(period, 2 / (period + 1));
}

/** Wilder's average (1978): the mean of the first `period` values, then average + (x - average) / period. */
export function wilderStep(period: number): Step {
  return smoothing(period, 1 / period);
}

function smoothing(period: number, k: number): Step {
  let seen = 0;
  let average = 0;
  return (value, final) => {
    if (Number.isNaN(value)) return Number.NaN;
    const ready = seen >= period - 1;
    const next = seen < period ? average + value : average + k * (value - average);
    const smoothed = seen === period - 1 ? next / period : next;
    if (final) {
      average = smoothed;
      seen += 1;
    }
    return ready ? smoothed : Number.NaN;
  };
}

/** Linearly weighted moving average, weights 1 .. period with the newest heaviest; first value at period - 1. */
export function wma(values: Float64Array, period: number): Float64Array {
  return along(() => wmaStep(period), values);
}

export function wmaStep(period: number): Step {
  const sum = weightedWindowSum(period);
  const weights = (period * (period + 1)) / 2;
  return (value, final) => sum(value, final) / weights;
}

/** Double EMA (Mulloy 1994): 2 E1 - E2, each EMA seeded on its own first values; first value at 2 (period - 1). */
export function dema(values: Float64Array, period: number): Float64Array {
  const once = ema(values, period);
  const twice = ema(once, period);
  for (let bar = 0; bar < twice.length; bar += 1) twice[bar] = 2 * (once[bar] as number) - (twice[bar] as number);
  return twice;
}

export function demaStep(period: number): Step {
  const inner = emaStep(period);
  const outer = emaStep(period);
  return (value, final) => {
    const once = inner(value, final);
    return 2 * once - outer(once, final);
  };
}

/** Triple EMA (Mulloy 1994): 3 E1 - 3 E2 + E3; first value at 3 (period - 1). */
export function tema(values: Float64Array, period: number): Float64Array {
  const once = ema(values, period);
  const twice = ema(once, period);
  const out = ema(twice, period);
  for (let bar = 0; bar < out.length; bar += 1) {
    out[bar] = 3 * ((once[bar] as number) - (twice[bar] as number)) + (out[bar] as number);
  }
  return out;
}

export function temaStep(period: number): Step {
  const first = emaStep(period);
  const second = emaStep(period);
  const third = emaStep(period);
  return (value, final) => {
    const once = first(value, final);
    const twice = second(once, final);
    return 3 * (once - twice) + third(twice, final);
  };
}
