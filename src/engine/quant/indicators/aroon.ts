import type { BarStep } from './bar-step.ts';
import { barsSinceHighest, barsSinceLowest } from './window-extremes.ts';

/**
 * Aroon down and up (Chande 1995), 0..100: how recent the lowest low and the highest high of the last period + 1 bars
 * are; of equal extremes the most recent counts; first value at `period`.
 */
export function aroonStep(period: number): BarStep {
  const sinceLow = barsSinceLowest(period + 1);
  const sinceHigh = barsSinceHighest(period + 1);
  return ({ high, low }, final, out) => {
    out[0] = (100 * (period - sinceLow(low, final))) / period;
    out[1] = (100 * (period - sinceHigh(high, final))) / period;
  };
}
