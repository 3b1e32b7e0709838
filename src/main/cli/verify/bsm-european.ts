import { type GreekName, greekNames } from '../../../engine/quant/pricing/option-columns.ts';
import { bsmGreeks } from '../../../engine/quant/pricing/option-greeks.ts';
import { cases, type Fields, list, numberOrNull, numbers, text } from './fields.ts';
import { input, spotOption, statusWord } from './option-terms.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const fileNames = new Map<string, GreekName>(
  greekNames.map((name) => [name === 'dualDelta' ? 'dual_delta' : name, name]),
);

function greekOf(field: string, path: string): GreekName {
  const name = fileNames.get(field);
  if (name === undefined) throw new MalformedVectors(`${path}: no Greek is called "${field}"`);
  return name;
}

const ofSize = new Set(['price', 'theta']);

type Row = { readonly fields: Fields; readonly path: string };
type Budget = (expected: number, index: number) => number;

function compareRow(compare: Comparisons, names: readonly string[], row: Row, budget: Budget): void {
  const { fields, path } = row;
  const greeks = bsmGreeks({ ...spotOption(fields, path), vol: input(fields, 'sigma', path) });
  for (const [index, field] of names.entries()) {
    const expected = numberOrNull(fields[field], `${path}.${field}`);
    const actual = greeks[greekOf(field, 'header.fields')];
    compare.number({ quantity: field, actual, expected, tolerance: budget(expected ?? 0, index), where: path });
  }
  if (fields['status'] === undefined) return;
  const expected = text(fields['status'], `${path}.status`);
  compare.word({ quantity: 'status', actual: statusWord(greeks.status), expected, where: path });
}

/** European prices and Greeks: 1e-10 relative plus each case's own absolute budget; the limits to 1e-12 of their scale. */
export const verifyBsmEuropean: Verifier = (file, compare) => {
  const names = list(file.header['fields'], 'header.fields').map((name, at) => text(name, `header.fields[${at}]`));
  for (const row of cases(file, 'cases')) {
    const atol = numbers(row.fields['atol'], `${row.path}.atol`);
    if (atol.length !== names.length) throw new MalformedVectors(`${row.path}.atol: not one number per Greek`);
    compareRow(compare, names, row, (expected, index) => 1e-10 * Math.abs(expected) + (atol[index] ?? 0));
  }
  if (file['limit_cases'] === undefined) return;
  for (const row of cases(file, 'limit_cases')) {
    const size = Math.max(1, ...['S', 'K'].map((name) => Math.abs(input(row.fields, name, row.path)) || 0));
    // Price and theta are differences of amounts as large as spot and strike; the rest are 0 or products.
    const scale = (index: number): number => (ofSize.has(names[index] ?? '') ? size : 1);
    compareRow(compare, names, row, (expected, index) => 1e-12 * Math.max(scale(index), Math.abs(expected)));
  }
};
