import type { LayerId } from '../../../engine/domain/signal.ts';

/** Null while a field holds no number. */
export type Weights = Readonly<Partial<Record<LayerId, number | null>>>;

export function sumOf(weights: Weights): number {
  return Object.values(weights).reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
}

/** Part of the whole, 0..1; null while the sum is zero. */
export function shareOf(weights: Weights, layer: LayerId): number | null {
  const sum = sumOf(weights);
  return sum > 0 ? (weights[layer] ?? 0) / sum : null;
}
