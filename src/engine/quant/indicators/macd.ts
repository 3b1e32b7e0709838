import { ema, warmingUp } from './moving-averages.ts';

export type Macd = { readonly macd: Float64Array; readonly signal: Float64Array; readonly histogram: Float64Array };

/**
 * MACD as TA-Lib: the fast average is seeded on the bars ending where the slow one starts, and all three lines start
 * together at slow + signal - 2.
 */
export function macd(
  close: Float64Array,
  periods: { readonly fast: number; readonly slow: number; readonly signal: number },
): Macd {
  const { signal } = periods;
  const fast = Math.min(periods.fast, periods.slow);
  const slow = Math.max(periods.fast, periods.slow);
  const size = close.length;
  const first = slow - 1;
  const fastLine = ema(close, fast, first);
  const slowLine = ema(close, slow);
  const line = warmingUp(size);
  for (let bar = first; bar < size; bar += 1) line[bar] = (fastLine[bar] as number) - (slowLine[bar] as number);
  const signalLine = ema(line, signal, first + signal - 1);
  const histogram = warmingUp(size);
  for (let bar = 0; bar < size; bar += 1) {
    histogram[bar] = (line[bar] as number) - (signalLine[bar] as number);
    if (bar < first + signal - 1) line[bar] = Number.NaN;
  }
  return { macd: line, signal: signalLine, histogram };
}
