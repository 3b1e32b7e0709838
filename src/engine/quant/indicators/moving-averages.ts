/**
 * Moving averages of one series: a batch over a Float64Array and a `Step` each, bit for bit the same. A period is a
 * positive integer; what is not finite has no output and starts the warm-up anew. Conventions are TA-Lib's.
 */
import { along, forEachFiniteRun, type Step } from './step.ts';
import { suffixSums, weightedWindowSum, windowSum } from './window-sum.ts';

/** Simple moving average; first value at period - 1. `out`, of the same length, may be handed in to be used again. */
export function sma(
  values: Float64Array,
  period: number,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  out.fill(Number.NaN);
  const suffix = new Float64Array(period + 1);
  forEachFiniteRun([values], (from, to) => {
    for (let block = from; block < to; block += period) {
      const places = Math.min(period, to - block);
      // Of the first block only the last place ends a whole window.
      const first = block === from ? period - 1 : 0;
      if (block === from) suffix.fill(0);
      let prefix = 0;
      for (let place = 0; place < places; place += 1) {
        prefix += values[block + place] as number;
        if (place >= first) out[block + place] = ((suffix[place + 1] as number) + prefix) / period;
      }
      if (places === period) suffixSums(values, block, suffix);
    }
  });
  return out;
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
  out.fill(Number.NaN);
  const k = 2 / (period + 1);
  forEachFiniteRun([values], (from, to) => {
    const seedBar = from + period - 1;
    if (seedBar >= to) return;
    let average = 0;
    for (let bar = from; bar <= seedBar; bar += 1) average += values[bar] as number;
    average /= period;
    out[seedBar] = average;
    for (let bar = seedBar + 1; bar < to; bar += 1) {
      average += k * ((values[bar] as number) - average);
      out[bar] = average;
    }
  });
  return out;
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
  return along(() => demaStep(period), values);
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
  return along(() => temaStep(period), values);
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
