import type { BarColumns } from '../indicators/bar-columns.ts';
import { sma } from '../indicators/moving-averages.ts';
import { along } from '../indicators/step.ts';
import { highestOf, lowestOf } from '../indicators/window-extremes.ts';

export type Breakout = {
  readonly bar: number;
  readonly side: 'up' | 'down';
  /** The extreme of the 20 bars before, which the close has passed. */
  readonly level: number;
  /** Whether volume reached 1.5 times the mean of the 20 bars before. */
  readonly isConfirmed: boolean;
};

const lookback = 20;
const confirmingVolume = 1.5;

/** Closes above the highest high or below the lowest low of the 20 bars before. House definition. */
export function findBreakouts({ high, low, close, volume }: BarColumns): readonly Breakout[] {
  const highest = along(() => highestOf(lookback), high);
  const lowest = along(() => lowestOf(lookback), low);
  const mean = sma(volume, lookback);
  const found: Breakout[] = [];
  for (let bar = lookback; bar < close.length; bar += 1) {
    const top = highest[bar - 1] as number;
    const bottom = lowest[bar - 1] as number;
    const current = close[bar] as number;
    const isConfirmed = (volume[bar] as number) >= confirmingVolume * (mean[bar - 1] as number);
    if (current > top) found.push({ bar, side: 'up', level: top, isConfirmed });
    else if (current < bottom) found.push({ bar, side: 'down', level: bottom, isConfirmed });
  }
  return found;
}
