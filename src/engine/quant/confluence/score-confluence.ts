import type { Ticker } from '../../domain/ids.ts';
import type { VixRegime } from '../../domain/regime.ts';
import type { LayerReading, LayerStatus, Score } from '../../domain/score.ts';
import { type LayerId, layerIds, type Signal } from '../../domain/signal.ts';
import type { ConfluenceConfig } from './confluence-config.ts';
import { computeConfluence, type ConfluenceResult } from './confluence-score.ts';
import type { LayerEvidence } from './layer-evidence.ts';

export type ScoreInput = {
  readonly ticker: Ticker;
  /** Signals of this ticker; other tickers' signals are a bug of the caller and are not looked for. */
  readonly signals: readonly Signal[];
  readonly regime: VixRegime;
  /** ms since epoch. */
  readonly nowMs: number;
  readonly config: ConfluenceConfig;
};

function statusOf(layer: LayerEvidence): LayerStatus {
  if (layer.weight <= 0) return 'context';
  if (layer.freshness >= 1) return 'live';
  return layer.freshness > 0 ? 'stale' : 'no-data';
}

function silentReading(layer: LayerId, config: ConfluenceConfig): LayerReading {
  const weight = config.weights[layer];
  return {
    layer,
    status: weight > 0 ? 'no-data' : 'context',
    reason: 'No signal received',
    direction: 'neutral',
    strength: 0,
    confidence: 0,
    weight,
    freshness: 0,
    modifier: 1,
    evidence: 0,
    contribution: 0,
    agrees: false,
    ageMs: null,
    explanation: '',
    facts: [],
    source: '',
  };
}

function expiredReason(layer: LayerEvidence, config: ConfluenceConfig): string {
  const seconds = config.tauSeconds[layer.layer] * config.staleAfterRefreshes;
  return `Last signal is ${Math.round(layer.ageMs / 1000)} s old; evidence ends after ${seconds} s`;
}

function spokenReading(layer: LayerEvidence, result: ConfluenceResult, input: ScoreInput): LayerReading {
  const source = input.signals[layer.signal.index];
  return {
    layer: layer.layer,
    status: statusOf(layer),
    reason: layer.freshness > 0 ? '' : expiredReason(layer, input.config),
    direction: layer.signal.direction,
    strength: layer.signal.strength,
    confidence: layer.signal.confidence,
    weight: layer.weight,
    freshness: layer.freshness,
    modifier: layer.modifier,
    evidence: layer.evidence,
    contribution: result.base.contributions.get(layer.layer) ?? 0,
    agrees: result.agreeingLayers.includes(layer.layer),
    ageMs: layer.ageMs,
    explanation: source?.explanation ?? '',
    facts: source?.facts ?? [],
    source: source?.source ?? '',
  };
}

/**
 * The score of one ticker with a reading for every layer and the arithmetic of each step.
 * `eventTime` is the instant the freshness was judged at (`nowMs`). Never fails: unusable signals are counted.
 */
export function scoreConfluence(input: ScoreInput): Score {
  const result = computeConfluence(input);
  const spoken = new Map(result.evidence.map((layer) => [layer.layer, layer]));
  return {
    ticker: input.ticker,
    direction: result.direction,
    conviction: result.conviction,
    agreeing: result.agreeingLayers.length,
    withData: result.totalLayers,
    regime: input.regime,
    layers: layerIds.map((layer) => {
      const evidence = spoken.get(layer);
      return evidence === undefined ? silentReading(layer, input.config) : spokenReading(evidence, result, input);
    }),
    arithmetic: {
      bullishEvidence: result.bullishEvidence,
      bearishEvidence: result.bearishEvidence,
      numerator: result.base.numerator,
      denominator: result.base.denominator,
      coverageFloor: result.coverageFloor,
      base: result.base.base,
      votes: result.votes,
      agreementMultiplier: result.multiplier,
      contradiction: result.contradiction,
      contradictionFactor: result.contradictionFactor,
      raw: result.raw,
    },
    rejectedSignals: result.rejected,
    eventTime: input.nowMs,
  };
}
