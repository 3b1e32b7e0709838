import { describe, expect, it } from 'vitest';
import type { LayerReading } from '../../../engine/domain/score.ts';
import { evidenceAge } from './evidence-age.ts';

function reading(part: Partial<LayerReading>): LayerReading {
  return {
    layer: 'momentum',
    status: 'live',
    reason: '',
    direction: 'bullish',
    strength: 1,
    confidence: 1,
    weight: 0.1,
    freshness: 1,
    modifier: 1,
    evidence: 0.1,
    contribution: 0.1,
    agrees: true,
    ageMs: 0,
    explanation: '',
    facts: [],
    source: '',
    ...part,
  };
}

describe('evidence age', () => {
  it('is that of the oldest reading that counts, and grows while the score stands', () => {
    const layers = [
      reading({ ageMs: 4_000 }),
      reading({ ageMs: 90_000, status: 'stale' }),
      reading({ ageMs: 500_000, weight: 0 }),
      reading({ ageMs: 600_000, status: 'context' }),
      reading({ ageMs: 700_000, status: 'no-data' }),
    ];
    expect(evidenceAge({ layers, eventTime: 10_000 }, 12_000)).toBe(92_000);
    expect(evidenceAge({ layers, eventTime: 10_000 }, 9_000)).toBe(90_000);
  });

  it('leaves reports out, which are days old by nature, unless there is nothing else', () => {
    const filing = reading({ layer: 'insider-buying', ageMs: 500_000_000 });
    expect(evidenceAge({ layers: [filing, reading({ ageMs: 4_000 })], eventTime: 0 }, 0)).toBe(4_000);
    expect(evidenceAge({ layers: [filing], eventTime: 0 }, 0)).toBe(500_000_000);
  });

  it('is unknown, not zero, without a reading', () => {
    expect(evidenceAge({ layers: [reading({ status: 'no-data', ageMs: 1 })], eventTime: 0 }, 5)).toBeNull();
  });
});
