import { describe, expect, test } from 'vitest';
import { loadVectors } from '../../../../tests/vectors/shared-files.ts';
import { deltaSkew } from './delta-skew.ts';
import { expectedMoveFromStraddle, expectedMoveFromVol, meanAbsoluteMove } from './expected-move.ts';
import { ivRank } from './iv-rank.ts';
import { realisedVol, type VolEstimator } from './realised-vol.ts';
import { constantMaturityVol, forwardVols } from './term-structure.ts';

function expectWithin(value: number | null | undefined, reference: number | null, relative: number) {
  if (reference === null) expect(value).toBeNull();
  else expect(Math.abs((value ?? Number.NaN) - reference)).toBeLessThanOrEqual(relative * Math.abs(reference) + 1e-15);
}

type RankCase = {
  name: string;
  end: number;
  window: number;
  rank: number | null;
  percentile: number | null;
  n: number;
};
type RankEdge = RankCase & { series: (number | null)[] };
const ranks = loadVectors<{ series: number[]; cases: RankCase[]; edge_cases: RankEdge[] }>('iv_rank');

describe.skipIf(ranks === null)('reference vectors of IV rank', () => {
  const cases = [
    ...(ranks?.cases ?? []).map((row) => ({ ...row, series: ranks?.series.slice(0, row.end) ?? [] })),
    ...(ranks?.edge_cases ?? []),
  ];
  test.each(cases)('$name', ({ series, window, rank, percentile, n }) => {
    const result = ivRank(
      Float64Array.from(series, (value) => value ?? Number.NaN),
      window,
    );
    if (rank === null) expect(result.rank).toBeNull();
    else expect(Math.abs((result.rank ?? Number.NaN) - rank)).toBeLessThanOrEqual(1e-9);
    if (percentile === null) expect(result.percentile).toBeNull();
    else expect(Math.abs((result.percentile ?? Number.NaN) - percentile)).toBeLessThanOrEqual(1e-9);
    expect(result.count).toBe(n);
  });
});

type Realised = { bars: number[][]; cases: Record<string, number>[] };
const realised = loadVectors<Realised>('realised_vol');
const estimators: Record<string, VolEstimator> = {
  close_close: 'close-to-close',
  close_close_zero_mean: 'zero-mean',
  parkinson: 'parkinson',
  garman_klass: 'garman-klass',
  rogers_satchell: 'rogers-satchell',
  yang_zhang: 'yang-zhang',
  gk_yang_zhang: 'garman-klass-yang-zhang',
};

test.skipIf(realised === null)('reference vectors of realised vol', () => {
  const column = (at: number) => Float64Array.from(realised?.bars ?? [], (bar) => bar[at] ?? Number.NaN);
  const bars = { open: column(0), high: column(1), low: column(2), close: column(3) };
  for (const row of realised?.cases ?? []) {
    const input = { bars, end: row['bar'] ?? 0, window: row['window'] ?? 0 };
    for (const [name, estimator] of Object.entries(estimators)) {
      expectWithin(realisedVol(estimator, input), row[name] ?? null, 1e-11);
    }
  }
});

type Term = {
  T: number[];
  iv: number[];
  forward_vol: (number | null)[];
  calendar_arbitrage: boolean;
  constant_maturity: Record<string, number>;
};
type SkewRow = Record<string, number> & { strikes: number[]; ivs: number[] };
type Surface = { term_structure: Term[]; skew: SkewRow[]; expected_move: Record<string, number>[] };
const surface = loadVectors<Surface>('vol_surface');

describe.skipIf(surface === null)('reference vectors of the vol surface', () => {
  test('term structure', () => {
    for (const row of surface?.term_structure ?? []) {
      const structure = { years: Float64Array.from(row.T), vols: Float64Array.from(row.iv) };
      const forwards = forwardVols(structure);
      expect(forwards.calendarArbitrage).toBe(row.calendar_arbitrage);
      for (const [at, reference] of row.forward_vol.entries()) {
        const vol = forwards.vols[at] ?? Number.NaN;
        expectWithin(Number.isNaN(vol) ? null : vol, reference, 1e-11);
      }
      for (const [days, reference] of Object.entries(row.constant_maturity)) {
        expectWithin(constantMaturityVol(structure, Number.parseInt(days, 10) / 365), reference, 1e-11);
      }
    }
  });

  test('25-delta skew', () => {
    for (const row of surface?.skew ?? []) {
      const forward = row['forward'] ?? 0;
      const smile = { strikes: Float64Array.from(row.strikes), vols: Float64Array.from(row.ivs), forward };
      const skew = deltaSkew({ smile, years: row['T'] ?? 0, dividendYield: row['q'] ?? 0 });
      const pairs = [
        [skew?.atmVol, row['atmf_iv']],
        [skew?.callVol, row['call25_iv']],
        [skew?.putVol, row['put25_iv']],
        [skew?.riskReversal, row['rr25']],
        [skew?.butterfly, row['bf25']],
      ];
      for (const [value = Number.NaN, reference = 0] of pairs)
        expect(Math.abs(value - reference)).toBeLessThanOrEqual(1e-9);
      expectWithin(skew?.callStrike, row['call25_strike'] ?? null, 1e-7);
      expectWithin(skew?.putStrike, row['put25_strike'] ?? null, 1e-7);
    }
  });

  test('expected move', () => {
    for (const row of surface?.expected_move ?? []) {
      const mid = (name: string) => row[name] ?? Number.NaN;
      const terms = { spot: mid('S'), vol: mid('iv'), years: mid('T') };
      const quoted = expectedMoveFromStraddle({
        atmCall: mid('call_atm'),
        atmPut: mid('put_atm'),
        otmCall1: mid('call_otm1'),
        otmPut1: mid('put_otm1'),
        otmCall2: mid('call_otm2'),
        otmPut2: mid('put_otm2'),
      });
      expectWithin(expectedMoveFromVol(terms), mid('em_iv'), 1e-11);
      expectWithin(meanAbsoluteMove(terms), mid('em_mean_abs'), 1e-11);
      expectWithin(quoted.straddle, mid('em_straddle'), 1e-11);
      expectWithin(quoted.straddle85, mid('em_straddle85'), 1e-11);
      expectWithin(quoted.weighted, mid('em_weighted'), 1e-11);
    }
  });
});
