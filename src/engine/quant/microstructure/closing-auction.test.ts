import { describe, expect, test } from 'vitest';
import { type ClosingImbalance, closingMeasures } from './closing-auction.ts';
import {
  asymmetry,
  closingPredictors,
  closingTriggered,
  darkLitDivergence,
  directionConfidence,
  signedDollars,
} from './closing-predictors.ts';

const message: ClosingImbalance = {
  paired: 300,
  imbalance: 100,
  side: 'sell',
  adv20: 10_000,
  refPrice: 50,
  nearPrice: 49.95,
  farPrice: 50.1,
};

describe('a closing imbalance', () => {
  test('by hand', () => {
    const measures = closingMeasures(message);
    expect(measures).toMatchObject({ signedImbalance: -100, ratio: -0.25, percentOfAdv: -1, notional: -5000 });
    expect(measures.nearDeviationBps).toBeCloseTo(-10, 10);
    expect(measures.farDeviationBps).toBeCloseTo(20, 10);
    expect(closingMeasures({ ...message, side: 'buy' }).ratio).toBe(0.25);
  });

  test('what is missing has no measure', () => {
    const empty = closingMeasures({ ...message, paired: 0, imbalance: 0, adv20: 0, refPrice: 0, farPrice: null });
    expect(empty).toEqual({
      signedImbalance: 0,
      ratio: null,
      percentOfAdv: null,
      notional: null,
      nearDeviationBps: null,
      farDeviationBps: null,
    });
    expect(closingMeasures({ ...message, nearPrice: 0 }).nearDeviationBps).toBeNull();
    expect(closingMeasures({ ...message, refPrice: Number.NaN })).toMatchObject({
      notional: null,
      farDeviationBps: null,
    });
  });
});

describe('predictors of the imbalance', () => {
  const tape = {
    timeMs: Float64Array.of(0, 10, 20, 30, 40),
    price: Float64Array.of(10, 10, 10, Number.NaN, 10),
    size: Float64Array.of(1, 2, 4, 8, 16),
    sign: Int8Array.of(1, 1, -1, 1, 1),
  };

  test('signed dollars of a half-open window', () => {
    expect(signedDollars(tape, { fromMs: 10, toMs: 40 })).toBe(-20);
    expect(signedDollars(tape, { fromMs: 41, toMs: 99 })).toBeNull();
  });

  test('all four, and null for what is not known', () => {
    const input = {
      tape,
      afternoon: { fromMs: 10, toMs: 40 },
      advDollars: 200,
      callPremium: 300,
      putPremium: 100,
      dark: { bought: 3, sold: 1 },
      lit: { bought: 1, sold: 3 },
      lastHalfHourFlow: 12,
    };
    expect(closingPredictors(input)).toEqual({
      signedDollarsToAdv: -0.1,
      premiumAsymmetry: 0.5,
      darkLitDivergence: 1,
      orderFlow: 12,
    });
    const nothing = { ...input, advDollars: 0, callPremium: 0, putPremium: 0, dark: { bought: 0, sold: 0 } };
    expect(closingPredictors({ ...nothing, lastHalfHourFlow: null })).toEqual({
      signedDollarsToAdv: null,
      premiumAsymmetry: null,
      darkLitDivergence: null,
      orderFlow: null,
    });
    expect([asymmetry(-1, 3), asymmetry(Number.NaN, 1)]).toEqual([null, null]);
    expect(darkLitDivergence({ bought: 1, sold: 1 }, { bought: 0, sold: 0 })).toBeNull();
  });

  test('the trigger needs all three, strictly, and knows them', () => {
    const base = { flowAsymmetry: -0.61, darkLitDivergence: 0.11, confidence: 0.71 };
    expect(closingTriggered(base)).toBe(true);
    for (const change of [
      { flowAsymmetry: 0.6 },
      { darkLitDivergence: -0.1 },
      { confidence: 0.7 },
      { confidence: null },
    ]) {
      expect(closingTriggered({ ...base, ...change })).toBe(false);
    }
    expect([directionConfidence(0.5), directionConfidence(0.1)]).toEqual([0, 0.8]);
  });
});
