import type { LayerId } from '../domain/signal.ts';
import { defaultConfluenceConfig, type ConfluenceConfig } from '../quant/confluence/confluence-config.ts';
import { layers } from './layer-list.ts';

/** Each layer says itself how long its reading stays fresh. */
const tauSeconds: ConfluenceConfig['tauSeconds'] = {
  ...defaultConfluenceConfig.tauSeconds,
  ...Object.fromEntries(layers.map((layer) => [layer.id, layer.refreshSeconds])),
};

/** The trader's weights in the standard configuration; a layer without a weight keeps the standard one. */
export function configOfWeights(weights: Readonly<Partial<Record<LayerId, number>>>): ConfluenceConfig {
  return { ...defaultConfluenceConfig, tauSeconds, weights: { ...defaultConfluenceConfig.weights, ...weights } };
}
