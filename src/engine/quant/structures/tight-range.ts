import { averageTrueRange } from '../indicators/average-true-range.ts';
import type { HighLowClose } from '../indicators/bar-columns.ts';
import { along } from '../indicators/step.ts';
import { highestOf, lowestOf } from '../indicators/window-extremes.ts';

const width = 10;
const rangeOfAtr = 2.5;
const atrPeriod = 14;

/**
 * Bars that end ten bars between whose highest high and lowest low lie at most 2.5 ATR14; all ten have an ATR. House
 * definition.
 */
export function findTightRanges(bars: HighLowClose): readonly number[] {
  const atr = averageTrueRange(bars, atrPeriod);
  const highest = along(() => highestOf(width), bars.high);
  const lowest = along(() => lowestOf(width), bars.low);
  const found: number[] = [];
  for (let bar = width - 1; bar < atr.length; bar += 1) {
    const range = (highest[bar] as number) - (lowest[bar] as number);
    const isKnown = !Number.isNaN(atr[bar - width + 1]);
    if (isKnown && range <= rangeOfAtr * (atr[bar] as number)) found.push(bar);
  }
  return found;
}
