/** Daily bars, oldest first, one length. */
export type OhlcColumns = {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
};

export type RealisedVolInput = {
  readonly bars: OhlcColumns;
  /** Index of the last bar of the window. */
  readonly end: number;
  /** Bars (close-to-close: returns) in the window. */
  readonly window: number;
  readonly periodsPerYear?: number;
};

const tradingDays = 252;

function at(column: Float64Array, index: number): number {
  return column[index] ?? Number.NaN;
}

function logRatio(above: number, below: number): number {
  return Math.log(above / below);
}

/** Mean of a term over the window, times the periods of a year, as a vol; null when the window does not fit. */
function meanVol(
  input: RealisedVolInput,
  before: number,
  term: (bars: OhlcColumns, bar: number) => number,
): number | null {
  const { bars, end, window, periodsPerYear = tradingDays } = input;
  const start = end - window + 1;
  if (window < 1 || start < before || end >= bars.close.length) return null;
  let sum = 0;
  for (let bar = start; bar <= end; bar += 1) sum += term(bars, bar);
  return finiteRoot((periodsPerYear * sum) / window);
}

function finiteRoot(variance: number): number | null {
  return variance >= 0 && Number.isFinite(variance) ? Math.sqrt(variance) : null;
}

function sampleVariance(input: RealisedVolInput, term: (bars: OhlcColumns, bar: number) => number): number {
  const { bars, end, window } = input;
  let mean = 0;
  for (let bar = end - window + 1; bar <= end; bar += 1) mean += term(bars, bar);
  mean /= window;
  let sum = 0;
  for (let bar = end - window + 1; bar <= end; bar += 1) sum += (term(bars, bar) - mean) ** 2;
  return sum / (window - 1);
}

const closeReturn = ({ close }: OhlcColumns, bar: number) => logRatio(at(close, bar), at(close, bar - 1));
const overnight = ({ open, close }: OhlcColumns, bar: number) => logRatio(at(open, bar), at(close, bar - 1));
const intraday = ({ open, close }: OhlcColumns, bar: number) => logRatio(at(close, bar), at(open, bar));

function garmanKlassTerm(bars: OhlcColumns, bar: number): number {
  const range = logRatio(at(bars.high, bar), at(bars.low, bar));
  return 0.5 * range * range - (2 * Math.LN2 - 1) * intraday(bars, bar) ** 2;
}

function rogersSatchellTerm({ open, high, low, close }: OhlcColumns, bar: number): number {
  const [o, h, l, c] = [at(open, bar), at(high, bar), at(low, bar), at(close, bar)];
  return logRatio(h, c) * logRatio(h, o) + logRatio(l, c) * logRatio(l, o);
}

/** Annualised sample deviation of `window` log returns; needs one close before the window. Null when it does not fit. */
export function closeToCloseVol(input: RealisedVolInput): number | null {
  const { bars, end, window, periodsPerYear = tradingDays } = input;
  if (window < 2 || end - window < 0 || end >= bars.close.length) return null;
  return finiteRoot(periodsPerYear * sampleVariance(input, closeReturn));
}

/** The same around a mean of zero. */
export function zeroMeanVol(input: RealisedVolInput): number | null {
  return meanVol(input, 1, (bars, bar) => closeReturn(bars, bar) ** 2);
}

/** From high and low: Parkinson, J. Business 53 (1980) 61. */
export function parkinsonVol(input: RealisedVolInput): number | null {
  return meanVol(input, 0, ({ high, low }, bar) => logRatio(at(high, bar), at(low, bar)) ** 2 / (4 * Math.LN2));
}

/** From open, high, low, close without drift or gaps: Garman & Klass, J. Business 53 (1980) 67. */
export function garmanKlassVol(input: RealisedVolInput): number | null {
  return meanVol(input, 0, garmanKlassTerm);
}

/** Independent of drift: Rogers & Satchell, Ann. Appl. Prob. 1 (1991) 504. */
export function rogersSatchellVol(input: RealisedVolInput): number | null {
  return meanVol(input, 0, rogersSatchellTerm);
}

/** Garman-Klass with the overnight gap added inside the sum (Yang-Zhang extension). */
export function garmanKlassYangZhangVol(input: RealisedVolInput): number | null {
  return meanVol(input, 1, (bars, bar) => garmanKlassTerm(bars, bar) + overnight(bars, bar) ** 2);
}

/** Overnight, open-to-close and Rogers-Satchell parts with minimum variance: Yang & Zhang, J. Business 73 (2000) 477. */
export function yangZhangVol(input: RealisedVolInput): number | null {
  const { bars, end, window, periodsPerYear = tradingDays } = input;
  if (window < 2 || end - window < 0 || end >= bars.close.length) return null;
  const rangeVol = meanVol(input, 1, rogersSatchellTerm);
  if (rangeVol === null) return null;
  const k = 0.34 / (1.34 + (window + 1) / (window - 1));
  const gaps = sampleVariance(input, overnight);
  const days = sampleVariance(input, intraday);
  return finiteRoot(periodsPerYear * (gaps + k * days) + (1 - k) * rangeVol * rangeVol);
}
