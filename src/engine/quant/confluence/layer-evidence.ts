import type { VixRegime } from '../../domain/regime.ts';
import { type LayerId, layerIds } from '../../domain/signal.ts';
import type { CleanSignal } from './clean-signals.ts';
import type { ConfluenceConfig } from './confluence-config.ts';
import { freshness } from './freshness.ts';

/** What one layer brings to a score. */
export type LayerEvidence = {
  readonly layer: LayerId;
  readonly signal: CleanSignal;
  readonly ageMs: number;
  readonly weight: number;
  readonly freshness: number;
  /** Regime modifier of the signal's own direction; 1 for neutral. */
  readonly modifier: number;
  /** u = weight x confidence x freshness. */
  readonly evidence: number;
  /** x = modifier x strength; 0 for neutral. */
  readonly adjustedStrength: number;
  /** strength x confidence x freshness: what votes and contradicts. */
  readonly power: number;
};

type EvidenceInput = {
  readonly kept: ReadonlyMap<LayerId, CleanSignal>;
  readonly regime: VixRegime;
  readonly nowMs: number;
  readonly config: ConfluenceConfig;
};

function evidenceOf(signal: CleanSignal, { regime, nowMs, config }: EvidenceInput): LayerEvidence {
  const ageMs = Math.max(0, nowMs - signal.eventTime);
  const weight = config.weights[signal.layer];
  const fresh = freshness(ageMs / 1000, config.tauSeconds[signal.layer], config.staleAfterRefreshes);
  const { direction } = signal;
  const modifier = direction === 'neutral' ? 1 : config.regimeModifiers[regime][direction];
  return {
    layer: signal.layer,
    signal,
    ageMs,
    weight,
    freshness: fresh,
    modifier,
    evidence: weight * signal.confidence * fresh,
    adjustedStrength: direction === 'neutral' ? 0 : modifier * signal.strength,
    power: signal.strength * signal.confidence * fresh,
  };
}

/** Evidence of every layer that has spoken, in the fixed layer order. Times in ms since epoch. */
export function layerEvidence(input: EvidenceInput): readonly LayerEvidence[] {
  return layerIds.flatMap((layer) => {
    const signal = input.kept.get(layer);
    return signal === undefined ? [] : [evidenceOf(signal, input)];
  });
}
