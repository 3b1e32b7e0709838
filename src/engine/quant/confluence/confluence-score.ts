import type { VixRegime } from '../../domain/regime.ts';
import { type Direction, type LayerId, layerIds } from '../../domain/signal.ts';
import { agreementMultiplier, agreementVotes, contradictionFactor } from './agreement.ts';
import { type BaseScore, baseScore } from './base-score.ts';
import { cleanSignals, type RawSignal } from './clean-signals.ts';
import type { ConfluenceConfig } from './confluence-config.ts';
import { layerEvidence, type LayerEvidence } from './layer-evidence.ts';

export type ConfluenceInput = {
  readonly signals: readonly RawSignal[];
  readonly regime: VixRegime;
  /** ms since epoch. */
  readonly nowMs: number;
  readonly config: ConfluenceConfig;
};

export type ConfluenceResult = {
  readonly direction: Direction;
  /** 0..1. */
  readonly conviction: number;
  /** Before clamping; ranks saturated names. */
  readonly raw: number;
  readonly bullishEvidence: number;
  readonly bearishEvidence: number;
  readonly coverageFloor: number;
  readonly base: BaseScore;
  readonly votes: number;
  readonly multiplier: number;
  readonly contradiction: number;
  readonly contradictionFactor: number;
  readonly agreeingLayers: readonly LayerId[];
  /** Layers of positive weight with freshness above 0. */
  readonly totalLayers: number;
  /** Of those, the ones that lean and have any power. */
  readonly activeLayers: number;
  readonly rejected: number;
  /** Every layer that has spoken, stale and context ones included. */
  readonly evidence: readonly LayerEvidence[];
};

function of(layers: readonly LayerEvidence[], direction: Direction): readonly LayerEvidence[] {
  return layers.filter(({ signal }) => signal.direction === direction);
}

function directedEvidence(layers: readonly LayerEvidence[]): number {
  return layers.reduce((sum, layer) => sum + layer.evidence * layer.adjustedStrength, 0);
}

function dominantSide(bullish: number, bearish: number, tieEpsilon: number): Direction {
  if (Math.abs(bullish - bearish) <= tieEpsilon) return 'neutral';
  return bullish > bearish ? 'bullish' : 'bearish';
}

/** A tie has no dominant side: base 0, both sides shown against the coverage floor, bullish positive. */
function tiedBase(layers: readonly LayerEvidence[], floor: number): BaseScore {
  const denominator = layers.reduce((sum, { evidence }) => sum + evidence, 0);
  const scale = Math.max(denominator, floor);
  const contributions = new Map(
    layers.map(({ layer, signal, evidence, adjustedStrength }) => {
      const part = (evidence * adjustedStrength) / scale;
      return [layer, signal.direction === 'bearish' ? -part : part] as const;
    }),
  );
  return { numerator: 0, denominator, base: 0, contributions, averaged: [] };
}

/**
 * Conviction of one ticker from its layers' signals: freshness, regime, diluting-proof average, fractional agreement,
 * contradiction. Pure; input order does not matter. Unusable signals are counted in `rejected`. House definition.
 */
export function computeConfluence(input: ConfluenceInput): ConfluenceResult {
  const { config } = input;
  const { kept, rejected } = cleanSignals(input.signals);
  const evidence = layerEvidence({ kept, regime: input.regime, nowMs: input.nowMs, config });
  const live = evidence.filter((layer) => layer.weight > 0 && layer.freshness > 0);
  const bullish = of(live, 'bullish');
  const bearish = of(live, 'bearish');
  const bullishEvidence = directedEvidence(bullish);
  const bearishEvidence = directedEvidence(bearish);
  const direction = dominantSide(bullishEvidence, bearishEvidence, config.tieEpsilon);
  const coverageFloor = config.coverageFloor * layerIds.reduce((sum, layer) => sum + config.weights[layer], 0);
  const tied = direction === 'neutral';
  const agreeing = tied ? [] : of(live, direction);
  const opposing = tied ? [] : direction === 'bullish' ? bearish : bullish;
  const base = tied
    ? tiedBase(live, coverageFloor)
    : baseScore({ agreeing, opposing, neutral: of(live, 'neutral') }, coverageFloor);
  const votes = agreementVotes(
    agreeing.map(({ power }) => power),
    config.fullVote,
  );
  const multiplier = agreementMultiplier(votes, config.agreementMultipliers);
  const contradiction = opposing.reduce((most, { power }) => Math.max(most, power), 0);
  const factor = contradictionFactor(contradiction, config.contradictionFrom, config.contradictionMaxPenalty);
  const raw = base.base * multiplier * factor;
  return {
    direction,
    conviction: Math.min(1, Math.max(0, raw)),
    raw,
    bullishEvidence,
    bearishEvidence,
    coverageFloor,
    base,
    votes,
    multiplier,
    contradiction,
    contradictionFactor: factor,
    agreeingLayers: agreeing.filter(({ power }) => power >= config.fullVote).map(({ layer }) => layer),
    totalLayers: live.length,
    activeLayers: live.filter(({ signal, power }) => signal.direction !== 'neutral' && power > 0).length,
    rejected,
    evidence,
  };
}
