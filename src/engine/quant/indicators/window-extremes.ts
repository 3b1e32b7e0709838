import type { Step } from './step.ts';

/** Highest of the last `period` values, in constant time by blocks (as `windowSum`); first value at period - 1. */
export function highestOf(period: number): Step {
  const block = new Float64Array(period);
  const suffix = new Float64Array(period + 1).fill(Number.NEGATIVE_INFINITY);
  let filled = 0;
  let prefix = Number.NEGATIVE_INFINITY;
  let warm = false;
  return (value, final) => {
    if (Number.isNaN(value)) return Number.NaN;
    const top = Math.max(prefix, value);
    const ready = warm || filled === period - 1;
    const highest = Math.max(suffix[filled + 1] as number, top);
    if (!final) return ready ? highest : Number.NaN;
    block[filled] = value;
    filled += 1;
    prefix = top;
    if (filled === period) {
      for (let place = period - 1; place >= 0; place -= 1) {
        suffix[place] = Math.max(suffix[place + 1] as number, block[place] as number);
      }
      filled = 0;
      prefix = Number.NEGATIVE_INFINITY;
      warm = true;
    }
    return ready ? highest : Number.NaN;
  };
}

/** Lowest of the last `period` values; first value at period - 1. */
export function lowestOf(period: number): Step {
  const highest = highestOf(period);
  return (value, final) => -highest(-value, final);
}

/**
 * Bars since the highest of the last `period` values, 0 .. period - 1; of equal ones the most recent counts. First
 * value at period - 1.
 */
export function barsSinceHighest(period: number): Step {
  const values = new Float64Array(period);
  /** Bar numbers whose values fall from front to back: the front is the highest of the window. */
  const queue = new Float64Array(period);
  let head = 0;
  let size = 0;
  let bar = 0;
  const valueAt = (place: number) => values[(queue[(head + place) % period] as number) % period] as number;
  return (value, final) => {
    if (Number.isNaN(value)) return Number.NaN;
    const expired = size > 0 && (queue[head] as number) <= bar - period ? 1 : 0;
    let kept = size;
    while (kept > expired && valueAt(kept - 1) <= value) kept -= 1;
    const since = kept > expired ? bar - (queue[(head + expired) % period] as number) : 0;
    const ready = bar >= period - 1;
    if (final) {
      head = (head + expired) % period;
      size = kept - expired + 1;
      queue[(head + size - 1) % period] = bar;
      values[bar % period] = value;
      bar += 1;
    }
    return ready ? since : Number.NaN;
  };
}

/** Bars since the lowest of the last `period` values, as `barsSinceHighest`. */
export function barsSinceLowest(period: number): Step {
  const since = barsSinceHighest(period);
  return (value, final) => since(-value, final);
}
