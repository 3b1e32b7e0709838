import { impliedVol } from '../../../engine/quant/pricing/implied-vol.ts';
import { bsmGreeks } from '../../../engine/quant/pricing/option-greeks.ts';
import { type Case, cases, number, numberOrNull, text } from './fields.ts';
import { input, spotOption, statusWord } from './option-terms.ts';
import type { Comparisons, Verifier } from './verifier.ts';

type Quote = ReturnType<typeof spotOption> & { readonly price: number };

/** The accuracy that rounding of the inputs allows, where the case does not state it: 2e-12 sigma + 32 eps scale / vega. */
function attainable(quote: Quote, vol: number | null): number {
  if (vol === null || !(vol > 0)) return 0;
  const { cp, price, spot, strike, years, rate, dividendYield } = quote;
  const a = spot * Math.exp(-dividendYield * years);
  const b = strike * Math.exp(-rate * years);
  const { delta, vega } = bsmGreeks({ ...quote, vol });
  const scale = cp * (a - b) > 0 ? a + b : Math.abs(delta) * spot + price;
  return 2e-12 * vol + (32 * Number.EPSILON * scale) / vega;
}

function compareCase(compare: Comparisons, { fields, path }: Case): void {
  const quote = { ...spotOption(fields, path), price: input(fields, 'price', path) };
  const { status, vol } = impliedVol(quote);
  const wanted = text(fields['status'], `${path}.status`);
  const expected = numberOrNull(fields['sigma'], `${path}.sigma`);
  const isStated = fields['tol_abs'] !== undefined && fields['tol_abs'] !== null;
  const tolerance = isStated ? number(fields['tol_abs'], `${path}.tol_abs`) : attainable(quote, expected);
  compare.word({ quantity: 'status', actual: statusWord(status), expected: wanted, where: path });
  compare.number({ quantity: 'implied vol', actual: vol, expected, tolerance, where: path });
  if (status !== 'ok' || vol === null || expected === null) return;
  // The vol must give the price back as exactly as its own tolerance allows, and no better than a price can be rounded.
  const { vega, price } = bsmGreeks({ ...quote, vol });
  const allowed = vega * tolerance + 8 * Number.EPSILON * Math.max(quote.spot, quote.strike);
  compare.number({ quantity: 'round trip', actual: price, expected: quote.price, tolerance: allowed, where: path });
}

/** Implied vols within the accuracy a double allows (each case's `tol_abs`), and every status. */
export const verifyImpliedVol: Verifier = (file, compare) => {
  for (const each of cases(file, 'cases')) compareCase(compare, each);
  if (file['status_cases'] === undefined) return;
  for (const each of cases(file, 'status_cases')) compareCase(compare, each);
};
