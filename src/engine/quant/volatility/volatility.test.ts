import { describe, expect, test } from 'vitest';
import { deltaSkew } from './delta-skew.ts';
import { expectedMoveFromStraddle, expectedMoveFromVol, meanAbsoluteMove } from './expected-move.ts';
import { ivRank } from './iv-rank.ts';
import { closeToCloseVol, parkinsonVol, rogersSatchellVol, yangZhangVol, zeroMeanVol } from './realised-vol.ts';
import { smileVol } from './smile.ts';
import { constantMaturityVol, forwardVols } from './term-structure.ts';

describe('IV rank', () => {
  const rising = Array.from({ length: 21 }, (_, index) => 0.1 + index / 100);

  test('places the current value in its year', () => {
    expect(ivRank([...rising.slice(0, 20), 0.15])).toMatchObject({ count: 21, low: 0.1 });
    expect(ivRank([...rising.slice(0, 20), 0.195])?.rank).toBeCloseTo(50, 9);
    expect(ivRank([...rising.slice(0, 20), 0.195])?.percentile).toBe(50);
    expect(ivRank(rising)).toMatchObject({ rank: 100, percentile: 100 });
  });

  test('has no value without a current one or with too few', () => {
    expect(ivRank([...rising, null])).toBeNull();
    expect(ivRank(rising.slice(0, 19))).toBeNull();
    expect(ivRank(Array<number>(30).fill(0.2))).toMatchObject({ rank: null, percentile: 0 });
  });

  test('looks back no further than the window', () => {
    expect(ivRank([9, ...rising])?.high).toBe(9);
    expect(ivRank([9, ...rising], 21)?.high).toBeCloseTo(0.3, 12);
  });
});

describe('realised vol', () => {
  const close = Float64Array.of(100, 110, 99, 108.9);
  const bars = { open: close, high: close, low: close, close };

  test('from closes, by hand', () => {
    const [up, down] = [Math.log(1.1), Math.log(0.9)];
    const mean = (2 * up + down) / 3;
    const sample = (2 * (up - mean) ** 2 + (down - mean) ** 2) / 2;
    expect(closeToCloseVol({ bars, end: 3, window: 3 })).toBeCloseTo(Math.sqrt(252 * sample), 12);
    expect(zeroMeanVol({ bars, end: 3, window: 3 })).toBeCloseTo(Math.sqrt(84 * (2 * up * up + down * down)), 12);
  });

  test('from ranges, by hand', () => {
    const ranged = {
      open: Float64Array.of(100, 100),
      high: Float64Array.of(104, 102),
      low: Float64Array.of(98, 99),
      close: Float64Array.of(100, 100),
    };
    const parkinson = (Math.log(104 / 98) ** 2 + Math.log(102 / 99) ** 2) / (8 * Math.LN2);
    const satchell = (Math.log(1.04) ** 2 + Math.log(0.98) ** 2 + Math.log(1.02) ** 2 + Math.log(0.99) ** 2) / 2;
    expect(parkinsonVol({ bars: ranged, end: 1, window: 2 })).toBeCloseTo(Math.sqrt(252 * parkinson), 12);
    expect(rogersSatchellVol({ bars: ranged, end: 1, window: 2 })).toBeCloseTo(Math.sqrt(252 * satchell), 12);
  });

  test('has no value when the window does not fit or a price is missing', () => {
    expect(closeToCloseVol({ bars, end: 2, window: 3 })).toBeNull();
    expect(parkinsonVol({ bars, end: 4, window: 2 })).toBeNull();
    expect(yangZhangVol({ bars, end: 3, window: 1 })).toBeNull();
    expect(
      zeroMeanVol({ bars: { ...bars, close: Float64Array.of(1, Number.NaN, 1, 1) }, end: 3, window: 3 }),
    ).toBeNull();
  });
});

describe('the term structure', () => {
  const structure = { years: Float64Array.of(0.25, 0.5), vols: Float64Array.of(0.2, 0.3) };

  test('interpolates total variance', () => {
    // w(0.25) = .01, w(0.5) = .045: halfway .0275 over 0.375 years.
    expect(constantMaturityVol(structure, 0.375)).toBeCloseTo(Math.sqrt(0.0275 / 0.375), 12);
    expect([constantMaturityVol(structure, 0.1), constantMaturityVol(structure, 2)]).toEqual([0.2, 0.3]);
    expect(constantMaturityVol(structure, 0)).toBeNull();
  });

  test('has forward vols, or says calendar arbitrage', () => {
    expect(forwardVols(structure).vols[0]).toBeCloseTo(Math.sqrt(0.035 / 0.25), 12);
    const inverted = { ...structure, vols: Float64Array.of(0.4, 0.2) };
    expect(forwardVols(inverted)).toEqual({ vols: [null], calendarArbitrage: true });
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
});

test('expected moves by hand', () => {
  expect(expectedMoveFromVol({ spot: 100, vol: 0.2, years: 0.25 })).toBeCloseTo(10, 12);
  // N(0.05) = 0.5199388058383725.
  expect(meanAbsoluteMove({ spot: 100, vol: 0.2, years: 0.25 })).toBeCloseTo(200 * 0.039877611676745, 10);
  const moves = expectedMoveFromStraddle({ atmCall: 4, atmPut: 4, otmCall1: 2, otmPut1: 2, otmCall2: 1, otmPut2: 1 });
  expect(moves.straddle85).toBeCloseTo(6.8, 12);
  expect(moves.weighted).toBeCloseTo(0.6 * 8 + 0.3 * 4 + 0.1 * 2, 12);
});
