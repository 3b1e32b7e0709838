import {
  cornishFisherVar,
  ewmaVar,
  historicalTailRisk,
  normalTailRisk,
} from '../../../engine/quant/portfolio/value-at-risk.ts';
import { moments } from '../../../engine/quant/statistics/moments.ts';
import { type Case, cases, type Fields, number, numberOrNull, numbers } from './fields.ts';
import { relative } from './sample-fields.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const share = 1e-9;

type Quantities = Readonly<Record<string, number | null | undefined>>;

function compareFields(fields: Fields, path: string, actual: Quantities, compare: Comparisons): void {
  for (const [name, value] of Object.entries(actual)) {
    const where = path === '' ? name : `${path}.${name}`;
    const expected = numberOrNull(fields[name], where);
    const quantity = name.replaceAll('_', ' ');
    compare.number({ quantity, actual: value, expected, tolerance: relative(expected, share), where });
  }
}

function compareCase(pnl: Float64Array, { fields, path }: Case, compare: Comparisons): void {
  const alpha = number(fields['alpha'], `${path}.alpha`);
  const historical = historicalTailRisk(pnl, alpha);
  const normal = normalTailRisk(pnl, alpha);
  const actual = {
    hist_var: historical?.valueAtRisk,
    hist_es: historical?.expectedShortfall,
    normal_var: normal?.valueAtRisk,
    normal_es: normal?.expectedShortfall,
    cornish_fisher_var: cornishFisherVar(pnl, alpha),
    ewma_var: ewmaVar(pnl, alpha),
  };
  compareFields(fields, path, actual, compare);
}

/** `var_es`: moments of the sample, then value at risk and expected shortfall at every confidence. */
export const verifyVarEs: Verifier = (file, compare) => {
  const pnl = numbers(file['pnl'], 'pnl');
  const sample = moments(pnl);
  const variance = sample?.variance ?? null;
  const actual = {
    mean: sample?.mean,
    sd: variance === null ? null : Math.sqrt(variance),
    skew: sample?.skew,
    excess_kurtosis: sample?.excessKurtosis,
  };
  compareFields(file, '', actual, compare);
  for (const each of cases(file, 'cases')) compareCase(pnl, each, compare);
};
