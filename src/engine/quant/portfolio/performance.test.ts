import { describe, expect, test } from 'vitest';
import { seededUniform } from '../statistics/seeded-uniform.ts';
import { backtestOverfitting } from './backtest-overfitting.ts';
import { drawdown } from './drawdown.ts';
import { compoundGrowth, performance, sharpePerPeriod, sortinoRatio } from './performance.ts';
import { deflatedSharpe, expectedBestSharpe, minimumTrackRecord, probabilisticSharpe } from './sharpe-probability.ts';

describe('performance', () => {
  test('drawdown by hand: half lost, then not quite won back', () => {
    const found = drawdown(Float64Array.of(0.1, -0.5, 0.5, 0));
    expect(found?.depth).toBeCloseTo(-0.5, 14);
    expect(found?.duration).toBe(3);
    expect(found?.ulcer).toBeCloseTo(Math.sqrt((0.25 + 0.0625 + 0.0625) / 4), 14);
    expect(drawdown(Float64Array.of(0.1, 0.2))).toEqual({ depth: 0, duration: 0, ulcer: 0 });
  });

  test('ratios by hand', () => {
    const series = { returns: Float64Array.of(0.02, -0.01), riskFree: 0 };
    expect(sharpePerPeriod(series)).toBeCloseTo(0.005 / (0.03 / Math.SQRT2), 14);
    expect(sortinoRatio(series)).toBeCloseTo((0.005 / (0.01 / Math.SQRT2)) * Math.sqrt(252), 12);
    expect(compoundGrowth(new Float64Array(252).fill(0.001))).toBeCloseTo(1.001 ** 252 - 1, 12);
    expect(compoundGrowth(Float64Array.of(-1))).toBe(-1);
  });

  test.each([
    ['no returns', []],
    ['NaN', [0.1, Number.NaN]],
    ['more lost than there was', [-1.5, 0.1]],
    ['equal returns', [0.001, 0.001, 0.001]],
    ['one return', [0.01]],
  ])('holds nulls, never NaN, for %s', (_, list) => {
    const found = performance({ returns: Float64Array.from(list), riskFree: 0 });
    for (const value of Object.values(found)) expect(value === null || Number.isFinite(value)).toBe(true);
    expect(found.calmar).toBeNull();
  });
});

describe('Sharpe ratios among many tries', () => {
  const estimate = { sharpe: 2.5 / Math.sqrt(250), count: 1250, skew: -3, kurtosis: 10 };

  test('reproduce the published example', () => {
    const tries = { trials: 100, variance: 0.5 / 250 };
    expect(expectedBestSharpe(tries.trials, tries.variance)).toBeCloseTo(0.1132, 4);
    expect(deflatedSharpe(estimate, tries)).toBeCloseTo(0.9004, 4);
  });

  test('need more than luck with every further try', () => {
    let last = 1;
    for (const trials of [1, 2, 10, 1000, 1e9]) {
      const probability = deflatedSharpe(estimate, { trials, variance: 0.002 }) as number;
      expect(probability <= last && probability >= 0).toBe(true);
      last = probability;
    }
  });

  test('a record of the minimum length is just convincing', () => {
    const length = minimumTrackRecord(estimate) as number;
    expect(probabilisticSharpe({ ...estimate, count: length }, 0)).toBeCloseTo(0.95, 12);
    const short = { ...estimate, sharpe: -0.1 };
    const convinced = probabilisticSharpe({ ...short, count: minimumTrackRecord(short) as number }, 0);
    expect(convinced).toBeCloseTo(0.05, 12);
    expect(minimumTrackRecord({ ...estimate, sharpe: 0 })).toBeNull();
    expect(minimumTrackRecord({ ...estimate, sharpe: Number.NaN })).toBeNull();
    expect(probabilisticSharpe({ ...estimate, count: 1 }, 0)).toBeNull();
    expect(expectedBestSharpe(0, 1)).toBeNull();
    expect(expectedBestSharpe(10, -1)).toBeNull();
  });
});

describe('the probability of overfitting', () => {
  function tried(edge: number, seed: number) {
    const uniform = seededUniform(seed);
    const columns = 20;
    const values = Float64Array.from({ length: 480 * columns }, (_, at) => {
      const noise = uniform() + uniform() + uniform() + uniform() - 2;
      return 0.01 * noise + (at % columns === 7 ? edge : 0);
    });
    return { rows: 480, columns, values };
  }

  test('is small with one real edge, near a coin toss without any', () => {
    const real = backtestOverfitting(tried(0.004, 1), 8);
    expect(real?.splits).toBe(70);
    expect(real?.probability).toBe(0);
    const noise = [2, 3, 4, 5, 6, 7].map((seed) => backtestOverfitting(tried(0, seed), 8)?.probability as number);
    const mean = noise.reduce((sum, p) => sum + p, 0) / noise.length;
    expect(mean > 0.25 && mean < 0.85).toBe(true);
  });

  test('does not depend on the unit of the returns', () => {
    const sample = tried(0.0005, 9);
    const scaled = { ...sample, values: sample.values.map((value) => value * 64) };
    expect(backtestOverfitting(scaled, 8)?.logits).toEqual(backtestOverfitting(sample, 8)?.logits);
  });

  test('splits sixteen blocks in 12,870 ways, and refuses what it cannot split', () => {
    const sample = tried(0, 3);
    expect(backtestOverfitting(sample)?.splits).toBe(12_870);
    for (const blocks of [0, 3, 22]) expect(backtestOverfitting(sample, blocks)).toBeNull();
    expect(backtestOverfitting({ ...sample, rows: 10, values: sample.values.subarray(0, 200) })).toBeNull();
    const flat = backtestOverfitting({ ...sample, values: new Float64Array(sample.values.length) }, 4);
    expect(flat?.probability).toBe(1);
    expect(flat?.degradation).toBeNull();
  });
});
