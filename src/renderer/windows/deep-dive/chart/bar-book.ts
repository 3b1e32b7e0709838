import type { Batch } from '../../../../engine/contract/define.ts';

export type ChartBar = {
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** Rows of a batch; bars with a hole in a price are left out rather than drawn at zero. */
export function barsOf({ columns }: Pick<Batch<unknown>, 'columns'>): readonly ChartBar[] {
  const { start, open, high, low, close, volume } = columns as Readonly<
    Record<keyof ChartBar, Float64Array | undefined>
  >;
  const bars: ChartBar[] = [];
  for (let index = 0; index < (start?.length ?? 0); index += 1) {
    const bar = {
      start: start?.[index] ?? NaN,
      open: open?.[index] ?? NaN,
      high: high?.[index] ?? NaN,
      low: low?.[index] ?? NaN,
      close: close?.[index] ?? NaN,
      volume: volume?.[index] ?? 0,
    };
    if (Number.isFinite(bar.start) && bar.open > 0 && bar.high > 0 && bar.low > 0 && bar.close > 0) bars.push(bar);
  }
  return bars;
}

/** New and changed bars into an ascending list; `from` is the first place that changed. */
export function mergeBars(
  known: readonly ChartBar[],
  changed: readonly ChartBar[],
): { readonly bars: readonly ChartBar[]; readonly from: number } {
  const first = changed[0];
  if (!first) return { bars: known, from: known.length };
  const at = known.findLastIndex(({ start }) => start < first.start) + 1;
  const byStart = new Map([...known.slice(at), ...changed].map((bar) => [bar.start, bar]));
  return {
    bars: [...known.slice(0, at), ...[...byStart.values()].toSorted((one, other) => one.start - other.start)],
    from: at,
  };
}
