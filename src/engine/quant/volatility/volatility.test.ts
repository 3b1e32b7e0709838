import { describe, expect, test } from 'vitest';
import { deltaSkew } from './delta-skew.ts';
import { expectedMoveFromStraddle, expectedMoveFromVol, meanAbsoluteMove } from './expected-move.ts';

import { smileVol } from './smile.ts';
import { straddleMids } from './straddle-mids.ts';
import { constantMaturityVol, forwardVols } from './term-structure.ts';

describe('the term structure', () => {
  const structure = { years: Float64Array.of(0.25, 0.5), vols: Float64Array.of(0.2, 0.3) };

  test('interpolates total variance', () => {
    // w(0.25) = .01, w(0.5) = .045: halfway .0275 over 0.375 years.
    expect(constantMaturityVol(structure, 0.375)).toBeCloseTo(Math.sqrt(0.0275 / 0.375), 12);
    expect([constantMaturityVol(structure, 0.1), constantMaturityVol(structure, 2)]).toEqual([0.2, 0.3]);
    expect(constantMaturityVol(structure, 0)).toBeNull();
    expect(constantMaturityVol(structure, Number.NaN)).toBeNull();
  });

  test('has no value where it is empty, unordered or has gaps', () => {
    const none = { years: new Float64Array(0), vols: new Float64Array(0) };
    const unordered = { years: Float64Array.of(0.5, 0.25), vols: Float64Array.of(0.2, 0.3) };
    const gap = { ...structure, vols: Float64Array.of(0.2, Number.NaN) };
    for (const broken of [none, unordered, gap]) expect(constantMaturityVol(broken, 0.3)).toBeNull();
    expect(forwardVols(none)).toEqual({ vols: new Float64Array(0), calendarArbitrage: false });
    expect(forwardVols(gap)).toEqual({ vols: Float64Array.of(Number.NaN), calendarArbitrage: false });
    expect(forwardVols(unordered)).toEqual({ vols: Float64Array.of(Number.NaN), calendarArbitrage: false });
  });

  test('has forward vols, or says calendar arbitrage', () => {
    expect(forwardVols(structure).vols[0]).toBeCloseTo(Math.sqrt(0.035 / 0.25), 12);
    const inverted = { ...structure, vols: Float64Array.of(0.4, 0.2) };
    expect(forwardVols(inverted)).toEqual({ vols: Float64Array.of(Number.NaN), calendarArbitrage: true });
  });
});

describe('the smile', () => {
  const smile = { strikes: Float64Array.of(80, 100, 120), vols: Float64Array.of(0.3, 0.2, 0.18), forward: 100 };

  test('is linear in log-moneyness and flat outside', () => {
    expect(smileVol(smile, Math.sqrt(8000))).toBeCloseTo(0.25, 12);
    expect([smileVol(smile, 70), smileVol(smile, 100), smileVol(smile, 200)]).toEqual([0.3, 0.2, 0.18]);
  });

  test('gives symmetric wings where it is flat, and a negative risk reversal where puts cost more', () => {
    const flat = { ...smile, vols: Float64Array.of(0.2, 0.2, 0.2) };
    const level = deltaSkew({ smile: flat, years: 0.25, dividendYield: 0 });
    expect([level?.riskReversal, level?.butterfly]).toEqual([0, 0]);
    // N^-1(0.25) = -0.6744897501960817.
    expect(level?.callStrike).toBeCloseTo(100 * Math.exp(0.6744897501960817 * 0.1 + 0.005), 9);
    expect(level?.putStrike).toBeCloseTo(100 * Math.exp(-0.6744897501960817 * 0.1 + 0.005), 9);
    expect(deltaSkew({ smile, years: 0.25, dividendYield: 0 })?.riskReversal).toBeLessThan(0);
    expect(deltaSkew({ smile, years: 0, dividendYield: 0 })).toBeNull();
  });

  test('finds the wings across the forward where vol and time are large', () => {
    const wild = { ...smile, vols: Float64Array.of(2.5, 2.5, 2.5) };
    // d1 = N^-1(0.25) with sigma sqrt T = 5: x = 12.5 + 0.674.. x 5 for the call, 12.5 - 3.37.. for the put.
    const skew = deltaSkew({ smile: wild, years: 4, dividendYield: 0 });
    expect(Math.log((skew?.callStrike ?? 0) / 100)).toBeCloseTo(12.5 + 5 * 0.6744897501960817, 8);
    expect(Math.log((skew?.putStrike ?? 0) / 100)).toBeCloseTo(12.5 - 5 * 0.6744897501960817, 8);
  });

  test('has no skew where it has a hole, no strike or a delta nobody reaches', () => {
    const holed = { ...smile, vols: Float64Array.of(0.3, Number.NaN, 0.18) };
    expect(deltaSkew({ smile: holed, years: 0.25, dividendYield: 0 })).toBeNull();
    const empty = { strikes: new Float64Array(0), vols: new Float64Array(0), forward: 100 };
    expect(deltaSkew({ smile: empty, years: 0.25, dividendYield: 0 })).toBeNull();
    // e^-qT is the largest delta there is.
    expect(deltaSkew({ smile, years: 30, dividendYield: 0.05 })).toBeNull();
  });
});

