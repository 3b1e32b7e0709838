/** Bars as a struct of arrays, oldest first, one length. */
export type OhlcColumns = {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
};

/** What one bar adds to an estimate; NaN where a price it needs is missing, not positive, or the high is below the low. */
export type BarTerm = (bars: OhlcColumns, bar: number) => number;

function at(column: Float64Array, index: number): number {
  return column[index] ?? Number.NaN;
}

/** ln(above / below); NaN unless both are positive and finite. */
function logRatio(above: number, below: number): number {
  return above > 0 && below > 0 && Number.isFinite(above + below) ? Math.log(above / below) : Number.NaN;
}

function range({ high, low }: OhlcColumns, bar: number): number {
  const ratio = logRatio(at(high, bar), at(low, bar));
  return ratio >= 0 ? ratio : Number.NaN;
}

/** ln(C / previous C). */
export const closeReturn: BarTerm = ({ close }, bar) => logRatio(at(close, bar), at(close, bar - 1));

/** ln(O / previous C). */
export const overnightReturn: BarTerm = ({ open, close }, bar) => logRatio(at(open, bar), at(close, bar - 1));

/** ln(C / O). */
export const intradayReturn: BarTerm = ({ open, close }, bar) => logRatio(at(close, bar), at(open, bar));

export const squaredReturn: BarTerm = (bars, bar) => closeReturn(bars, bar) ** 2;

/** Parkinson, J. Business 53 (1980) 61. */
export const parkinsonTerm: BarTerm = (bars, bar) => range(bars, bar) ** 2 / (4 * Math.LN2);

/** Garman & Klass, J. Business 53 (1980) 67. */
export const garmanKlassTerm: BarTerm = (bars, bar) =>
  0.5 * range(bars, bar) ** 2 - (2 * Math.LN2 - 1) * intradayReturn(bars, bar) ** 2;

/** Garman-Klass and the gap before the bar. */
export const garmanKlassGapTerm: BarTerm = (bars, bar) => garmanKlassTerm(bars, bar) + overnightReturn(bars, bar) ** 2;

/** Rogers & Satchell, Ann. Appl. Prob. 1 (1991) 504. */
export const rogersSatchellTerm: BarTerm = (bars, bar) => {
  const { open, high, low, close } = bars;
  if (Number.isNaN(range(bars, bar))) return Number.NaN;
  const [o, h, l, c] = [at(open, bar), at(high, bar), at(low, bar), at(close, bar)];
  return logRatio(h, c) * logRatio(h, o) + logRatio(l, c) * logRatio(l, o);
};
