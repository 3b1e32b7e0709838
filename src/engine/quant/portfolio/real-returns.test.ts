import { describe, expect, test } from 'vitest';
import { sharedBars } from '../../../../tests/vectors/shared-bars.ts';
import { growIsolationForest, isolationScores } from '../learning/isolation-forest.ts';
import { fitMarkov } from '../statistics/markov-fit.ts';
import { smoothMarkov } from '../statistics/markov-smoother.ts';
import { principalComponents } from '../statistics/principal-components.ts';
import { seededUniform } from '../statistics/seeded-uniform.ts';
import { attributeFactors } from './factor-attribution.ts';
import { performance } from './performance.ts';
import { cornishFisherVar, ewmaVar, historicalTailRisk, normalTailRisk } from './value-at-risk.ts';

const simpleReturns = (close: Float64Array) =>
  close.subarray(1).map((price, day) => price / (close[day] as number) - 1);

const index = sharedBars('data/daily/spx_1990_2022.csv.gz');
const pair = [sharedBars('data/daily/aapl_2004_2018.csv'), sharedBars('data/daily/goog_2004_2018.csv')];

describe.skipIf(index === null)('33 years of the S&P 500', () => {
  const returns = simpleReturns(index?.close ?? new Float64Array(0));

  test('have every measure of performance, with the fall of 2007 to 2009', () => {
    const found = performance({ returns, riskFree: 0.02 });
    for (const value of Object.values(found)) expect(Number.isFinite(value)).toBe(true);
    expect(found.maxDrawdown).toBeCloseTo(-0.5678, 3);
  });

  test('have tails in a sensible order', () => {
    const historical = historicalTailRisk(returns, 0.99);
    const normal = normalTailRisk(returns, 0.99);
    expect(historical?.valueAtRisk).toBeGreaterThan(normal?.valueAtRisk as number);
    for (const value of [cornishFisherVar(returns, 0.99), ewmaVar(returns, 0.99)]) expect(value).toBeGreaterThan(0);
  });

  test('switch into the wild regime in March 2020', () => {
    const days = index?.time ?? [];
    const from = days.findIndex((day) => day.endsWith('/2019'));
    const window = returns.subarray(from - 1, from + 500);
    const fit = fitMarkov(window);
    const smoothed = fit === null ? null : smoothMarkov(window, fit.parameters);
    const crash = days.findIndex((day) => day === '3/16/2020') - from;
    expect(smoothed?.smoothed[crash]).toBeGreaterThan(0.99);
    expect(smoothed?.smoothed.every((p) => p >= 0 && p <= 1)).toBe(true);
  });
});

describe.skipIf(pair.includes(null))('Apple and Google', () => {
  const [a, b] = pair.map((bars) => simpleReturns(bars?.close ?? new Float64Array(0))) as [Float64Array, Float64Array];
  const rows = Math.min(a.length, b.length);
  const values = Float64Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? a : b)[at >> 1] as number);

  test('split their risk by factor and by asset to the same total', () => {
    const model = principalComponents({ rows, columns: 2, values });
    const found = model === null ? null : attributeFactors(model, Float64Array.of(0.6, 0.4));
    const total = (parts: Float64Array | null | undefined) =>
      (parts ?? new Float64Array(0)).reduce((sum, part) => sum + part, 0);
    expect(total(found?.factorVariance) / (found?.variance as number)).toBeCloseTo(1, 12);
    expect(total(found?.assetRisk) ** 2 / (found?.variance as number)).toBeCloseTo(1, 12);
    expect(model === null ? null : attributeFactors(model, Float64Array.of(1))).toBeNull();
    expect(model === null ? null : attributeFactors(model, new Float64Array(2))).toMatchObject({ assetRisk: null });
  });

  test('have days that stand apart: the most anomalous moved most', () => {
    const sample = { rows, columns: 2, values };
    const forest = growIsolationForest(sample, { uniform: seededUniform(1) });
    const scores = forest === null ? null : isolationScores(forest, sample);
    const strangest = scores?.indexOf(Math.min(...scores)) as number;
    expect(Math.hypot(a[strangest] as number, b[strangest] as number)).toBeGreaterThan(0.08);
  });
});
