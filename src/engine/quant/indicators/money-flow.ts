import type { BarStep } from './bar-step.ts';
import { windowSum } from './window-sum.ts';

/**
 * Money flow index 0..100 (Quong & Soudack 1989): typical price x volume of rising bars over that of all moving bars
 * in the window; first value at `period`; 0 while the window's flow is below 1, as TA-Lib.
 */
export function moneyFlowStep(period: number): BarStep {
  const rising = windowSum(period);
  const falling = windowSum(period);
  let previous = Number.NaN;
  return ({ high, low, close, volume }, final, out) => {
    const typical = (high + low + close) / 3;
    const before = previous;
    if (final) previous = typical;
    out[0] = Number.NaN;
    if (Number.isNaN(before)) return;
    const flow = typical * volume;
    const up = rising(typical > before ? flow : 0, final);
    const total = up + falling(typical < before ? flow : 0, final);
    out[0] = total < 1 ? 0 : (100 * up) / total;
  };
}
