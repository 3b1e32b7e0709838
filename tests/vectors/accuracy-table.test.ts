import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifiers } from '../../src/main/cli/verify/registry.ts';
import { verifyBytes } from '../../src/main/cli/verify/verify-file.ts';
import { sharedPath } from './shared-files.ts';

const folder = sharedPath('quant/vectors');
const page = readFileSync(join(import.meta.dirname, '../../docs/formulas.md'), 'utf8');

type Row = {
  readonly id: string;
  readonly compared: number;
  readonly use: string;
  readonly by: string;
  readonly error: number;
};

/** Rows of the accuracy table: kind, values compared, worst use of its tolerance, by which quantity, its error. */
const rows: readonly Row[] = [...page.matchAll(/^\| (\w+) \| (\d+) \| ([^|]+) \| ([^|]+) \| ([\d.e+-]+) \|$/gm)].map(
  ([, id = '', compared, use = '', by = '', error]) => ({
    id,
    compared: Number(compared),
    use,
    by,
    error: Number(error),
  }),
);

function measured(id: string) {
  const result = verifyBytes(readFileSync(join(folder ?? '', `${id}.json`)));
  if (!result.ok) throw new Error(result.failure.message);
  // What is printed with few digits says how it was printed, not how exact the program is.
  const exact = result.value.quantities.filter(({ quantity }) => !quantity.includes('published'));
  const worst = exact.toSorted((a, b) => b.worst.ratio - a.worst.ratio)[0];
  return { compared: result.value.comparisons, percent: 100 * (worst?.worst.ratio ?? 0), worst };
}

test('the accuracy table has every kind of file once', () => {
  expect(rows.map(({ id }) => id)).toEqual([...verifiers.keys()].toSorted());
});

describe.skipIf(folder === null)('the accuracy table says what is measured', () => {
  test.each(rows)('$id', ({ id, compared, use, by, error }) => {
    const found = measured(id);
    expect(found.compared).toBe(compared);
    if (use === 'exact') return expect(found.percent).toBe(0);
    if (use === 'below 0.001 %') return expect(found.percent).toBeLessThan(0.001);
    expect(found.worst?.worst.error).toBeLessThanOrEqual(error);
    const shown = Number.parseFloat(use);
    expect(found.percent).toBeLessThanOrEqual(shown);
    expect(found.percent).toBeGreaterThan(0.8 * shown);
    expect(found.worst?.quantity).toBe(by);
  });
});
