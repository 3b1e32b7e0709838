import type { LayerId } from '../../domain/signal.ts';
import type { LayerEvidence } from './layer-evidence.ts';

export type BaseScore = {
  readonly numerator: number;
  readonly denominator: number;
  /** numerator / max(denominator, floor). */
  readonly base: number;
  /** Signed part of the base score per layer with data; the parts sum to `base`. */
  readonly contributions: ReadonlyMap<LayerId, number>;
  /** Agreeing layers of which any part was averaged in, sorted by name. */
  readonly averaged: readonly LayerId[];
};

type Sides = {
  readonly agreeing: readonly LayerEvidence[];
  readonly opposing: readonly LayerEvidence[];
  readonly neutral: readonly LayerEvidence[];
};

function byStrengthThenName(a: LayerEvidence, b: LayerEvidence): number {
  return b.adjustedStrength - a.adjustedStrength || (a.layer < b.layer ? -1 : 1);
}

function sumEvidence(layers: readonly LayerEvidence[]): number {
  return layers.reduce((sum, { evidence }) => sum + evidence, 0);
}

/**
 * The largest weighted average of adjusted strength that can be reached by including agreeing layers wholly or in
 * part, all others counting in full and the denominator never below `floor`: weak agreement never dilutes a score.
 * Greedy by strength is the exact optimum of this fractional programme. House definition.
 */
export function baseScore({ agreeing, opposing, neutral }: Sides, floor: number): BaseScore {
  let numerator = -opposing.reduce((sum, layer) => sum + layer.evidence * layer.adjustedStrength, 0);
  let denominator = sumEvidence(opposing) + sumEvidence(neutral);
  const included = new Map<LayerId, number>();
  for (const { layer, evidence, adjustedStrength } of [...agreeing].sort(byStrengthThenName)) {
    const free = Math.min(evidence, Math.max(0, floor - denominator));
    numerator += free * adjustedStrength;
    denominator += free;
    if (free > 0) included.set(layer, free);
    const rest = evidence - free;
    if (rest <= 0) continue;
    if (adjustedStrength * denominator < numerator - 1e-12) break;
    numerator += rest * adjustedStrength;
    denominator += rest;
    included.set(layer, evidence);
  }
  const scale = Math.max(denominator, floor);
  const contributions = new Map<LayerId, number>();
  for (const { layer } of neutral) contributions.set(layer, 0);
  for (const { layer, evidence, adjustedStrength } of opposing) {
    contributions.set(layer, (-evidence * adjustedStrength) / scale);
  }
  for (const { layer, adjustedStrength } of agreeing) {
    contributions.set(layer, ((included.get(layer) ?? 0) * adjustedStrength) / scale);
  }
  return { numerator, denominator, base: numerator / scale, contributions, averaged: [...included.keys()].sort() };
}
