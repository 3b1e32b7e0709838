import { fitSvi } from '../../../engine/quant/volatility/fit-svi.ts';
import { ssviButterfly, ssviCurvature, ssviSlice, ssviVariance } from '../../../engine/quant/volatility/ssvi.ts';
import { butterflyTerm, leeWingsHold, smallestButterfly } from '../../../engine/quant/volatility/svi-arbitrage.ts';
import { jumpWings } from '../../../engine/quant/volatility/svi-jump-wings.ts';
import {
  type SviSlice,
  sviCurvature,
  sviFloor,
  sviSlope,
  sviVariance,
  sviVol,
} from '../../../engine/quant/volatility/svi-slice.ts';
import { type Case, cases, count, type Fields, flag, number, numberOrNull, record } from './fields.ts';
import type { Comparisons } from './verifier.ts';

const relative = 1e-11;
/** Beside a relative tolerance for sums that may cancel to nearly 0, such as a slope at the vertex. */
const rounding = 1e-15;
const densityTolerance = 1e-10;

type Values = Readonly<Record<string, number | null | undefined>>;

function compareRelative(values: Values, { fields, path }: Case, compare: Comparisons): void {
  for (const [quantity, actual] of Object.entries(values)) {
    const expected = numberOrNull(fields[quantity], `${path}.${quantity}`);
    const tolerance = relative * Math.abs(expected ?? 0) + rounding;
    compare.number({ quantity, actual, expected, tolerance, where: path });
  }
}

function compareFlag(quantity: string, actual: boolean, { fields, path }: Case, compare: Comparisons): void {
  const expected = flag(fields[quantity], `${path}.${quantity}`);
  compare.word({ quantity, actual: String(actual), expected: String(expected), where: path });
}

function sliceOf(fields: Fields, path: string): SviSlice {
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  return { a: of('a'), b: of('b'), rho: of('rho'), m: of('m'), sigma: of('sigma') };
}

function compareGrid(slice: SviSlice, { fields, path }: Case, compare: Comparisons): void {
  const at = `${path}.grid`;
  const stated = record(fields['grid'], at);
  const of = (name: string): number => number(stated[name], `${at}.${name}`);
  const actual = smallestButterfly(slice, { low: of('lo'), high: of('hi'), points: count(stated['n'], `${at}.n`) });
  const expected = numberOrNull(fields['min_g_on_grid'], `${path}.min_g_on_grid`);
  compare.number({ quantity: 'min_g_on_grid', actual, expected, tolerance: densityTolerance, where: path });
  compareFlag('butterfly_free_on_grid', actual >= 0, { fields, path }, compare);
}

/** A raw slice: variance and derivatives at points, g(k), wings, jump wings. */
export function compareSvi(one: Case, compare: Comparisons): void {
  const { fields, path } = one;
  const years = number(fields['T'], `${path}.T`);
  const slice = sliceOf(record(fields['params'], `${path}.params`), `${path}.params`);
  for (const point of cases(fields, 'points', path)) {
    const k = number(point.fields['k'], `${point.path}.k`);
    const values = {
      w: sviVariance(slice, k),
      iv: sviVol(slice, k, years),
      w1: sviSlope(slice, k),
      w2: sviCurvature(slice, k),
    };
    compareRelative(values, point, compare);
    const expected = numberOrNull(point.fields['g'], `${point.path}.g`);
    const actual = butterflyTerm(slice, k);
    compare.number({ quantity: 'g', actual, expected, tolerance: densityTolerance, where: point.path });
  }
  compareGrid(slice, one, compare);
  compareRelative({ min_w: sviFloor(slice) }, one, compare);
  compareFlag('lee_ok', leeWingsHold(slice), one, compare);
  const wings = jumpWings(slice, years);
  const values = {
    v: wings?.variance,
    psi: wings?.skew,
    p: wings?.putWing,
    c: wings?.callWing,
    v_min: wings?.smallestVariance,
  };
  compareRelative(values, { fields: record(fields['jw'], `${path}.jw`), path: `${path}.jw` }, compare);
}

/** A power-law SSVI slice: its curvature, variances, raw form and conditions. */
export function compareSsvi(one: Case, compare: Comparisons): void {
  const { fields, path } = one;
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const surface = { rho: of('rho'), eta: of('eta'), gamma: of('gamma') };
  const theta = of('theta');
  for (const point of cases(fields, 'w', path)) {
    const k = number(point.fields['k'], `${point.path}.k`);
    compareRelative({ w: ssviVariance(surface, theta, k) }, point, compare);
  }
  const raw = { fields: record(fields['raw'], `${path}.raw`), path: `${path}.raw` };
  compareRelative(ssviSlice(surface, theta), raw, compare);
  const { wing, curvature, free } = ssviButterfly(surface, theta);
  compareRelative({ phi: ssviCurvature(surface, theta), cond1: wing, cond2: curvature }, one, compare);
  compareFlag('butterfly_free', free, one, compare);
}

type FitCase = Case & { readonly k: Float64Array; readonly variance: Float64Array };

function fitCase({ fields, path }: Case): FitCase {
  const years = number(fields['T'], `${path}.T`);
  const quotes = cases(fields, 'quotes', path);
  const k = Float64Array.from(quotes, (quote) => number(quote.fields['k'], `${quote.path}.k`));
  const vols = Float64Array.from(quotes, (quote) => number(quote.fields['iv'], `${quote.path}.iv`));
  return { fields, path, k, variance: vols.map((vol) => vol * vol * years) };
}

/** A slice stated in the case, or null where it states none. */
function statedSlice({ fields, path }: Case, name: string): SviSlice | null {
  const value = fields[name];
  return value === null || value === undefined ? null : sliceOf(record(value, `${path}.${name}`), `${path}.${name}`);
}

/** The file's own fit must have the error it states: both sides then mean the same by it. */
function compareReferenceFit(one: FitCase, expected: number, compare: Comparisons): void {
  const reference = statedSlice(one, 'oracle_params');
  if (reference === null) return;
  const misses = one.k.map((k, row) => sviVariance(reference, k) - (one.variance[row] ?? Number.NaN));
  const actual = Math.sqrt(misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length);
  const tolerance = 1e-9 * expected + 1e-12;
  compare.number({ quantity: 'rmse in w of the reference fit', actual, expected, tolerance, where: one.path });
}

function compareTruth(one: FitCase, slice: SviSlice | null, compare: Comparisons): void {
  const truth = statedSlice(one, 'true_params');
  if (truth === null) return;
  for (const [at, moneyness] of one.k.entries()) {
    const actual = slice === null ? null : sviVariance(slice, moneyness);
    const where = `${one.path}.quotes[${at}]`;
    const expected = sviVariance(truth, moneyness);
    compare.number({ quantity: 'fit: w without noise', actual, expected, tolerance: 1e-8, where });
  }
}

/** How far the fit lies above the reference fit; below it nothing is wrong. */
export function compareSviFit(stated: Case, compare: Comparisons): void {
  const one = fitCase(stated);
  const fit = fitSvi({ k: one.k, variance: one.variance });
  const oracle = number(one.fields['oracle_rmse_w'], `${one.path}.oracle_rmse_w`);
  const actual = fit.slice === null ? null : Math.max(0, fit.rmse - oracle);
  const tolerance = 0.02 * oracle + 1e-9;
  compare.number({ quantity: 'fit: rmse in w above the reference', actual, expected: 0, tolerance, where: one.path });
  compareReferenceFit(one, oracle, compare);
  compareTruth(one, fit.slice, compare);
}
