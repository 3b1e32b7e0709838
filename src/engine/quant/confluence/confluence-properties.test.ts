import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vixRegimes } from '../../domain/regime.ts';
import { layerIds } from '../../domain/signal.ts';
import type { RawSignal } from './clean-signals.ts';
import { defaultConfluenceConfig as config } from './confluence-config.ts';
import { computeConfluence, type ConfluenceResult } from './confluence-score.ts';

const nowMs = 1_767_366_000_000;
const runs = { numRuns: 300, seed: 20_261_121 };
const slack = 1e-9;

type AgedSignal = RawSignal & { readonly strength: number; readonly confidence: number };

const unit = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 0.25, 0.6, 1) },
);
const direction = fc.constantFrom('bullish', 'bearish', 'neutral');
const ageInRefreshes = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 6, noNaN: true }) },
);

const signals: fc.Arbitrary<readonly AgedSignal[]> = fc
  .tuple(...layerIds.map(() => fc.option(fc.tuple(direction, unit, unit, ageInRefreshes), { freq: 3 })))
  .map((slots) =>
    slots.flatMap((slot, index) => {
      const layer = layerIds[index] ?? 'momentum';
      if (slot === null) return [];
      const [lean, strength, confidence, age] = slot;
      const eventTime = nowMs - Math.floor(age * config.tauSeconds[layer] * 1000);
      return [{ layer, direction: lean, strength, confidence, eventTime }];
    }),
  );
const regime = fc.constantFrom(...vixRegimes);
type Run = { readonly signals: readonly RawSignal[]; readonly regime?: (typeof vixRegimes)[number] };

function score(run: Run): ConfluenceResult {
  return computeConfluence({ signals: run.signals, regime: run.regime ?? 'elevated', nowMs, config });
}

function signed(result: ConfluenceResult): number {
  return result.direction === 'bearish' ? -result.conviction : result.conviction;
}

function replaced(all: readonly AgedSignal[], index: number, change: Partial<RawSignal>): readonly RawSignal[] {
  return all.map((signal, at) => (at === index ? { ...signal, ...change } : signal));
}

