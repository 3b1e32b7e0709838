import { dealerExposure } from '../../../engine/quant/exposure/dealer-exposure.ts';
import { allocateChain, type ExposureChain } from '../../../engine/quant/exposure/exposure-chain.ts';
import { readAsOf } from '../standalone/as-of.ts';
import type { ChainFile } from '../standalone/chain-file.ts';
import { readChain } from '../standalone/read-chain.ts';
import {
  compareExpiries,
  compareLevels,
  compareProfile,
  compareStrikes,
  compareTotals,
  type ExposureReference,
} from './exposure-comparison.ts';
import { type Case, cases, type Fields, number, text } from './fields.ts';
import { readNamedData } from './named-data.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const dayMs = 86_400_000;

function readFile(fields: Fields, path: string): ChainFile {
  const name = text(fields['file'], `${path}.file`);
  const read = readChain({ name, text: readNamedData(name, `${path}.file`) }, { spot: null, asOf: null });
  if (!read.ok) throw new MalformedVectors(`${path}.file: ${read.failure.message}`);
  return read.value;
}

/** Whole calendar days over 365, as the file's convention says; two trading classes of one date are one expiry. */
function chainOf({ fields, path }: Case, file: ChainFile): ExposureChain {
  const asOf = readAsOf(file.asOf);
  if (asOf === null) throw new MalformedVectors(`${path}.file: its date "${file.asOf}" is unreadable`);
  const today = Date.UTC(...dateParts(asOf.date));
  const expiries = [...new Set(file.rows.map(({ expiry }) => expiry))];
  const chain = allocateChain({
    size: file.rows.length,
    expiries,
    spot: number(fields['S'], `${path}.S`),
    multiplier: number(fields['multiplier'], `${path}.multiplier`),
  });
  chain.rate.fill(number(fields['r'], `${path}.r`));
  chain.dividendYield.fill(number(fields['q'], `${path}.q`));
  const position = new Map(expiries.map((expiry, index) => [expiry, index]));
  for (const [index, row] of file.rows.entries()) {
    chain.cp[index] = row.cp;
    chain.strike[index] = row.strike;
    chain.years[index] = (Date.UTC(...dateParts(row.expiry)) - today) / dayMs / 365;
    chain.vol[index] = row.vol;
    chain.openInterest[index] = row.openInterest;
    chain.volume[index] = row.volume;
    chain.expiry[index] = position.get(row.expiry) ?? 0;
  }
  return chain;
}

/** Year, month from 0 and day of a date with or without dashes. */
function dateParts(date: string): [number, number, number] {
  const digits = date.replaceAll('-', '');
  return [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6, 8))];
}

function compareCounts(compare: Comparisons, reference: ExposureReference, rowsInFile: number): void {
  const { exposure, expected, path } = reference;
  const counts = { rows_in_file: rowsInFile, rows_live: exposure.liveRows, rows_with_greeks: exposure.rowsWithGreeks };
  for (const [name, actual] of Object.entries(counts)) {
    if (expected[name] === undefined) continue;
    const wanted = number(expected[name], `${path}.${name}`);
    compare.number({ quantity: name, actual, expected: wanted, tolerance: 0, where: path });
  }
}

/** Dealer exposure of recorded chains, which the file names and which must lie beside it. */
export const verifyDealerExposureReal: Verifier = (file, compare) => {
  for (const each of cases(file, 'chains')) {
    const recorded = readFile(each.fields, each.path);
    const chain = chainOf(each, recorded);
    const reference = { compare, chain, exposure: dealerExposure(chain), expected: each.fields, path: each.path };
    compareCounts(compare, reference, recorded.totalRows);
    compareTotals(reference);
    compareStrikes(reference);
    compareExpiries(reference);
    compareLevels(reference);
    compareProfile(reference);
  }
};
