import {
  type BarTerm,
  closeReturn,
  garmanKlassGapTerm,
  garmanKlassTerm,
  intradayReturn,
  type OhlcColumns,
  overnightReturn,
  parkinsonTerm,
  rogersSatchellTerm,
  squaredReturn,
} from './bar-variance.ts';

export const volEstimators = [
  'close-to-close',
  'zero-mean',
  'parkinson',
  'garman-klass',
  'garman-klass-yang-zhang',
  'rogers-satchell',
  'yang-zhang',
] as const;
export type VolEstimator = (typeof volEstimators)[number];

type Definition = {
  readonly terms: readonly BarTerm[];
  /** Whether the first bar of the window needs the close before it. */
  readonly needsClose: boolean;
  readonly smallestWindow: number;
  /** Variance of one period from the columns of terms, over the rows start .. start + window - 1. */
  readonly variance: (columns: readonly Float64Array[], start: number, window: number) => number;
};

function mean(column: Float64Array | undefined, start: number, window: number): number {
  let sum = 0;
  for (let row = start; row < start + window; row += 1) sum += column?.[row] ?? Number.NaN;
  return sum / window;
}

/** Sample variance (ddof 1) in two passes. */
function spread(column: Float64Array | undefined, start: number, window: number): number {
  const middle = mean(column, start, window);
  let sum = 0;
  for (let row = start; row < start + window; row += 1) sum += ((column?.[row] ?? Number.NaN) - middle) ** 2;
  return sum / (window - 1);
}

function averaged(term: BarTerm, needsClose: boolean): Definition {
  const variance: Definition['variance'] = ([column], start, window) => mean(column, start, window);
  return { terms: [term], needsClose, smallestWindow: 1, variance };
}

/** Overnight, open-to-close and Rogers-Satchell parts with minimum variance: Yang & Zhang, J. Business 73 (2000) 477. */
const yangZhang: Definition = {
  terms: [overnightReturn, intradayReturn, rogersSatchellTerm],
  needsClose: true,
  smallestWindow: 2,
  variance: ([gaps, days, ranges], start, window) => {
    const k = 0.34 / (1.34 + (window + 1) / (window - 1));
    return spread(gaps, start, window) + k * spread(days, start, window) + (1 - k) * mean(ranges, start, window);
  },
};

const definitions: Readonly<Record<VolEstimator, Definition>> = {
  'close-to-close': {
    terms: [closeReturn],
    needsClose: true,
    smallestWindow: 2,
    variance: ([returns], start, window) => spread(returns, start, window),
  },
  'zero-mean': averaged(squaredReturn, true),
  parkinson: averaged(parkinsonTerm, false),
  'garman-klass': averaged(garmanKlassTerm, false),
  'garman-klass-yang-zhang': averaged(garmanKlassGapTerm, true),
  'rogers-satchell': averaged(rogersSatchellTerm, false),
  'yang-zhang': yangZhang,
};

const tradingDays = 252;

export type RollingVolInput = {
  readonly bars: OhlcColumns;
  /** Bars (from closes: returns) in each window. */
  readonly window: number;
  readonly periodsPerYear?: number;
};

function isWindow(window: number, definition: Definition): boolean {
  return Number.isInteger(window) && window >= definition.smallestWindow;
}

function annualised(variance: number, periodsPerYear: number): number {
  return variance >= 0 && Number.isFinite(variance) ? Math.sqrt(periodsPerYear * variance) : Number.NaN;
}

/**
 * Annualised vol (1.00 = 100 %) of the window ending at every bar, written into `out` (one value a bar): each bar's
 * logarithms are taken once. NaN where the window does not fit or holds a bar without usable prices, everywhere for a
 * window too short for the estimator. `volEstimators` name the literature's; 252 periods a year unless given.
 */
export function rollingVol(estimator: VolEstimator, input: RollingVolInput, out: Float64Array): void {
  const { bars, window, periodsPerYear = tradingDays } = input;
  const definition = definitions[estimator];
  out.fill(Number.NaN);
  if (!isWindow(window, definition)) return;
  const size = bars.close.length;
  const columns = definition.terms.map((term) => {
    const column = new Float64Array(size);
    for (let bar = 0; bar < size; bar += 1) column[bar] = term(bars, bar);
    return column;
  });
  for (let start = definition.needsClose ? 1 : 0; start + window <= size; start += 1) {
    out[start + window - 1] = annualised(definition.variance(columns, start, window), periodsPerYear);
  }
}

export type RealisedVolInput = RollingVolInput & {
  /** Index of the last bar of the window. */
  readonly end: number;
};

/** The same of one window; null without a value. Equal to the rolling one to the last bit. */
export function realisedVol(estimator: VolEstimator, input: RealisedVolInput): number | null {
  const { bars, end, window, periodsPerYear = tradingDays } = input;
  const definition = definitions[estimator];
  const start = end - window + 1;
  if (!isWindow(window, definition) || start < (definition.needsClose ? 1 : 0) || !(end < bars.close.length))
    return null;
  const columns = definition.terms.map((term) => {
    const column = new Float64Array(window);
    for (let row = 0; row < window; row += 1) column[row] = term(bars, start + row);
    return column;
  });
  const vol = annualised(definition.variance(columns, 0, window), periodsPerYear);
  return Number.isNaN(vol) ? null : vol;
}

const named =
  (estimator: VolEstimator) =>
  (input: RealisedVolInput): number | null =>
    realisedVol(estimator, input);

export const closeToCloseVol = named('close-to-close');
export const zeroMeanVol = named('zero-mean');
export const parkinsonVol = named('parkinson');
export const garmanKlassVol = named('garman-klass');
export const garmanKlassYangZhangVol = named('garman-klass-yang-zhang');
export const rogersSatchellVol = named('rogers-satchell');
export const yangZhangVol = named('yang-zhang');
