import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalPdf } from '../pricing/normal.ts';
import { fitMarkov } from './markov-fit.ts';
import { filterMarkov } from './markov-filter.ts';
import { exchanged, type MarkovParameters, stationaryShare } from './markov-parameters.ts';
import { smoothMarkov } from './markov-smoother.ts';
import { seededUniform } from './seeded-uniform.ts';

const calmAndWild: MarkovParameters = {
  p00: 0.97,
  p11: 0.9,
  mean0: 0.0005,
  mean1: -0.002,
  variance0: 0.00004,
  variance1: 0.0005,
};

function normalDraws(seed: number): () => number {
  const uniform = seededUniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function simulated(parameters: MarkovParameters, size: number, seed: number): Float64Array {
  const uniform = seededUniform(seed);
  const normal = normalDraws(seed + 1);
  let state = 0;
  return Float64Array.from({ length: size }, () => {
    if (uniform() > (state === 0 ? parameters.p00 : parameters.p11)) state = 1 - state;
    const { mean0, mean1, variance0, variance1 } = parameters;
    return state === 0 ? mean0 + Math.sqrt(variance0) * normal() : mean1 + Math.sqrt(variance1) * normal();
  });
}

/** Every path of states, one by one: exponential, and beyond doubt. */
function byEnumeration(values: Float64Array, parameters: MarkovParameters) {
  const { p00, p11, mean0, mean1, variance0, variance1 } = parameters;
  const share1 = stationaryShare(parameters);
  const density = (value: number, state: number): number => {
    const [mean, variance] = state === 0 ? [mean0, variance0] : [mean1, variance1];
    return normalPdf((value - mean) / Math.sqrt(variance)) / Math.sqrt(variance);
  };
  const stay = [p00, p11] as const;
  let total = 0;
  const inOne = new Float64Array(values.length);
  for (let path = 0; path < 2 ** values.length; path += 1) {
    let weight = 1;
    for (const [t, value] of values.entries()) {
      const state = (path >> t) & 1;
      const before = (path >> (t - 1)) & 1;
      const move = before === state ? stay[before as 0 | 1] : 1 - stay[before as 0 | 1];
      weight *= (t === 0 ? (state === 1 ? share1 : 1 - share1) : move) * density(value, state);
    }
    total += weight;
    for (let t = 0; t < values.length; t += 1) if (((path >> t) & 1) === 1) inOne[t] = (inOne[t] as number) + weight;
  }
  return { logLikelihood: Math.log(total), smoothed: inOne.map((weight) => weight / total) };
}

describe('the filter and smoother', () => {
  test('agree with a sum over every path of states', () => {
    const values = simulated(calmAndWild, 9, 4);
    const exact = byEnumeration(values, calmAndWild);
    const ours = smoothMarkov(values, calmAndWild);
    expect(ours?.logLikelihood).toBeCloseTo(exact.logLikelihood, 11);
    for (const [t, p] of exact.smoothed.entries()) expect(ours?.smoothed[t]).toBeCloseTo(p, 12);
    expect(ours?.filtered.at(-1)).toBeCloseTo(exact.smoothed.at(-1) as number, 12);
  });

  test('keep every probability in [0, 1], whatever the values and parameters', () => {
    const probability = fc.double({ min: 0, max: 0.9999, noNaN: true });
    const mean = fc.double({ min: -1, max: 1, noNaN: true });
    const variance = fc.double({ min: 1e-8, max: 10, noNaN: true });
    const values = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, probability, probability, mean, mean, variance, variance, (list, p00, p11, ...rest) => {
        const [mean0, mean1, variance0, variance1] = rest;
        const found = smoothMarkov(Float64Array.from(list), { p00, p11, mean0, mean1, variance0, variance1 });
        for (const column of [found?.predicted, found?.filtered, found?.smoothed])
          for (const p of column ?? []) expect(p >= 0 && p <= 1).toBe(true);
        expect(found === null || Number.isFinite(found.logLikelihood)).toBe(true);
      }),
    );
  });

  test('tell the states apart far beyond where both densities underflow', () => {
    const found = filterMarkov(Float64Array.of(5, 0), calmAndWild);
    expect(found?.filtered[0]).toBeCloseTo(1, 12);
    expect(Number.isFinite(found?.logLikelihood)).toBe(true);
  });

  test('mirror when the states exchange their names', () => {
    const values = simulated(calmAndWild, 60, 9);
    const plain = smoothMarkov(values, calmAndWild);
    const other = smoothMarkov(values, exchanged(calmAndWild));
    expect(other?.logLikelihood).toBeCloseTo(plain?.logLikelihood as number, 10);
    for (const [t, p] of (plain?.smoothed ?? []).entries()) expect(other?.smoothed[t]).toBeCloseTo(1 - p, 12);
  });

  test.each([
    ['no values', new Float64Array(0), calmAndWild],
    ['a value that is not finite', Float64Array.of(0, Number.NaN), calmAndWild],
    ['no variance', Float64Array.of(0), { ...calmAndWild, variance0: 0 }],
    ['a probability above one', Float64Array.of(0), { ...calmAndWild, p00: 1.01 }],
    ['two absorbing states', Float64Array.of(0), { ...calmAndWild, p00: 1, p11: 1 }],
  ])('have no result for %s', (_, values, parameters) => {
    expect(filterMarkov(values, parameters)).toBeNull();
    expect(smoothMarkov(values, parameters)).toBeNull();
  });
});

