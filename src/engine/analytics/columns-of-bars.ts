import type { Bar } from '../domain/bar.ts';
import type { BarColumns } from '../quant/indicators/bar-columns.ts';

/** Bars as the columns quant reads. A plain loop: this runs for every ticker at every score. */
export function columnsOfBars(bars: readonly Bar[]): BarColumns & { readonly open: Float64Array } {
  const { length } = bars;
  const columns = {
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length),
  };
  for (let index = 0; index < length; index += 1) {
    const bar = bars[index];
    if (!bar) continue;
    columns.open[index] = bar.open;
    columns.high[index] = bar.high;
    columns.low[index] = bar.low;
    columns.close[index] = bar.close;
    columns.volume[index] = bar.volume;
  }
  return columns;
}
