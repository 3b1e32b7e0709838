import type { LayerId } from '../domain/signal.ts';
import { defaultConfluenceConfig, type ConfluenceConfig } from '../quant/confluence/confluence-config.ts';

/** The trader's weights in the standard configuration; a layer without a weight keeps the standard one. */
export function configOfWeights(weights: Readonly<Partial<Record<LayerId, number>>>): ConfluenceConfig {
  return { ...defaultConfluenceConfig, weights: { ...defaultConfluenceConfig.weights, ...weights } };
}
