/** Bars as a struct of arrays, oldest first, one length. */
export type HighLowClose = {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
};

export type BarColumns = HighLowClose & {
  readonly volume: Float64Array;
};

export type OpenBarColumns = BarColumns & {
  readonly open: Float64Array;
};

/** What an indicator may read. A column left out reads as NaN, sessions left out as one session. */
export type IndicatorColumns = {
  readonly [column in BarColumn]?: Float64Array | undefined;
} & {
  /** Number of each bar's session; a change starts session sums anew. */
  readonly session?: Int32Array | undefined;
};

export const barColumns = ['open', 'high', 'low', 'close', 'volume', 'benchmark'] as const;
export type BarColumn = (typeof barColumns)[number];
