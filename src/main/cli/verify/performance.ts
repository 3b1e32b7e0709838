import { performance, type ReturnSeries, sharpePerPeriod } from '../../../engine/quant/portfolio/performance.ts';
import {
  deflatedSharpe,
  expectedBestSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  type SharpeEstimate,
} from '../../../engine/quant/portfolio/sharpe-probability.ts';
import { type Case, cases, type Fields, number, numberOrNull, numbers, record } from './fields.ts';
import { relative } from './sample-fields.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const share = 1e-10;
/** Four digits in print. */
const printed = 5e-5;

type Quantities = Readonly<Record<string, number | null>>;

function compareFields(
  fields: Fields,
  path: string,
  { actual, compare }: { readonly actual: Quantities; readonly compare: Comparisons },
): void {
  for (const [name, value] of Object.entries(actual)) {
    const where = `${path}.${name}`;
    const expected = numberOrNull(fields[name], where);
    const tolerance = name === 'max_drawdown_duration' ? 0 : relative(expected, share);
    compare.number({ quantity: name.replaceAll('_', ' '), actual: value, expected, tolerance, where });
  }
}

function measured(series: ReturnSeries): { readonly estimate: SharpeEstimate | null; readonly actual: Quantities } {
  const ours = performance(series);
  const sharpe = sharpePerPeriod(series);
  const { skew, kurtosis } = ours;
  const known = sharpe !== null && skew !== null && kurtosis !== null;
  const estimate = known ? { sharpe, skew, kurtosis, count: series.returns.length } : null;
  const actual = {
    sharpe: ours.sharpe,
    sortino: ours.sortino,
    vol_annual: ours.volatility,
    cagr: ours.cagr,
    max_drawdown: ours.maxDrawdown,
    max_drawdown_duration: ours.maxDrawdownDuration,
    calmar: ours.calmar,
    ulcer: ours.ulcer,
    skew,
    kurtosis,
    psr_vs_0: estimate === null ? null : probabilisticSharpe(estimate, 0),
    min_trl_95: estimate === null ? null : minimumTrackRecord(estimate),
  };
  return { estimate, actual };
}

function compareDeflated(estimate: SharpeEstimate | null, { fields, path }: Case, compare: Comparisons): void {
  const tries = {
    trials: number(fields['trials'], `${path}.trials`),
    variance: number(fields['sr_variance'], `${path}.sr_variance`),
  };
  const actual = {
    sr0: expectedBestSharpe(tries.trials, tries.variance),
    dsr: estimate === null ? null : deflatedSharpe(estimate, tries),
  };
  compareFields(fields, path, { actual, compare });
}

/** The worked examples in print: ratios are stated per year. */
function comparePublished({ fields, path }: Case, compare: Comparisons): void {
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const periods = of('periods');
  const estimate = {
    sharpe: of('sr_annual') / Math.sqrt(periods),
    skew: of('skew'),
    kurtosis: of('kurtosis'),
    count: of('n'),
  };
  const tries = { trials: of('trials'), variance: of('sr_variance_annual') / periods };
  const dsr = deflatedSharpe(estimate, tries);
  compareFields(fields, path, { actual: { sr0: expectedBestSharpe(tries.trials, tries.variance), dsr }, compare });
  const where = `${path}.published`;
  compare.number({ quantity: 'dsr as published', actual: dsr, expected: of('published'), tolerance: printed, where });
}

/** An edge case states only what it is about. */
function compareEdge({ fields, path }: Case, compare: Comparisons): void {
  const { actual } = measured({
    returns: numbers(fields['returns'], `${path}.returns`),
    riskFree: number(fields['rf_annual'], `${path}.rf_annual`),
  });
  const stated = Object.entries(actual).filter(([name]) => name in fields);
  compareFields(fields, path, { actual: Object.fromEntries(stated), compare });
}

/** `performance`: ratios, drawdown, probabilistic and deflated Sharpe, with the published example. */
export const verifyPerformance: Verifier = (file, compare) => {
  const returns = numbers(file['returns'], 'returns');
  const { estimate, actual } = measured({ returns, riskFree: number(file['rf_annual'], 'rf_annual') });
  compareFields(record(file['expected'], 'expected'), 'expected', { actual, compare });
  for (const each of cases(file, 'dsr')) compareDeflated(estimate, each, compare);
  for (const each of cases(file, 'published')) comparePublished(each, compare);
  for (const each of cases(file, 'edge')) compareEdge(each, compare);
};
