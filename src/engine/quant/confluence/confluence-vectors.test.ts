import { describe, expect, test } from 'vitest';
import { loadVectors } from '../../../../tests/vectors/shared-files.ts';
import type { VixRegime } from '../../domain/regime.ts';
import { defaultConfluenceConfig } from './confluence-config.ts';
import { computeConfluence } from './confluence-score.ts';
import { classifyVixRegime, isBackwardation } from './vix-regime.ts';

type VectorSignal = {
  layer: string;
  direction: string;
  strength: number | null;
  confidence: number | null;
  timestamp: number;
};
type Expected = Record<string, number> & { direction: string; averaged_layers?: string[] };
type Case = { name: string; regime: VixRegime; now: number; signals: VectorSignal[]; expected: Expected };
type Config = {
  weights: Record<string, number>;
  refresh_seconds: Record<string, number>;
  regime_modifiers: Record<string, unknown>;
  agreement_multiplier: Record<string, number>;
} & Record<string, unknown>;

const kebab = (text: string) => text.replaceAll('_', '-');
const kebabKeys = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [kebab(key), value]));

const vectors = loadVectors<{ config: Config; cases: Case[] }>('confluence');

describe.skipIf(vectors === null)('reference vectors of the confluence score', () => {
  test('the default configuration is the reference configuration', () => {
    const { weights, refresh_seconds, regime_modifiers, agreement_multiplier, ...rest } = (
      vectors as { config: Config }
    ).config;
    expect(defaultConfluenceConfig).toEqual({
      weights: kebabKeys(weights),
      tauSeconds: kebabKeys(refresh_seconds),
      regimeModifiers: regime_modifiers,
      agreementMultipliers: [0, 1, 2, 3, 4, 5].map((votes) => agreement_multiplier[votes]),
      staleAfterRefreshes: rest['stale_after_refreshes'],
      fullVote: rest['full_vote'],
      coverageFloor: rest['coverage_floor'],
      contradictionFrom: rest['contradiction_from'],
      contradictionMaxPenalty: rest['contradiction_max_penalty'],
      tieEpsilon: rest['tie_epsilon'],
    });
  });

  test.each(vectors?.cases ?? [])('$name', ({ regime, now, signals, expected }) => {
    const result = computeConfluence({
      signals: signals.map(({ layer, timestamp, ...rest }) => ({
        ...rest,
        layer: kebab(layer),
        eventTime: timestamp * 1000,
      })),
      regime,
      nowMs: now * 1000,
      config: defaultConfluenceConfig,
    });
    const numbers: Record<string, number> = {
      conviction: result.conviction,
      base_score: result.base.base,
      agreement_votes: result.votes,
      multiplier: result.multiplier,
      contradiction_factor: result.contradictionFactor,
      raw: result.raw,
      bull_evidence: result.bullishEvidence,
      bear_evidence: result.bearishEvidence,
    };
    // A tie states its outcome alone.
    const stated = Object.entries(numbers).filter(([key]) => key in expected);
    expect(stated.length).toBeGreaterThanOrEqual(expected.direction === 'neutral' ? 1 : 8);
    for (const [key, value] of stated) {
      expect(Math.abs(value - (expected[key] as number)), key).toBeLessThanOrEqual(1e-9);
    }
    expect(result.direction).toBe(expected.direction);
    expect(result.base.averaged).toEqual((expected.averaged_layers ?? []).map(kebab));
    expect(result.agreeingLayers.length).toBe(expected['agreeing_layers'] ?? 0);
    expect(result.totalLayers).toBe(expected['total_layers']);
    expect(result.activeLayers).toBe(expected['active_layers']);
    expect(result.rejected).toBe(expected['rejected']);
  });
});

type RegimeCase = { vix: number | null; vix3m: number | null; regime: string; backwardation: boolean | null };
const regimes = loadVectors<{ cases: RegimeCase[] }>('vix_regime');

describe.skipIf(regimes === null)('reference vectors of the VIX regime', () => {
  test.each(regimes?.cases ?? [])('VIX $vix, VIX3M $vix3m', (reading) => {
    expect(classifyVixRegime(reading)).toBe(reading.regime);
    expect(isBackwardation(reading)).toBe(reading.backwardation);
  });
});
