import { flag, list, number, numberOrNull, record, text } from './fields.ts';
import type { Comparisons } from './verifier.ts';

/** Something found in the bars, by the names the file has for its parts. */
export type Found = {
  readonly words: Readonly<Record<string, string>>;
  /** Bars and counts. */
  readonly exact: Readonly<Record<string, number | null>>;
  /** Prices and ratios, to 1e-9 of their size. */
  readonly values: Readonly<Record<string, number>>;
  /** Values whose size is taken as at least `floor`. */
  readonly large?: Readonly<Record<string, number>>;
};

export type FoundComparison = {
  readonly quantity: string;
  readonly where: string;
  readonly expected: unknown;
  readonly found: readonly Found[];
  readonly floor: number;
};

type One = { readonly quantity: string; readonly where: string; readonly floor: number };

/** A bar number alone stands for `{ bar }`. */
function fieldsOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  return typeof value === 'number' ? { bar: value } : record(value, where);
}

function word(value: unknown, where: string): string {
  return typeof value === 'boolean' ? String(flag(value, where)) : text(value, where);
}

function compareOne(one: Found, value: unknown, at: One & { readonly compare: Comparisons }): void {
  const { quantity, where, floor, compare } = at;
  const fields = fieldsOf(value, where);
  const place = (name: string) => ({ quantity: `${quantity} ${name}`, where: `${where}.${name}` });
  for (const [name, actual] of Object.entries(one.words)) {
    compare.word({ ...place(name), actual, expected: word(fields[name], `${where}.${name}`) });
  }
  for (const [name, actual] of Object.entries(one.exact)) {
    const expected = numberOrNull(fields[name], `${where}.${name}`);
    compare.number({ ...place(name), actual, expected, tolerance: 0 });
  }
  const sized = [
    ...Object.entries(one.values).map((entry) => [...entry, 1] as const),
    ...Object.entries(one.large ?? {}).map((entry) => [...entry, floor] as const),
  ];
  for (const [name, actual, least] of sized) {
    const expected = number(fields[name], `${where}.${name}`);
    const tolerance = 1e-9 * Math.max(least, Math.abs(expected));
    compare.number({ ...place(name), actual, expected, tolerance });
  }
}

/** The same things in the same order: how many there are, then every part of each. */
export function compareFound(comparison: FoundComparison, compare: Comparisons): void {
  const { quantity, where, found, floor } = comparison;
  const expected = list(comparison.expected, where);
  compare.number({
    quantity: `${quantity} count`,
    actual: found.length,
    expected: expected.length,
    tolerance: 0,
    where,
  });
  for (const [index, value] of expected.entries()) {
    const one = found[index];
    if (one) compareOne(one, value, { quantity, where: `${where}[${index}]`, floor, compare });
  }
}