test('expected moves by hand', () => {
  expect(expectedMoveFromVol({ spot: 100, vol: 0.2, years: 0.25 })).toBeCloseTo(10, 12);
  // N(0.05) = 0.5199388058383725.
  expect(meanAbsoluteMove({ spot: 100, vol: 0.2, years: 0.25 })).toBeCloseTo(200 * 0.039877611676745, 10);
  const moves = expectedMoveFromStraddle({ atmCall: 4, atmPut: 4, otmCall1: 2, otmPut1: 2, otmCall2: 1, otmPut2: 1 });
  expect(moves.straddle85).toBeCloseTo(6.8, 12);
  expect(moves.weighted).toBeCloseTo(0.6 * 8 + 0.3 * 4 + 0.1 * 2, 12);
});

describe('expected moves', () => {
  test('keep their digits for the last minutes', () => {
    // 2 N(z) - 1 = 2 z n(0) to first order.
    const move = meanAbsoluteMove({ spot: 100, vol: 0.1, years: 1e-12 });
    expect(move / (100 * 1e-7 * Math.sqrt(2 / Math.PI))).toBeCloseTo(1, 12);
    expect(meanAbsoluteMove({ spot: 100, vol: 50, years: 4 })).toBeCloseTo(200, 9);
  });

  test('are NaN where an input is none', () => {
    expect(expectedMoveFromVol({ spot: 100, vol: -0.1, years: 1 })).toBeNaN();
    expect(expectedMoveFromVol({ spot: 100, vol: 0.1, years: -1 })).toBeNaN();
    expect(meanAbsoluteMove({ spot: Number.NaN, vol: 0.1, years: 1 })).toBeNaN();
    expect(expectedMoveFromVol({ spot: 100, vol: 0.1, years: 0 })).toBe(0);
  });

  test('read straddle and strangles off a chain', () => {
    const strike = Float64Array.of(95, 100, 105, 110, 115);
    const chain = { strike, callMid: Float64Array.of(11, 7, 4, 2, 1), putMid: Float64Array.of(1, 2, 4, 7, 11) };
    expect(straddleMids(chain, 106)).toEqual({
      atmCall: 4,
      atmPut: 4,
      otmCall1: 2,
      otmPut1: 2,
      otmCall2: 1,
      otmPut2: 1,
    });
    expect(straddleMids(chain, 102.5).atmCall).toBe(7);
    expect(straddleMids(chain, 96).otmPut1).toBeNaN();
    expect(straddleMids({ ...chain, strike: new Float64Array(0) }, 100).atmCall).toBeNaN();
    expect(straddleMids(chain, Number.NaN).atmPut).toBeNaN();
  });
});
