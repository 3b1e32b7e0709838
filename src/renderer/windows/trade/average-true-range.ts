type Bars = { readonly high: Float64Array; readonly low: Float64Array; readonly close: Float64Array };

/** Mean of the last `days` true ranges; null with fewer than five of them. */
export function averageTrueRange({ high, low, close }: Bars, days: number): number | null {
  const ranges: number[] = [];
  for (let at = Math.max(1, close.length - days); at < close.length; at += 1) {
    const before = close[at - 1] ?? Number.NaN;
    const top = Math.max(high[at] ?? Number.NaN, before);
    const bottom = Math.min(low[at] ?? Number.NaN, before);
    if (Number.isFinite(top - bottom)) ranges.push(top - bottom);
  }
  return ranges.length < 5 ? null : ranges.reduce((sum, range) => sum + range, 0) / ranges.length;
}
