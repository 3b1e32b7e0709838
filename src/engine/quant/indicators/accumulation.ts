import type { BarStep } from './bar-step.ts';

/** Volume signed by where the bar closed in its range, -1 .. 1; a bar without range moves nothing. */
function signedVolume(bar: { high: number; low: number; close: number; volume: number }): number {
  const range = bar.high - bar.low;
  return range > 0 ? ((bar.close - bar.low - (bar.high - bar.close)) / range) * bar.volume : 0;
}

/** Accumulation/distribution line (Chaikin): the running sum of signed volume; first value at bar 0. */
export function accumulationStep(): BarStep {
  let line = 0;
  return (bar, final, out) => {
    const next = line + signedVolume(bar);
    if (final) line = next;
    out[0] = next;
  };
}

/**
 * Chaikin oscillator: fast less slow exponential average of the line, both starting at its first value; first value at
 * max(fast, slow) - 1, as TA-Lib.
 */
export function accumulationOscillatorStep(settings: { readonly fast: number; readonly slow: number }): BarStep {
  const accumulation = accumulationStep();
  const fast = startedAverage(settings.fast);
  const slow = startedAverage(settings.slow);
  const warmUp = Math.max(settings.fast, settings.slow) - 1;
  let seen = 0;
  return (bar, final, out) => {
    accumulation(bar, final, out);
    const line = out[0] as number;
    const difference = fast(line, final) - slow(line, final);
    out[0] = seen < warmUp ? Number.NaN : difference;
    if (final) seen += 1;
  };
}

/** Exponential average that starts at the first value instead of a mean. */
function startedAverage(period: number): (value: number, final: boolean) => number {
  const k = 2 / (period + 1);
  let average = Number.NaN;
  return (value, final) => {
    const next = Number.isNaN(average) ? value : average + k * (value - average);
    if (final) average = next;
    return next;
  };
}
