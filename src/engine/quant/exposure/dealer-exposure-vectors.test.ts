import { describe, expect, test } from 'vitest';
import { loadVectors } from '../../../../tests/vectors/shared-files.ts';
import { dealerExposure } from './dealer-exposure.ts';
import { allocateChain } from './exposure-chain.ts';
import type { StrikeExposure } from './exposure-sums.ts';
import { gammaExposureAt, gammaTerms } from './gamma-terms.ts';

type Row = { exp: string; T: number; K: number; type: string; iv: number | null; oi: number; volume: number };
type Numbers = Record<string, number>;
type Expected = {
  totals: Numbers;
  gross: Numbers;
  per_strike: Numbers[];
  per_expiry: Numbers[];
  levels: Record<string, number | string | null> & { zero_gamma_roots: number[] };
  profile: { x: number; gex: number }[];
  pcr_oi: number | null;
  pcr_volume: number | null;
};
type Chain = { name: string; S: number; r: number; q: number; multiplier: number; rows: Row[]; expected: Expected };

const file = loadVectors<{ chains: Chain[] }>('dealer_exposure');

function chainOf({ S, r, q, multiplier, rows }: Chain) {
  const expiries = [...new Set(rows.map(({ exp }) => exp))];
  const chain = allocateChain({ size: rows.length, expiries, spot: S, multiplier });
  chain.rate.fill(r);
  chain.dividendYield.fill(q);
  for (const [index, row] of rows.entries()) {
    chain.cp[index] = row.type === 'C' ? 1 : -1;
    chain.strike[index] = row.K;
    chain.years[index] = row.T;
    chain.vol[index] = row.iv ?? Number.NaN;
    chain.openInterest[index] = row.oi;
    chain.volume[index] = row.volume;
    chain.expiry[index] = expiries.indexOf(row.exp);
  }
  return chain;
}

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const levelNames: Readonly<Record<string, string>> = {
  max_pos_gamma_strike: 'maxPositiveGammaStrike',
  max_neg_gamma_strike: 'maxNegativeGammaStrike',
};

describe.skipIf(file === null)('reference vectors of dealer exposure', () => {
  test.each(file?.chains ?? [])('$name', (vector) => {
    const { expected } = vector;
    const chain = chainOf(vector);
    const result = dealerExposure(chain);
    const within = (value: number, reference: number, gross: number, what: string) =>
      expect(Math.abs(value - reference), what).toBeLessThanOrEqual(1e-10 * gross);
    const gross = (name: string) => expected.gross[name] as number;
    const totals: Numbers = result.totals;
    for (const [name, reference] of Object.entries(expected.totals)) {
      within(totals[camel(name)] as number, reference, gross(name), name);
      within((result.gross as Numbers)[camel(name)] as number, gross(name), gross(name), `gross ${name}`);
    }
    expect([...result.strikes.strike]).toEqual(expected.per_strike.map(({ K }) => K));
    for (const [at, row] of expected.per_strike.entries()) {
      for (const name of ['call_gex', 'put_gex', 'net_gex', 'dex', 'vex', 'cex']) {
        const column = result.strikes[camel(name) as keyof StrikeExposure];
        within(column[at] as number, row[name] as number, gross(name.replace(/^(call|put|net)_/, '')), name);
      }
    }
    expect(result.expiries.map(({ years }) => years)).toEqual(expected.per_expiry.map(({ T }) => T));
    for (const [at, row] of expected.per_expiry.entries()) {
      const mine = result.expiries[at];
      for (const name of ['gex', 'dex', 'vex', 'cex'] as const) {
        within(mine?.[name] ?? Number.NaN, row[name] as number, gross(name), `${name} of expiry`);
      }
      expect(mine).toMatchObject({
        maxPain: row['max_pain'],
        maxPainCost: row['max_pain_cost'],
        callOpenInterest: row['call_oi'],
        putOpenInterest: row['put_oi'],
      });
    }
    const { zero_gamma, zero_gamma_roots, gamma_regime, total_gross_gex, ...strikes } = expected.levels;
    expect(result.zeroGamma.crossings).toHaveLength(zero_gamma_roots.length);
    for (const [at, root] of zero_gamma_roots.entries()) {
      expect(Math.abs((result.zeroGamma.crossings[at] ?? Number.NaN) - root)).toBeLessThan(1e-6 * vector.S);
    }
    if (zero_gamma === null) expect(result.zeroGamma.level).toBeNull();
    else expect(Math.abs((result.zeroGamma.level ?? Number.NaN) - Number(zero_gamma))).toBeLessThan(1e-6 * vector.S);
    expect(result.regime).toBe(gamma_regime);
    within(result.gross.gex, Number(total_gross_gex), result.gross.gex, 'gross');
    for (const [name, strike] of Object.entries(strikes)) {
      expect((result.levels as Record<string, number | null>)[levelNames[name] ?? camel(name)], name).toBe(strike);
    }
    const terms = gammaTerms(chain);
    for (const { x, gex } of expected.profile) within(gammaExposureAt(terms, x), gex, gross('gex'), `profile at ${x}`);
    expect(result.putCallOpenInterest).toEqual(expected.pcr_oi);
    expect(result.putCallVolume).toEqual(expected.pcr_volume);
  });
});
