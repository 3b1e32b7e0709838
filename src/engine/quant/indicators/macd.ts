import { emaStep } from './moving-averages.ts';
import { alongBars, type BarStep } from './bar-step.ts';

export type MacdSettings = { readonly fast: number; readonly slow: number; readonly signal: number };
export type Macd = { readonly macd: Float64Array; readonly signal: Float64Array; readonly histogram: Float64Array };

/**
 * MACD (Appel 1979) as TA-Lib: the fast average is seeded on the bars ending where the slow one starts, and all three
 * lines (line, signal, histogram) start together at slow + signal - 2. Periods the wrong way round are exchanged.
 */
export function macdStep(settings: MacdSettings): BarStep {
  const short = Math.min(settings.fast, settings.slow);
  const long = Math.max(settings.fast, settings.slow);
  const fast = emaStep(short);
  const slow = emaStep(long);
  const smooth = emaStep(settings.signal);
  let skip = long - short;
  return ({ close }, final, out) => {
    const line = fast(skip > 0 ? Number.NaN : close, final) - slow(close, final);
    const signal = smooth(line, final);
    if (final && skip > 0) skip -= 1;
    out[0] = Number.isNaN(signal) ? Number.NaN : line;
    out[1] = signal;
    out[2] = line - signal;
  };
}

export function macd(close: Float64Array, settings: MacdSettings): Macd {
  const outputs = ['macd', 'signal', 'histogram'];
  const [line, signal, histogram] = alongBars(
    { inputs: ['close'], outputs, create: () => macdStep(settings) },
    { close },
  );
  return { macd: line, signal, histogram } as Macd;
}
