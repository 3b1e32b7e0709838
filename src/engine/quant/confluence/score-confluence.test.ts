import { describe, expect, test } from 'vitest';
import { layerIds, type Signal } from '../../domain/signal.ts';
import { agreementMultiplier } from './agreement.ts';
import { defaultConfluenceConfig } from './confluence-config.ts';
import { freshness } from './freshness.ts';
import { scoreConfluence } from './score-confluence.ts';

const nowMs = 1_767_366_000_000;

function signal(layer: Signal['layer'], over: Partial<Signal> = {}): Signal {
  return {
    ticker: 'SPY',
    layer,
    direction: 'bullish',
    strength: 0.8,
    confidence: 0.9,
    eventTime: nowMs,
    explanation: `${layer} says so`,
    facts: [{ label: 'premium', value: 12, unit: '$m' }],
    source: 'recorded',
    ...over,
  };
}

function scoreOf(signals: readonly Signal[], regime: 'calm' | 'elevated' = 'elevated') {
  return scoreConfluence({ ticker: 'SPY', signals, regime, nowMs, config: defaultConfluenceConfig });
}

describe('the score of a ticker', () => {
  test('works out three agreeing layers in a calm market by hand', () => {
    const score = scoreOf(
      [
        signal('options-flow'),
        signal('gex-positioning', { strength: 0.6, confidence: 0.8 }),
        signal('dark-pool', { strength: 0.7, confidence: 0.7 }),
      ],
      'calm',
    );
    // u .225 .144 .105, x .88 .66 .77: N .37389 over the floor .5, three votes x 1.15.
    expect(score.arithmetic.numerator).toBeCloseTo(0.37389, 12);
    expect(score.arithmetic.base).toBeCloseTo(0.74778, 12);
    expect(score.conviction).toBeCloseTo(0.859947, 12);
    expect([score.direction, score.agreeing, score.withData]).toEqual(['bullish', 3, 3]);
  });

  test('keeps a lone full layer below conviction', () => {
    expect(scoreOf([signal('options-flow', { strength: 1, confidence: 1 })]).conviction).toBeCloseTo(0.425, 12);
  });

  test('reads every layer in grid order, silent ones with a reason', () => {
    const { layers } = scoreOf([signal('options-flow')]);
    expect(layers.map(({ layer }) => layer)).toEqual([...layerIds]);
    expect(layers.filter(({ status }) => status === 'no-data')).toHaveLength(6);
    expect(layers.at(-1)).toMatchObject({ layer: 'vix-regime', status: 'context', reason: 'No signal received' });
  });

  test('tells live, stale, gone and context apart', () => {
    const { layers, withData } = scoreOf([
      signal('options-flow'),
      signal('dark-pool', { eventTime: nowMs - 1_800_000 }),
      signal('momentum', { eventTime: nowMs - 4_500_000 }),
      signal('vix-regime'),
    ]);
    const status = Object.fromEntries(layers.map((layer) => [layer.layer, layer.status]));
    expect(status).toMatchObject({
      'options-flow': 'live',
      'dark-pool': 'stale',
      momentum: 'no-data',
      'vix-regime': 'context',
    });
    expect(withData).toBe(2);
    expect(layers.find(({ layer }) => layer === 'momentum')?.reason).toBe(
      'Last signal is 4500 s old; evidence ends after 4500 s',
    );
  });

  test('takes explanation, facts and source from the newest signal of a layer', () => {
    const { layers } = scoreOf([
      signal('momentum', { eventTime: nowMs - 1000, explanation: 'old' }),
      signal('momentum', { direction: 'bearish', explanation: 'new' }),
    ]);
    const momentum = layers.find(({ layer }) => layer === 'momentum');
    expect(momentum).toMatchObject({ direction: 'bearish', explanation: 'new', source: 'recorded' });
  });

  test('shows an opposing layer as a negative contribution and applies the contradiction penalty', () => {
    const full = { confidence: 1 };
    const score = scoreOf([
      signal('options-flow', { ...full, strength: 0.9 }),
      signal('gex-positioning', { ...full, strength: 0.8 }),
      signal('dark-pool', { ...full, strength: 0.7 }),
      signal('momentum', { ...full, strength: 1, direction: 'bearish' }),
    ]);
    expect(score.conviction).toBeCloseTo((0.354 / 0.7) * 1.15 * 0.6, 12);
    expect(score.arithmetic.contradictionFactor).toBeCloseTo(0.6, 12);
    const opposing = score.layers.find(({ layer }) => layer === 'momentum');
    expect(opposing?.contribution).toBeCloseTo(-0.12 / 0.7, 12);
    expect(opposing?.agrees).toBe(false);
  });

  test('counts what it cannot use', () => {
    const score = scoreOf([signal('options-flow', { strength: Number.NaN }), signal('dark-pool')]);
    expect([score.rejectedSignals, score.withData]).toEqual([1, 1]);
  });
});

test('freshness halves per refresh and ends without a jump', () => {
  expect(freshness(300, 300, 5)).toBe(1);
  expect(freshness(600, 300, 5)).toBeCloseTo(0.466666666667, 11);
  expect(freshness(1499.9999, 300, 5)).toBeLessThan(1e-6);
  expect(freshness(1500, 300, 5)).toBe(0);
});

test('the agreement multiplier is linear between its integers and constant after 5', () => {
  const at = (votes: number) => agreementMultiplier(votes, defaultConfluenceConfig.agreementMultipliers);
  expect([at(0), at(1), at(2), at(3), at(4), at(5), at(7)]).toEqual([0.85, 0.85, 1, 1.15, 1.3, 1.5, 1.5]);
  expect(at(3.4)).toBeCloseTo(1.21, 12);
});
