import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cornishFisherVar, ewmaVar, ewmaVariance, historicalTailRisk, normalTailRisk } from './value-at-risk.ts';

const hundred = Float64Array.from({ length: 101 }, (_, at) => at - 50);

describe('value at risk and expected shortfall', () => {
  test('from the sample, by hand', () => {
    // The 5 % quantile of -50..50 is -45; the six worst average -47.5.
    const found = historicalTailRisk(hundred, 0.95);
    expect(found?.valueAtRisk).toBe(45);
    expect(found?.expectedShortfall).toBe(47.5);
  });

  test('from the normal distribution, by hand', () => {
    const found = normalTailRisk(Float64Array.of(-1, 1), 0.95);
    expect(found?.valueAtRisk).toBeCloseTo(1.6448536269514722 * Math.SQRT2, 12);
    expect(found?.expectedShortfall).toBeCloseTo(2.0627128075074257 * Math.SQRT2, 10);
  });

  test('the Cornish-Fisher one leaves a symmetric sample its own kurtosis only', () => {
    const normal = normalTailRisk(hundred, 0.99)?.valueAtRisk as number;
    // A uniform sample has thin tails.
    expect(cornishFisherVar(hundred, 0.99) as number).toBeLessThan(normal);
  });

  test('the weighted one starts at the first square and forgets by its decay', () => {
    expect(ewmaVariance(Float64Array.of(2))).toBe(4);
    expect(ewmaVariance(Float64Array.of(2, 0), 0.5)).toBe(2);
    expect(ewmaVar(Float64Array.of(2, 0), 0.95, 0.5)).toBeCloseTo(1.6448536269514722 * Math.SQRT2, 12);
  });

  test('shortfall is never less than value at risk, and both scale and order as they should', () => {
    const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(sample, fc.double({ min: 0.51, max: 0.999, noNaN: true }), (list, confidence) => {
        const pnl = Float64Array.from(list);
        const mixed = Float64Array.from(list.toReversed(), (value) => value * 4);
        for (const risk of [historicalTailRisk, normalTailRisk]) {
          const plain = risk(pnl, confidence);
          const other = risk(mixed, confidence);
          if (plain === null || other === null) throw new Error('a finite sample has a tail');
          expect(plain.expectedShortfall).toBeGreaterThanOrEqual(plain.valueAtRisk - 1e-9);
          expect(other.valueAtRisk).toBeCloseTo(4 * plain.valueAtRisk, 6);
        }
      }),
    );
  });

  test('do not exist for nothing, NaN or a confidence that is none', () => {
    const flat = new Float64Array(20).fill(3);
    expect(historicalTailRisk(new Float64Array(0), 0.95)).toBeNull();
    expect(historicalTailRisk(Float64Array.of(1, Number.NaN), 0.95)).toBeNull();
    for (const confidence of [0, 0.5, 1, Number.NaN]) expect(historicalTailRisk(hundred, confidence)).toBeNull();
    expect(normalTailRisk(Float64Array.of(1), 0.95)).toBeNull();
    expect(cornishFisherVar(flat, 0.95)).toBeNull();
    expect(ewmaVar(new Float64Array(0), 0.95)).toBeNull();
    expect(historicalTailRisk(flat, 0.95)).toEqual({ valueAtRisk: -3, expectedShortfall: -3 });
  });
});
