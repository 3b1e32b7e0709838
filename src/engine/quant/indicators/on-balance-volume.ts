import { alongBars, type BarStep } from './bar-step.ts';

/** On-balance volume (Granville 1963): added on up closes, taken away on down closes, starting at the first volume. */
export function onBalanceVolumeStep(): BarStep {
  let balance = 0;
  let previous = Number.NaN;
  return ({ close, volume }, final, out) => {
    let next = balance;
    if (Number.isNaN(previous) || close > previous) next += volume;
    else if (close < previous) next -= volume;
    out[0] = next;
    if (!final) return;
    balance = next;
    previous = close;
  };
}

export function onBalanceVolume(close: Float64Array, volume: Float64Array): Float64Array {
  const source = { inputs: ['close', 'volume'] as const, outputs: ['obv'], create: onBalanceVolumeStep };
  return alongBars(source, { close, volume })[0] as Float64Array;
}
