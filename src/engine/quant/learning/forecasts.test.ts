import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededUniform } from '../statistics/seeded-uniform.ts';
import { expectedCalibrationError, murphyParts, reliabilityTable } from './calibration.ts';
import { fitIsotonic, isotonicValue } from './isotonic.ts';
import { brierScore, brierSkill, logLoss } from './probability-scores.ts';
import { areaUnderCurve, averagePrecision, thresholdScores } from './ranking-scores.ts';
import { brierSkillInterval } from './skill-interval.ts';

const said = (probabilities: readonly number[], outcomes: readonly number[]) => ({
  probabilities: Float64Array.from(probabilities),
  outcomes: Uint8Array.from(outcomes),
});

describe('scores of forecasts', () => {
  test('by hand', () => {
    const forecasts = said([0.9, 0.3, 0.3, 0.6], [1, 0, 1, 0]);
    expect(brierScore(forecasts)).toBeCloseTo((0.01 + 0.09 + 0.49 + 0.36) / 4, 14);
    expect(reliabilityTable(forecasts)?.map(({ bin, count }) => [bin, count])).toEqual([
      [3, 2],
      [6, 1],
      [9, 1],
    ]);
    expect(expectedCalibrationError(forecasts)).toBeCloseTo((2 * 0.2 + 0.6 + 0.1) / 4, 14);
    // Of the four pairs the 0.9 wins two, one is a tie, one is lost.
    expect(areaUnderCurve({ scores: forecasts.probabilities, outcomes: forecasts.outcomes })).toBe(0.625);
    expect(averagePrecision({ scores: forecasts.probabilities, outcomes: forecasts.outcomes })).toBe(0.75);
    expect(thresholdScores(forecasts)).toEqual({ accuracy: 0.5, matthews: 0 });
    expect(logLoss(said([0], [1]))).toBeCloseTo(-Math.log(1e-15), 10);
  });

  test('have no value for one outcome only, and none at all for what is no forecast', () => {
    const sure = said([0.7, 0.7], [1, 1]);
    expect(brierSkill(sure)).toBeNull();
    expect(areaUnderCurve({ scores: sure.probabilities, outcomes: sure.outcomes })).toBeNull();
    expect(thresholdScores(sure)?.matthews).toBeNull();
    for (const wrong of [said([], []), said([1.1], [1]), said([Number.NaN], [1]), said([0.5], [2]), said([0.5], [])]) {
      expect([brierScore(wrong), logLoss(wrong), reliabilityTable(wrong), murphyParts(wrong)]).toEqual([
        null,
        null,
        null,
        null,
      ]);
    }
  });

  test('the parts of Murphy rebuild the Brier score of what a bin says alike', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(pairs, (list) => {
        const forecasts = said(
          list.map(([tenth]) => tenth / 10 + 0.05),
          list.map(([, happened]) => (happened ? 1 : 0)),
        );
        const parts = murphyParts(forecasts);
        const rebuilt = (parts?.reliability ?? 0) - (parts?.resolution ?? 0) + (parts?.uncertainty ?? 0);
        expect(rebuilt).toBeCloseTo(brierScore(forecasts) as number, 12);
      }),
    );
  });
});

describe('the isotonic fit', () => {
  test('pools what falls, and interpolates', () => {
    const map = fitIsotonic(Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 3, 1, 5));
    expect(map === null ? [] : [0, 1.5, 2.5, 3.5, 9].map((x) => isotonicValue(map, x))).toEqual([0, 1, 2, 3.5, 5]);
    expect(fitIsotonic(new Float64Array(0), new Float64Array(0))).toBeNull();
    expect(fitIsotonic(Float64Array.of(1), Float64Array.of(Number.NaN))).toBeNull();
  });

  test('never falls and keeps the mean', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(pairs, (list) => {
        const x = Float64Array.from(list, ([at]) => at);
        const y = Float64Array.from(list, ([, value]) => value);
        const map = fitIsotonic(x, y);
        if (map === null) throw new Error('finite samples have a fit');
        for (let at = 1; at < map.y.length; at += 1)
          expect((map.y[at] as number) >= (map.y[at - 1] as number)).toBe(true);
        const fitted = x.reduce((sum, at) => sum + isotonicValue(map, at), 0);
        expect(fitted).toBeCloseTo(
          y.reduce((sum, value) => sum + value, 0),
          9,
        );
      }),
    );
  });
});

describe('the skill interval', () => {
  function drawn(skilled: boolean) {
    const uniform = seededUniform(5);
    const chances = Array.from({ length: 600 }, () => 0.1 + 0.8 * uniform());
    const outcomes = chances.map((p) => (uniform() < p ? 1 : 0));
    return said(skilled ? chances : chances.map(() => 0.1 + 0.8 * uniform()), outcomes);
  }
  const options = { blockLength: 10, draws: 500 };

  test('tells skill from none, and repeats itself with its seed', () => {
    const interval = (skilled: boolean) =>
      brierSkillInterval(drawn(skilled), { ...options, uniform: seededUniform(1) });
    expect(interval(true)?.isPositive).toBe(true);
    expect(interval(false)?.isPositive).toBe(false);
    expect(interval(true)).toEqual(interval(true));
  });

  test('needs two blocks and both outcomes', () => {
    const uniform = seededUniform(1);
    expect(brierSkillInterval(said([0.5, 0.5], [0, 1]), { ...options, uniform })).toBeNull();
    expect(brierSkillInterval(said([0.5, 0.5], [1, 1]), { blockLength: 1, uniform })).toBeNull();
  });
});
