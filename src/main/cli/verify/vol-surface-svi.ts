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
import { type Case, cases, type Fields, flag, number, record } from './fields.ts';
import type { Comparisons } from './verifier.ts';

const relative = 1e-11;
/** Beside a relative tolerance for sums that may cancel to nearly 0, such as a slope at the vertex. */
const rounding = 1e-15;
const densityTolerance = 1e-10;

type Values = Readonly<Record<string, number | null | undefined>>;

function compareRelative(values: Values, { fields, path }: Case, compare: Comparisons): void {
  for (const [quantity, actual] of Object.entries(values)) {
    const expected = number(fields[quantity], `${path}.${quantity}`);
    compare.number({ quantity, actual, expected, tolerance: relative * Math.abs(expected) + rounding, where: path });
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
  const actual = smallestButterfly(slice, { low: of('lo'), high: of('hi'), points: of('n') });
  const expected = number(fields['min_g_on_grid'], `${path}.min_g_on_grid`);
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
    const expected = number(point.fields['g'], `${point.path}.g`);
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

/** How far the fit lies above the reference fit; below it nothing is wrong. */
export function compareSviFit(one: Case, compare: Comparisons): void {
  const { fields, path } = one;
  const years = number(fields['T'], `${path}.T`);
  const quotes = cases(fields, 'quotes', path).map((quote) => ({
    k: number(quote.fields['k'], `${quote.path}.k`),
    variance: number(quote.fields['iv'], `${quote.path}.iv`) ** 2 * years,
  }));
  const k = Float64Array.from(quotes, (quote) => quote.k);
  const variance = Float64Array.from(quotes, (quote) => quote.variance);
  const fit = fitSvi({ k, variance });
  const oracle = number(fields['oracle_rmse_w'], `${path}.oracle_rmse_w`);
  compare.number({
    quantity: 'fit: rmse in w above the reference',
    actual: fit.slice === null ? null : Math.max(0, fit.rmse - oracle),
    expected: 0,
    tolerance: 0.02 * oracle + 1e-9,
    where: path,
  });
  if (fields['true_params'] === null || fields['true_params'] === undefined) return;
  const truth = sliceOf(record(fields['true_params'], `${path}.true_params`), `${path}.true_params`);
  for (const [at, moneyness] of k.entries()) {
    const actual = fit.slice === null ? null : sviVariance(fit.slice, moneyness);
    const where = `${path}.quotes[${at}]`;
    const expected = sviVariance(truth, moneyness);
    compare.number({ quantity: 'fit: w without noise', actual, expected, tolerance: 1e-8, where });
  }
}
