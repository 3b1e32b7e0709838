import type { Step } from './step.ts';

/**
 * Sums over the last `period` values in constant time and without subtraction: bars are cut into blocks of `period`,
 * and every window is the end of one block plus the start of the next (van Herk 1992, Gil & Werman 1993). Nothing that
 * left the window leaves rounding behind, as a running sum does.
 */
export function windowSum(period: number): Step {
  const block = new Float64Array(period);
  /** Sums of the whole block before, from each place to its end. */
  const suffix = new Float64Array(period + 1);
  let filled = 0;
  let prefix = 0;
  let warm = false;
  return (value, final) => {
    if (Number.isNaN(value)) return Number.NaN;
    const sum = prefix + value;
    const ready = warm || filled === period - 1;
    const total = (suffix[filled + 1] as number) + sum;
    if (!final) return ready ? total : Number.NaN;
    block[filled] = value;
    filled += 1;
    prefix = sum;
    if (filled === period) {
      suffixSums(block, suffix);
      filled = 0;
      prefix = 0;
      warm = true;
    }
    return ready ? total : Number.NaN;
  };
}

/** Fills suffix[k] with the sum of the block from place k on. */
function suffixSums(block: Float64Array, suffix: Float64Array): void {
  let sum = 0;
  for (let place = block.length - 1; place >= 0; place -= 1) {
    sum += block[place] as number;
    suffix[place] = sum;
  }
}

/** The last `period` values, weighted 1 .. period with the newest heaviest, by the same blocks. */
export function weightedWindowSum(period: number): Step {
  const block = new Float64Array(period);
  const suffix = new Float64Array(period + 1);
  const weightedSuffix = new Float64Array(period + 1);
  let filled = 0;
  let prefix = 0;
  let weightedPrefix = 0;
  let warm = false;
  return (value, final) => {
    if (Number.isNaN(value)) return Number.NaN;
    const sum = prefix + value;
    const weighted = weightedPrefix + (filled + 1) * value;
    const older = period - 1 - filled;
    const ready = warm || older === 0;
    // The newer part starts behind `older` values, which raises every weight in it by as many.
    const total = (weightedSuffix[filled + 1] as number) + older * sum + weighted;
    if (!final) return ready ? total : Number.NaN;
    block[filled] = value;
    filled += 1;
    prefix = sum;
    weightedPrefix = weighted;
    if (filled === period) {
      weightedSuffixSums(block, suffix, weightedSuffix);
      filled = 0;
      prefix = 0;
      weightedPrefix = 0;
      warm = true;
    }
    return ready ? total : Number.NaN;
  };
}

/** A value put in front raises all weights by one: W' = W + S + x. */
function weightedSuffixSums(block: Float64Array, suffix: Float64Array, weightedSuffix: Float64Array): void {
  let weighted = 0;
  suffixSums(block, suffix);
  for (let place = block.length - 1; place >= 0; place -= 1) {
    weighted += suffix[place] as number;
    weightedSuffix[place] = weighted;
  }
}
