import { expect, test } from 'vitest';
import { loadVectors } from '../../../../tests/vectors/shared-files.ts';
import { defaultConfluenceConfig } from './confluence-config.ts';

type Config = {
  weights: Record<string, number>;
  refresh_seconds: Record<string, number>;
  regime_modifiers: Record<string, unknown>;
  agreement_multiplier: Record<string, number>;
} & Record<string, unknown>;

const kebabKeys = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key.replaceAll('_', '-'), value]));

const file = loadVectors<{ config: Config }>('confluence');

test.skipIf(file === null)('the default configuration is the reference configuration', () => {
  const { weights, refresh_seconds, regime_modifiers, agreement_multiplier, ...rest } = (file as { config: Config })
    .config;
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

test('the weights sum to 1', () => {
  const sum = Object.values(defaultConfluenceConfig.weights).reduce((total, weight) => total + weight, 0);
  expect(sum).toBeCloseTo(1, 12);
});