describe('the confluence score', () => {
  test('P1 stays within 0 and 1, and its contributions add up to its base', () => {
    fc.assert(
      fc.property(signals, regime, (all, mood) => {
        const result = score({ signals: all, regime: mood });
        expect(result.conviction).toBeGreaterThanOrEqual(0);
        expect(result.conviction).toBeLessThanOrEqual(1);
        const parts = [...result.base.contributions.values()].reduce((sum, part) => sum + part, 0);
        expect(Math.abs(parts - result.base.base)).toBeLessThan(slack);
      }),
      runs,
    );
  });

  test('P2 does not depend on input order', () => {
    const shuffled = signals.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, regime, ([all, other], mood) => {
        const first = score({ signals: all, regime: mood });
        const second = score({ signals: other, regime: mood });
        expect([second.direction, second.conviction, second.raw]).toEqual([
          first.direction,
          first.conviction,
          first.raw,
        ]);
      }),
      runs,
    );
  });

  test('P3 more strength or confidence of an agreeing layer never lowers it', () => {
    fc.assert(
      fc.property(signals, regime, unit, unit, (all, mood, strength, confidence) => {
        const before = score({ signals: all, regime: mood });
        for (const [index, signal] of all.entries()) {
          if (before.direction === 'neutral' || signal.direction !== before.direction) continue;
          const stronger = replaced(all, index, {
            strength: Math.max(signal.strength, strength),
            confidence: Math.max(signal.confidence, confidence),
          });
          const after = score({ signals: stronger, regime: mood });
          expect(after.direction).toBe(before.direction);
          expect(after.conviction).toBeGreaterThanOrEqual(before.conviction - slack);
        }
      }),
      runs,
    );
  });

  test('P4 more strength of an opposing layer never raises it while the direction holds', () => {
    fc.assert(
      fc.property(signals, regime, unit, (all, mood, strength) => {
        const before = score({ signals: all, regime: mood });
        for (const [index, signal] of all.entries()) {
          if (before.direction === 'neutral' || [before.direction, 'neutral'].includes(signal.direction)) continue;
          const changed = replaced(all, index, { strength: Math.max(signal.strength, strength) });
          const after = score({ signals: changed, regime: mood });
          if (after.direction === before.direction) {
            expect(after.conviction).toBeLessThanOrEqual(before.conviction + slack);
          }
        }
      }),
      runs,
    );
  });

  test('P5 one more agreeing layer never lowers it, P6 one more neutral layer never raises it', () => {
    fc.assert(
      fc.property(signals, regime, unit, unit, (all, mood, strength, confidence) => {
        const before = score({ signals: all, regime: mood });
        const absent = layerIds.filter((layer) => !all.some((signal) => signal.layer === layer));
        for (const layer of absent) {
          const extra = { layer, strength, confidence, eventTime: nowMs };
          const neutral = score({ signals: [...all, { ...extra, direction: 'neutral' }], regime: mood });
          expect(neutral.conviction).toBeLessThanOrEqual(before.conviction + slack);
          if (before.direction === 'neutral') continue;
          const agreeing = score({ signals: [...all, { ...extra, direction: before.direction }], regime: mood });
          expect(agreeing.conviction).toBeGreaterThanOrEqual(before.conviction - slack);
        }
      }),
      runs,
    );
  });

  test('P7 a layer past its last refresh equals an absent one', () => {
    fc.assert(
      fc.property(signals, regime, fc.nat(7), (all, mood, pick) => {
        const index = all.length === 0 ? 0 : pick % all.length;
        const layer = all[index]?.layer;
        const tau = layerIds.reduce((found, id) => (id === layer ? config.tauSeconds[id] : found), 0);
        const stale = score({ signals: replaced(all, index, { eventTime: nowMs - 5 * tau * 1000 }), regime: mood });
        const absent = score({ signals: all.filter((_, at) => at !== index), regime: mood });
        expect([stale.direction, stale.conviction, stale.totalLayers]).toEqual([
          absent.direction,
          absent.conviction,
          absent.totalLayers,
        ]);
      }),
      runs,
    );
  });

  test('P8 a small change of strength, confidence or age is a small change of signed conviction', () => {
    const step = 1e-7;
    fc.assert(
      fc.property(signals, regime, fc.nat(7), (all, mood, pick) => {
        if (all.length === 0) return;
        const index = pick % all.length;
        const signal = all[index] as AgedSignal;
        const before = signed(score({ signals: all, regime: mood }));
        const changes: readonly Partial<RawSignal>[] = [
          { strength: Math.min(1, signal.strength + step) },
          { confidence: Math.min(1, signal.confidence + step) },
          { eventTime: signal.eventTime - 1e-3 },
        ];
        for (const change of changes) {
          const after = signed(score({ signals: replaced(all, index, change), regime: mood }));
          expect(Math.abs(after - before)).toBeLessThan(1e-4);
        }
      }),
      runs,
    );
  });

  test('P8 signed conviction passes through 0 where the direction changes', () => {
    const at = (strength: number) =>
      signed(
        score({
          signals: [
            { layer: 'dark-pool', direction: 'bullish', strength: 0.6, confidence: 0.5, eventTime: nowMs },
            { layer: 'volatility-surface', direction: 'bearish', strength, confidence: 0.5, eventTime: nowMs },
          ],
        }),
      );
    expect(at(0.75 - 1e-6)).toBeGreaterThan(0);
    expect(at(0.75 + 1e-6)).toBeLessThan(0);
    expect(at(0.75 - 1e-6) - at(0.75 + 1e-6)).toBeLessThan(1e-5);
  });

  test('P9 mirrors exactly in the elevated regime', () => {
    const mirror: Readonly<Record<string, string>> = { bullish: 'bearish', bearish: 'bullish', neutral: 'neutral' };
    fc.assert(
      fc.property(signals, (all) => {
        const flipped = all.map((signal) => ({ ...signal, direction: mirror[signal.direction] ?? '' }));
        expect(signed(score({ signals: flipped }))).toBeCloseTo(-signed(score({ signals: all })), 12);
      }),
      runs,
    );
  });

  test('P10 an exact tie is neutral with conviction 0', () => {
    fc.assert(
      fc.property(unit, unit, (strength, confidence) => {
        const pair = (lean: string, layer: string) => ({
          layer,
          direction: lean,
          strength,
          confidence,
          eventTime: nowMs,
        });
        const result = score({
          signals: [pair('bullish', 'volatility-surface'), pair('bearish', 'momentum')],
        });
        expect([result.direction, result.conviction]).toEqual(['neutral', 0]);
      }),
      runs,
    );
  });
});
