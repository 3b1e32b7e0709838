import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LayerReading, Score } from '../../engine/domain/score.ts';
import { layerIds } from '../../engine/domain/signal.ts';
import { waterfallOf } from './waterfall.ts';

function scoreWith(
  contributions: readonly number[],
  { multiplier, factor }: { readonly multiplier: number; readonly factor: number },
): Score {
  const base = contributions.reduce((total, each) => total + each, 0);
  const raw = base * multiplier * factor;
  return {
    ticker: 'SPY',
    direction: 'bullish',
    conviction: Math.min(1, Math.max(0, raw)),
    agreeing: 3,
    withData: 5,
    regime: 'calm',
    rejectedSignals: 0,
    eventTime: 0,
    layers: layerIds.map((layer, index) => ({ layer, contribution: contributions[index] ?? 0 }) as LayerReading),
    arithmetic: {
      bullishEvidence: 0,
      bearishEvidence: 0,
      numerator: 0,
      denominator: 1,
      coverageFloor: 0.5,
      base,
      votes: 3,
      agreementMultiplier: multiplier,
      contradiction: 0.7,
      contradictionFactor: factor,
      raw,
    },
  };
}

describe('waterfall', () => {
  test('layers from largest to smallest, then base, agreement, contradiction and score', () => {
    const steps = waterfallOf(scoreWith([0.2, 0.3, -0.05], { multiplier: 1.15, factor: 0.9 }));
    expect(steps.map(({ label }) => label)).toEqual(['GEX', 'Flow', 'Vol', 'Base', 'Agree', 'Contra', 'Score']);
    expect(steps.at(-1)?.to).toBeCloseTo(0.45 * 1.15 * 0.9, 12);
  });

  test('a saturated score says what the limit took away', () => {
    const limit = waterfallOf(scoreWith([0.9, 0.3], { multiplier: 1.5, factor: 1 })).find(
      ({ label }) => label === 'Limit',
    );
    expect(limit?.to).toBeCloseTo(1, 12);
    expect(limit?.from).toBeCloseTo(1.8, 12);
  });

  test('no data is a score of nothing without parts', () => {
    expect(waterfallOf(scoreWith([], { multiplier: 0.85, factor: 1 })).map(({ label, to }) => [label, to])).toEqual([
      ['Base', 0],
      ['Score', 0],
    ]);
  });

  test('every part starts where the one before ended, and sums equal their parts', () => {
    const share = fc.double({ min: -0.3, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 0, maxLength: 8 }),
        fc.double({ min: 0.85, max: 1.5, noNaN: true }),
        fc.double({ min: 0.6, max: 1, noNaN: true }),
        (contributions, multiplier, factor) => {
          let at = 0;
          for (const step of waterfallOf(scoreWith(contributions, { multiplier, factor }))) {
            if (step.kind === 'part') expect(step.from).toBeCloseTo(at, 9);
            else expect(step.to).toBeCloseTo(at, 8);
            at = step.to;
          }
        },
      ),
    );
  });
});
