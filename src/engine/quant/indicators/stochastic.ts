import type { BarStep } from './bar-step.ts';
import { smaStep } from './moving-averages.ts';
import { highestOf, lowestOf } from './window-extremes.ts';

/** Place of the close in the range of the last `period` bars, 0 .. 100; 0 in a flat range. Lane's raw %K. */
function rawK(period: number): (bar: { high: number; low: number; close: number }, final: boolean) => number {
  const highest = highestOf(period);
  const lowest = lowestOf(period);
  return ({ high, low, close }, final) => {
    const top = highest(high, final);
    const bottom = lowest(low, final);
    return top === bottom ? 0 : (100 * (close - bottom)) / (top - bottom);
  };
}

export type FastStochasticSettings = { readonly fastK: number; readonly fastD: number };
export type StochasticSettings = { readonly fastK: number; readonly slowK: number; readonly slowD: number };

/** Outputs %K and %D, its simple average; both start together at fastK + fastD - 2. */
export function fastStochasticStep({ fastK, fastD }: FastStochasticSettings): BarStep {
  const raw = rawK(fastK);
  const average = smaStep(fastD);
  return (bar, final, out) => {
    const k = raw(bar, final);
    const d = average(k, final);
    out[0] = Number.isNaN(d) ? Number.NaN : k;
    out[1] = d;
  };
}

/** Outputs slow %K (the averaged raw one) and %D, its average; both start together at fastK + slowK + slowD - 3. */
export function stochasticStep({ fastK, slowK, slowD }: StochasticSettings): BarStep {
  const raw = rawK(fastK);
  const slow = smaStep(slowK);
  const average = smaStep(slowD);
  return (bar, final, out) => {
    const k = slow(raw(bar, final), final);
    const d = average(k, final);
    out[0] = Number.isNaN(d) ? Number.NaN : k;
    out[1] = d;
  };
}

/** Williams %R (1973), -100 .. 0; 0 in a flat range; first value at period - 1. */
export function williamsRStep(period: number): BarStep {
  const highest = highestOf(period);
  const lowest = lowestOf(period);
  return ({ high, low, close }, final, out) => {
    const top = highest(high, final);
    const bottom = lowest(low, final);
    out[0] = top === bottom ? 0 : (100 * (close - top)) / (top - bottom);
  };
}
