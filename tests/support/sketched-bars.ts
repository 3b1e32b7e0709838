export type SketchedBar = {
  readonly open?: number;
  readonly high?: number;
  readonly low?: number;
  readonly close: number;
  readonly volume?: number;
};

/** Bars as a test writes them: opening at the close before, no wicks and volume 100 unless said. */
export function sketchedBars(bars: readonly SketchedBar[]) {
  const opens = bars.map((bar, index) => bar.open ?? bars[index - 1]?.close ?? bar.close);
  const tops = bars.map((bar, index) => bar.high ?? Math.max(opens[index] ?? bar.close, bar.close));
  const bottoms = bars.map((bar, index) => bar.low ?? Math.min(opens[index] ?? bar.close, bar.close));
  return {
    open: Float64Array.from(opens),
    high: Float64Array.from(tops),
    low: Float64Array.from(bottoms),
    close: Float64Array.from(bars, ({ close }) => close),
    volume: Float64Array.from(bars, ({ volume }) => volume ?? 100),
  };
}

/** The same bar so many times. */
export function repeated(count: number, bar: SketchedBar): SketchedBar[] {
  return Array.from({ length: count }, () => bar);
}
