import { alongBars, type BarStep } from './bar-step.ts';
import { windowMoments } from './window-moments.ts';

export type Bands = { readonly upper: Float64Array; readonly middle: Float64Array; readonly lower: Float64Array };
export type BandSettings = { readonly period: number; readonly deviationsUp: number; readonly deviationsDown: number };

/** Outputs upper, middle, lower: the mean of `period` closes plus and minus a number of population deviations. */
export function bollingerBandsStep({ period, deviationsUp, deviationsDown }: BandSettings): BarStep {
  const moments = windowMoments(period);
  return ({ close }, final, out) => {
    if (!moments(close, final, out)) {
      out.fill(Number.NaN);
      return;
    }
    const mean = out[0] as number;
    const deviation = Math.sqrt(out[1] as number);
    out[0] = mean + deviationsUp * deviation;
    out[1] = mean;
    out[2] = mean - deviationsDown * deviation;
  };
}

/** Bollinger bands (1983); first value at period - 1; a flat window has width exactly 0. */
export function bollingerBands(close: Float64Array, settings: BandSettings): Bands {
  const outputs = ['upper', 'middle', 'lower'];
  const source = { inputs: ['close'] as const, outputs, create: () => bollingerBandsStep(settings) };
  const [upper, middle, lower] = alongBars(source, { close });
  return { upper, middle, lower } as Bands;
}
