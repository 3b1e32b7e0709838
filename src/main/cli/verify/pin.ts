import { fitPin } from '../../../engine/quant/microstructure/pin-fit.ts';
import {
  type DailyOrders,
  pinLogLikelihood,
  pinOf,
  type PinParameters,
} from '../../../engine/quant/microstructure/pin-model.ts';
import { type Case, cases, number, numbers, record } from './fields.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const likelihoodTolerance = 1e-9;
const estimateTolerance = 1e-3;

function parametersOf({ fields, path }: Case): PinParameters {
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  return { alpha: of('alpha'), delta: of('delta'), mu: of('mu'), epsilonBuy: of('eps_b'), epsilonSell: of('eps_s') };
}

function verifyLikelihood(orders: DailyOrders, entry: Case, compare: Comparisons): void {
  const expected = number(entry.fields['loglik'], `${entry.path}.loglik`);
  const actual = pinLogLikelihood(orders, parametersOf(entry));
  const tolerance = likelihoodTolerance * Math.abs(expected);
  compare.number({ quantity: 'log-likelihood', actual, expected, tolerance, where: entry.path });
}

/** The reference's own optimum, read with our formulas: no search. */
function verifyOptimum(orders: DailyOrders, entry: Case, compare: Comparisons): void {
  verifyLikelihood(orders, entry, compare);
  const expected = number(entry.fields['pin'], `${entry.path}.pin`);
  const actual = pinOf(parametersOf(entry));
  const tolerance = likelihoodTolerance * Math.abs(expected);
  compare.number({ quantity: 'PIN of parameters', actual, expected, tolerance, where: entry.path });
}

/** The likelihood reached may be above the reference: only a lower one is an error. */
function verifyEstimate(orders: DailyOrders, { fields, path }: Case, compare: Comparisons): void {
  const expected = number(fields['loglik'], `${path}.loglik`);
  const fit = fitPin(orders);
  const reached = fit.ok ? Math.min(fit.value.logLikelihood, expected) : null;
  const tolerance = estimateTolerance;
  compare.number({ quantity: 'maximum log-likelihood', actual: reached, expected, tolerance, where: path });
  const actual = fit.ok ? fit.value.pin : null;
  compare.number({
    quantity: 'PIN',
    actual,
    expected: number(fields['pin'], `${path}.pin`),
    tolerance,
    where: path,
  });
}

export const verifyPin: Verifier = (file, compare) => {
  for (const { fields, path } of cases(file, 'cases')) {
    const orders = { buys: numbers(fields['buys'], `${path}.buys`), sells: numbers(fields['sells'], `${path}.sells`) };
    for (const entry of cases(fields, 'loglik_at', path)) verifyLikelihood(orders, entry, compare);
    const optimum = { fields: record(fields['mle'], `${path}.mle`), path: `${path}.mle` };
    verifyOptimum(orders, optimum, compare);
    verifyEstimate(orders, optimum, compare);
  }
};
