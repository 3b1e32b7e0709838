import { fitPin } from '../../../engine/quant/microstructure/pin-fit.ts';
import { type DailyOrders, pinLogLikelihood } from '../../../engine/quant/microstructure/pin-model.ts';
import { type Case, cases, number, numbers, record } from './fields.ts';
import type { Comparisons, Verifier } from './verifier.ts';

const likelihoodTolerance = 1e-9;
const estimateTolerance = 1e-3;

function verifyLikelihood(orders: DailyOrders, { fields, path }: Case, compare: Comparisons): void {
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const expected = of('loglik');
  const actual = pinLogLikelihood(orders, {
    alpha: of('alpha'),
    delta: of('delta'),
    mu: of('mu'),
    epsilonBuy: of('eps_b'),
    epsilonSell: of('eps_s'),
  });
  const tolerance = likelihoodTolerance * Math.abs(expected);
  compare.number({ quantity: 'log-likelihood', actual, expected, tolerance, where: path });
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
    verifyEstimate(orders, { fields: record(fields['mle'], `${path}.mle`), path: `${path}.mle` }, compare);
  }
};
