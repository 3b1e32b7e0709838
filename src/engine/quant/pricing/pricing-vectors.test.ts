import { describe, expect, test } from 'vitest';
import { loadVectors } from '../../../../tests/vectors/shared-files.ts';
import { impliedVol } from './implied-vol.ts';
import type { GreekName } from './option-columns.ts';
import { black76Greeks, bsmGreeks, type OptionGreeks } from './option-greeks.ts';

type Row = Record<string, number> & { type: 'C' | 'P'; atol: number[]; status: string };
type BsmFile = { header: { fields: string[] }; cases: Row[]; limit_cases: Row[] };

const num = (value: number | null | undefined) => value ?? Number.NaN;
const cpOf = (row: { type: string }) => (row.type === 'C' ? 1 : -1);
const nameOf = (field: string) => (field === 'dual_delta' ? 'dualDelta' : field) as GreekName;

function bsmOf(row: Row): OptionGreeks {
  return bsmGreeks({
    cp: cpOf(row),
    spot: num(row['S']),
    strike: num(row['K']),
    years: num(row['T']),
    vol: num(row['sigma']),
    rate: num(row['r']),
    dividendYield: num(row['q']),
  });
}

const bsm = loadVectors<BsmFile>('bsm_european');

describe.skipIf(bsm === null)('reference vectors of European prices and Greeks', () => {
  const { header, cases, limit_cases: limits } = bsm ?? { header: { fields: [] }, cases: [], limit_cases: [] };

  test('every Greek of every case is within tolerance', () => {
    expect(cases.length).toBeGreaterThan(100);
    let worst = 0;
    for (const row of cases) {
      const greeks = bsmOf(row);
      for (const [index, field] of header.fields.entries()) {
        const reference = num(row[field]);
        const budget = 1e-10 * Math.abs(reference) + num(row.atol[index]);
        const used = Math.abs(greeks[nameOf(field)] - reference) / budget;
        if (!(used <= 1)) expect.fail(`${field} of ${JSON.stringify(row)} is ${greeks[nameOf(field)]}`);
        worst = Math.max(worst, used);
      }
    }
    console.log(`BSM: worst use of the tolerance ${worst.toPrecision(3)}`);
  });

  test.each(limits)('limit $status: $type S=$S K=$K sigma=$sigma T=$T', (row) => {
    const greeks = bsmOf(row);
    expect(greeks.status).toBe(row.status.replace('_', '-'));
    for (const field of header.fields) {
      const reference = row[field] ?? null;
      if (reference === null) expect(greeks[nameOf(field)]).toBeNaN();
      else
        expect(Math.abs(greeks[nameOf(field)] - reference)).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Math.abs(reference)),
        );
    }
  });
});

const black = loadVectors<{ cases: Row[] }>('black76');

test.skipIf(black === null)('reference vectors of Black-76', () => {
  for (const row of black?.cases ?? []) {
    const { F, K, T, sigma, r, type: _type, ...references } = row;
    const forward = num(F);
    const greeks = black76Greeks({
      cp: cpOf(row),
      forward,
      strike: num(K),
      years: num(T),
      vol: num(sigma),
      rate: num(r),
    });
    for (const [field, reference] of Object.entries(references)) {
      const difference = Math.abs(greeks[nameOf(field)] - Number(reference));
      expect(difference, field).toBeLessThanOrEqual(1e-10 * Math.abs(Number(reference)) + 1e-12 * forward);
    }
  }
});

type IvRow = Record<string, number | null> & { type: string; status: string };
const iv = loadVectors<{ cases: IvRow[]; status_cases: IvRow[] }>('implied_vol');

function ivOf(row: IvRow) {
  return impliedVol({
    cp: cpOf(row),
    price: num(row['price']),
    spot: num(row['S']),
    strike: num(row['K']),
    years: num(row['T']),
    rate: num(row['r']),
    dividendYield: num(row['q']),
  });
}

describe.skipIf(iv === null)('reference vectors of implied volatility', () => {
  test('every vol is within the attainable accuracy', () => {
    expect(iv?.cases.length).toBeGreaterThan(100);
    let worst = 0;
    for (const row of iv?.cases ?? []) {
      const { status, vol } = ivOf(row);
      const used = Math.abs(num(vol) - num(row['sigma'])) / num(row['tol_abs']);
      if (status !== row.status || !(used <= 1)) expect.fail(`${status} ${vol} (${used}) for ${JSON.stringify(row)}`);
      worst = Math.max(worst, used);
    }
    console.log(`implied vol: worst use of the tolerance ${worst.toPrecision(3)}`);
  });

  test.each(iv?.status_cases ?? [])('$note', (row) => {
    expect(ivOf(row)).toEqual({ status: row.status.replace('_', '-'), vol: row['sigma'] ?? null });
  });
});
