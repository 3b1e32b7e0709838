import { warmingUp } from './moving-averages.ts';

/** Relative strength index 0..100 with Wilder smoothing (1978); first value at `period`; 0 when nothing ever moved. */
export function rsi(close: Float64Array, period: number): Float64Array {
  const out = warmingUp(close.length);
  let gain = 0;
  let loss = 0;
  for (let bar = 1; bar < close.length; bar += 1) {
    const change = (close[bar] as number) - (close[bar - 1] as number);
    const up = change > 0 ? change : 0;
    const down = change < 0 ? -change : 0;
    if (bar <= period) {
      gain += up / period;
      loss += down / period;
    } else {
      gain = (gain * (period - 1) + up) / period;
      loss = (loss * (period - 1) + down) / period;
    }
    if (bar >= period) out[bar] = gain + loss > 0 ? (100 * gain) / (gain + loss) : 0;
  }
  return out;
}