describe('the fit', () => {
  const values = simulated(calmAndWild, 600, 31);
  const fit = fitMarkov(values);

  test('is at least as likely as the truth, and near it', () => {
    const truth = filterMarkov(values, calmAndWild);
    expect(fit?.logLikelihood).toBeGreaterThan(truth?.logLikelihood as number);
    expect(fit?.parameters.p00).toBeGreaterThan(0.93);
    expect(fit?.parameters.variance0).toBeLessThan(fit?.parameters.variance1 as number);
    expect((fit?.parameters.variance1 as number) / calmAndWild.variance1).toBeCloseTo(1, 0);
  });

  test('states the likelihood that the filter finds at its parameters', () => {
    const filter = fit === null ? null : filterMarkov(values, fit.parameters);
    expect(filter?.logLikelihood).toBeCloseTo(fit?.logLikelihood as number, 7);
  });

  test('stands at a maximum', () => {
    if (fit === null) throw new Error('no fit');
    for (const name of ['p00', 'p11', 'variance0', 'variance1'] as const) {
      for (const factor of [0.99, 1.005]) {
        const moved = { ...fit.parameters, [name]: fit.parameters[name] * factor };
        const beside = filterMarkov(values, moved)?.logLikelihood ?? Number.NEGATIVE_INFINITY;
        expect(beside, name).toBeLessThan(fit.logLikelihood);
      }
    }
  });

  test('is the same every time and in every unit', () => {
    expect(fitMarkov(values)).toEqual(fit);
    const inPercent = fitMarkov(values.map((value) => value * 128));
    expect(inPercent?.parameters.p00).toBeCloseTo(fit?.parameters.p00 as number, 6);
    expect((inPercent?.parameters.variance1 as number) / 128 ** 2).toBeCloseTo(fit?.parameters.variance1 as number, 9);
  });

  test('has no result for too little, for no movement and for what is not finite', () => {
    expect(fitMarkov(values.subarray(0, 29))).toBeNull();
    expect(fitMarkov(new Float64Array(100).fill(0.01))).toBeNull();
    expect(fitMarkov(values.map((value, t) => (t === 5 ? Number.NaN : value)))).toBeNull();
  });

  test('survives a stretch of equal values, where the likelihood has no bound', () => {
    const halted = values.map((value, t) => (t > 200 && t < 260 ? 0 : value));
    const found = fitMarkov(halted);
    expect(found?.parameters.variance0).toBeGreaterThan(0);
    expect(Number.isFinite(found?.logLikelihood)).toBe(true);
  });
});
