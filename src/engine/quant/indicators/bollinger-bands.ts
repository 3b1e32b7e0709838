import { warmingUp } from './moving-averages.ts';

export type Bands = { readonly upper: Float64Array; readonly middle: Float64Array; readonly lower: Float64Array };

/**
 * Mean of `period` closes plus and minus a number of population deviations; first value at period - 1. Two passes over
 * each window, so that a flat window has width exactly 0.
 */
export function bollingerBands(
  close: Float64Array,
  settings: { readonly period: number; readonly deviationsUp: number; readonly deviationsDown: number },
): Bands {
  const { period, deviationsUp, deviationsDown } = settings;
  const bands = { upper: warmingUp(close.length), middle: warmingUp(close.length), lower: warmingUp(close.length) };
  for (let bar = period - 1; bar < close.length; bar += 1) {
    const first = bar - period + 1;
    // Measured from the first close: a constant window has mean and deviation without any rounding.
    const anchor = close[first] as number;
    let shift = 0;
    for (let at = first; at <= bar; at += 1) shift += (close[at] as number) - anchor;
    const mean = anchor + shift / period;
    let squares = 0;
    for (let at = first; at <= bar; at += 1) squares += ((close[at] as number) - mean) ** 2;
    const deviation = Math.sqrt(squares / period);
    bands.upper[bar] = mean + deviationsUp * deviation;
    bands.middle[bar] = mean;
    bands.lower[bar] = mean - deviationsDown * deviation;
  }
  return bands;
}
