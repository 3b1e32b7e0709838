/** Bars as a struct of arrays, oldest first, one length. */
export type HighLowClose = {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
};

export type BarColumns = HighLowClose & {
  readonly volume: Float64Array;
};
