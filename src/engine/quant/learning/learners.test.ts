import { describe, expect, test } from 'vitest';
import { seededUniform } from '../statistics/seeded-uniform.ts';
import { fitBoostedTrees, predictBoostedTrees } from './boosted-trees.ts';
import { growIsolationForest, isolationScores, meanPathLength } from './isolation-forest.ts';
import { fitLogistic, predictLogistic, sigmoid } from './logistic-regression.ts';
import { brierScore } from './probability-scores.ts';
import { areaUnderCurve } from './ranking-scores.ts';

/** Two features and noise: linear in the first, and only trees see the fold in the second. */
function drawn(size: number, seed: number) {
  const uniform = seededUniform(seed);
  const values = Float64Array.from({ length: 2 * size }, () => 4 * uniform() - 2);
  const outcomes = Uint8Array.from({ length: size }, (_, row) => {
    const score = (values[2 * row] as number) + 3 * (Math.abs(values[2 * row + 1] as number) - 1);
    return uniform() < sigmoid(score) ? 1 : 0;
  });
  return { features: { rows: size, columns: 2, values }, outcomes };
}

const train = drawn(800, 1);
const held = drawn(400, 2);
const oneKind = { ...train, outcomes: new Uint8Array(800) };
const broken = { ...train, features: { ...train.features, values: train.features.values.map(() => Number.NaN) } };

describe('logistic regression', () => {
  test('stands where the gradient of the penalised loss is nothing', () => {
    const model = fitLogistic(train, 0.5);
    if (model === null) throw new Error('no model');
    const residuals = predictLogistic(model, train.features).map((p, row) => p - (train.outcomes[row] as number));
    const sum = (weight: (row: number) => number) =>
      residuals.reduce((total, residual, row) => total + residual * weight(row), 0);
    expect(sum(() => 1)).toBeCloseTo(0, 6);
    for (const [i, w] of model.weights.entries())
      expect(sum((row) => train.features.values[2 * row + i] as number) + w / 0.5).toBeCloseTo(0, 6);
  });

  test('does not exist for one outcome, NaN, or a separation without penalty', () => {
    expect(fitLogistic(oneKind)).toBeNull();
    expect(fitLogistic(broken)).toBeNull();
    expect(fitLogistic(train, 0)).toBeNull();
    const apart = {
      features: { rows: 4, columns: 1, values: Float64Array.of(-2, -1, 1, 2) },
      outcomes: Uint8Array.of(0, 0, 1, 1),
    };
    expect(fitLogistic(apart, Number.POSITIVE_INFINITY)).toBeNull();
    expect(fitLogistic(apart, 1)?.weights[0]).toBeGreaterThan(0);
  });
});

describe('boosted trees', () => {
  const fit = (seed: number) => fitBoostedTrees(train, { uniform: seededUniform(seed), trees: 80 });

  test('see what a straight line cannot, on samples never seen', () => {
    const model = fit(1);
    const line = fitLogistic(train);
    if (model === null || line === null) throw new Error('no model');
    const probabilities = predictBoostedTrees(model, held.features);
    expect(probabilities.every((p) => p > 0 && p < 1)).toBe(true);
    const ours = brierScore({ probabilities, outcomes: held.outcomes }) as number;
    const straight = brierScore({ probabilities: predictLogistic(line, held.features), outcomes: held.outcomes });
    expect(ours).toBeLessThan((straight as number) - 0.03);
  });

  test('are the same with their seed, and do not exist for unusable samples', () => {
    expect(fit(3)).toEqual(fit(3));
    expect(fit(3)).not.toEqual(fit(4));
    for (const sample of [oneKind, broken]) expect(fitBoostedTrees(sample, { uniform: seededUniform(1) })).toBeNull();
  });
});

describe('the isolation forest', () => {
  const rows = 200;
  const values = Float64Array.from({ length: 3 * rows }, seededUniform(4)).map((value, at) =>
    at < 30 ? 3 + value : value,
  );
  const sample = { rows, columns: 3, values };
  const strange = Uint8Array.from({ length: rows }, (_, row) => (row < 10 ? 1 : 0));
  const grow = (seed: number) => growIsolationForest(sample, { uniform: seededUniform(seed) });

  test('finds what stands apart', () => {
    const forest = grow(1);
    const scores = forest === null ? null : isolationScores(forest, sample);
    expect(scores?.every((score) => score >= -1 && score <= 0)).toBe(true);
    expect(areaUnderCurve({ scores: (scores ?? []).map((score) => -score) as Float64Array, outcomes: strange })).toBe(
      1,
    );
  });

  test('does not mind units, repeats with its seed, and is no forest over nothing', () => {
    expect(grow(2)).toEqual(grow(2));
    const scaled = { ...sample, values: values.map((value) => value * 1024) };
    const forest = growIsolationForest(scaled, { uniform: seededUniform(2) });
    const plain = grow(2);
    expect(forest === null ? null : isolationScores(forest, scaled)).toEqual(
      plain === null ? undefined : isolationScores(plain, sample),
    );
    const none = { rows: 0, columns: 3, values: new Float64Array(0) };
    expect(growIsolationForest(none, { uniform: seededUniform(1) })).toBeNull();
    expect(isolationScores({ trees: [], sampleSize: 64 }, sample)).toBeNull();
    expect([0, 1, 2].map(meanPathLength)).toEqual([0, 0, 1]);
  });

  test('refuses trees that lead in circles', () => {
    const circle = {
      feature: Int32Array.of(0),
      threshold: Float64Array.of(0),
      left: Int32Array.of(0),
      right: Int32Array.of(0),
      value: Float64Array.of(1),
    };
    expect(isolationScores({ trees: [circle], sampleSize: 64 }, sample)).toBeNull();
  });
});
