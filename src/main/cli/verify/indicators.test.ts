import { describe, expect, test } from 'vitest';
import { collector } from './collector.ts';
import { verifyIndicators } from './indicators.ts';

function exceeded(close: readonly number[], sma: readonly (number | null)[], firstIndex: unknown): number {
  const entry = { fn: 'SMA', params: { period: 3 }, outputs: { sma }, first_index: firstIndex };
  const compared = collector();
  verifyIndicators({ header: { id: 'indicators' }, series: [{ bars: { close }, indicators: [entry] }] }, compared);
  return compared.summary().reduce((sum, quantity) => sum + quantity.exceeded, 0);
}

describe('the first value of an indicator', () => {
  test('is compared where there is one', () => {
    const values = [null, null, 2, 3];
    expect(exceeded([1, 2, 3, 4], values, 2)).toBe(0);
    expect(exceeded([1, 2, 3, 4], values, 3)).toBe(1);
    expect(exceeded([1, 2, 3, 4], values, null)).toBe(1);
  });

  test('is nowhere in a series shorter than the warm-up, however that is stated', () => {
    for (const stated of [null, -1, 0, undefined]) expect(exceeded([1, 2], [null, null], stated)).toBe(0);
    expect(exceeded([1, 2], [null, 1.5], null)).toBe(1);
  });
});
