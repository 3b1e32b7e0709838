import type { BarColumns } from '../indicators/bar-columns.ts';
import { sma } from '../indicators/moving-averages.ts';
import { pivotHighs } from './pivots.ts';

/** A rounded fall and recovery, a shallow handle, and a close above the right rim. */
export type CupAndHandle = {
  readonly leftRim: number;
  readonly bottom: number;
  readonly rightRim: number;
  /** Bar at whose close the pattern is complete. */
  readonly breakout: number;
  /** High of the right rim: the price that was passed. */
  readonly pivotPrice: number;
  /** Depth below the left rim, percent. */
  readonly depthPercent: number;
  /** Whether the breakout traded 1.4 times the mean volume of the 50 bars before. */
  readonly isVolumeConfirmed: boolean;
};

type Cup = { readonly leftRim: number; readonly rightRim: number; readonly bottom: number };

const narrowest = 30;
const widest = 130;
const rimDifference = 0.05;
const shallowest = 0.12;
const deepest = 0.35;
const timeNearBottom = 0.4;
const earliestBreakout = 5;
const latestBreakout = 25;
const volumeMean = 50;
const confirmingVolume = 1.4;

function lowestBar(low: Float64Array, from: number, to: number): number {
  let lowest = from;
  for (let bar = from + 1; bar <= to; bar += 1) if ((low[bar] as number) < (low[lowest] as number)) lowest = bar;
  return lowest;
}

function hasLevelRims({ high }: BarColumns, leftRim: number, rightRim: number): boolean {
  const left = high[leftRim] as number;
  const right = high[rightRim] as number;
  if (Math.abs(right - left) > rimDifference * left) return false;
  const top = Math.max(left, right);
  for (let bar = leftRim + 1; bar < rightRim; bar += 1) if ((high[bar] as number) > top) return false;
  return true;
}

/** A V spends about a third of its time in the lowest third; a cup more. */
function isRound({ close }: BarColumns, { leftRim, rightRim }: Cup, lowerThird: number): boolean {
  let near = 0;
  for (let bar = leftRim; bar <= rightRim; bar += 1) if ((close[bar] as number) <= lowerThird) near += 1;
  return near >= timeNearBottom * (rightRim - leftRim + 1);
}

function cupBetween(bars: BarColumns, leftRim: number, rightRim: number): Cup | null {
  const { high, low } = bars;
  if (!hasLevelRims(bars, leftRim, rightRim)) return null;
  const bottom = lowestBar(low, leftRim, rightRim);
  const rim = high[leftRim] as number;
  const depth = rim - (low[bottom] as number);
  if (!(depth >= shallowest * rim && depth <= deepest * rim)) return null;
  const quarter = (rightRim - leftRim) / 4;
  if (bottom < leftRim + quarter || bottom > rightRim - quarter) return null;
  const cup = { leftRim, rightRim, bottom };
  return isRound(bars, cup, (low[bottom] as number) + depth / 3) ? cup : null;
}

/** First close above the right rim 5 .. 25 bars behind it, with every low since in the upper half; null otherwise. */
function breakoutOf({ high, low, close }: BarColumns, { leftRim, rightRim, bottom }: Cup): number | null {
  const rim = high[rightRim] as number;
  const lowest = low[bottom] as number;
  const floor = lowest + ((high[leftRim] as number) - lowest) / 2;
  const last = Math.min(rightRim + latestBreakout, close.length - 1);
  for (let bar = rightRim + 1; bar <= last; bar += 1) {
    if ((low[bar] as number) < floor) return null;
    if ((close[bar] as number) > rim) return bar < rightRim + earliestBreakout ? null : bar;
  }
  return null;
}

/** Cups with handle (O'Neil 1988, made testable; house definition), by left and then right rim. */
export function findCupsAndHandles(bars: BarColumns): readonly CupAndHandle[] {
  const { high, low, volume } = bars;
  const rims = pivotHighs(high);
  const mean = sma(volume, volumeMean);
  const found: CupAndHandle[] = [];
  for (const [index, leftRim] of rims.entries()) {
    for (const rightRim of rims.slice(index + 1)) {
      if (rightRim - leftRim > widest) break;
      const cup = rightRim - leftRim < narrowest ? null : cupBetween(bars, leftRim, rightRim);
      const breakout = cup && breakoutOf(bars, cup);
      if (cup === null || breakout === null) continue;
      const rim = high[leftRim] as number;
      found.push({
        ...cup,
        breakout,
        pivotPrice: high[rightRim] as number,
        depthPercent: (100 * (rim - (low[cup.bottom] as number))) / rim,
        isVolumeConfirmed: (volume[breakout] as number) >= confirmingVolume * (mean[breakout - 1] as number),
      });
    }
  }
  return found;
}
