import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../contract/settings-schema.ts';
import { defaultConfluenceConfig } from '../quant/confluence/confluence-config.ts';
import { configOfWeights } from './config-of-settings.ts';
import { layers } from './layer-list.ts';

describe('configuration of the score', () => {
  it('judges freshness by the period that each layer shows', () => {
    const { tauSeconds } = configOfWeights({});
    expect(layers.map((layer) => [layer.id, tauSeconds[layer.id]])).toEqual(
      layers.map((layer) => [layer.id, layer.refreshSeconds]),
    );
  });

  it('is the documented one until the trader changes it', () => {
    const { weights } = settingsSchema.parse({}).confluence;
    expect(configOfWeights(weights)).toEqual(defaultConfluenceConfig);
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('takes the trader’s weights', () => {
    expect(configOfWeights({ momentum: 0.5 }).weights).toMatchObject({ momentum: 0.5, 'gex-positioning': 0.18 });
  });
});
