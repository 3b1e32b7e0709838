import { dealerExposure } from '../../../engine/quant/exposure/dealer-exposure.ts';
import { allocateChain, type ExposureChain } from '../../../engine/quant/exposure/exposure-chain.ts';
import {
  compareExpiries,
  compareLevels,
  compareProfile,
  compareStrikes,
  compareTotals,
} from './exposure-comparison.ts';
import { type Case, cases, number, record, text } from './fields.ts';
import { input, sideOf } from './option-terms.ts';
import type { Verifier } from './verifier.ts';

function chainOf({ fields, path }: Case): ExposureChain {
  const rows = cases(fields, 'rows', path);
  const labels = rows.map((row) => text(row.fields['exp'], `${row.path}.exp`));
  const expiries = [...new Set(labels)];
  const chain = allocateChain({
    size: rows.length,
    expiries,
    spot: number(fields['S'], `${path}.S`),
    multiplier: number(fields['multiplier'], `${path}.multiplier`),
  });
  chain.rate.fill(number(fields['r'], `${path}.r`));
  chain.dividendYield.fill(number(fields['q'], `${path}.q`));
  for (const [index, row] of rows.entries()) {
    chain.cp[index] = sideOf(row.fields, row.path);
    chain.strike[index] = number(row.fields['K'], `${row.path}.K`);
    chain.years[index] = number(row.fields['T'], `${row.path}.T`);
    chain.vol[index] = input(row.fields, 'iv', row.path);
    chain.openInterest[index] = input(row.fields, 'oi', row.path);
    chain.volume[index] = input(row.fields, 'volume', row.path);
    chain.expiry[index] = expiries.indexOf(labels[index] ?? '');
  }
  return chain;
}

/** Dealer exposure of chains written into the file: sums to 1e-10 of gross, zero gamma to 1e-6 of spot, strikes exactly. */
export const verifyDealerExposure: Verifier = (file, compare) => {
  for (const each of cases(file, 'chains')) {
    const chain = chainOf(each);
    const path = `${each.path}.expected`;
    const expected = record(each.fields['expected'], path);
    const reference = { compare, chain, exposure: dealerExposure(chain), expected, path };
    compareTotals(reference);
    compareStrikes(reference);
    compareExpiries(reference);
    compareLevels(reference);
    compareProfile(reference);
  }
};
