import { describe, expect, test } from 'vitest';
import { computeIndicator, indicatorCatalog, openIndicator, resolveIndicator } from './indicator-catalog.ts';

const close = Float64Array.of(1, 2, 3, 4);

describe('the catalog', () => {
  test('lists every indicator once, each with bounds around its initial values', () => {
    expect(new Set(indicatorCatalog.map(({ id }) => id)).size).toBe(indicatorCatalog.length);
    for (const { id, parameters, outputs, inputs } of indicatorCatalog) {
      expect(outputs.length, id).toBeGreaterThan(0);
      expect(inputs.length, id).toBeGreaterThan(0);
      for (const { min, max, initial } of parameters) {
        expect(initial, id).toBeGreaterThanOrEqual(min);
        expect(initial, id).toBeLessThanOrEqual(max);
      }
    }
  });

  test('finds an indicator in any case and fills in what is not given', () => {
    const found = resolveIndicator({ id: 'macd', parameters: { fast: 5 } });
    expect(found.ok && found.value.parameters).toEqual({ fast: 5, slow: 26, signal: 9 });
  });

  test.each([
    [{ id: 'MAGIC' }, 'unknown-indicator'],
    [{ id: 'SMA', parameters: { length: 5 } }, 'unknown-parameter'],
    [{ id: 'SMA', parameters: { period: 0 } }, 'parameter-out-of-bounds'],
    [{ id: 'SMA', parameters: { period: 2.5 } }, 'parameter-out-of-bounds'],
    [{ id: 'SMA', parameters: { period: Number.NaN } }, 'parameter-out-of-bounds'],
    [{ id: 'BBANDS', parameters: { deviationsUp: -1 } }, 'parameter-out-of-bounds'],
    [{ id: 'ADX', parameters: { period: 1e9 } }, 'parameter-out-of-bounds'],
  ])('refuses %j', (request, code) => {
    for (const outcome of [computeIndicator(request, { close }), openIndicator(request)]) {
      expect(outcome.ok ? null : outcome.failure.code).toBe(code);
    }
  });

  test('refuses columns that are missing or of several lengths', () => {
    const missing = computeIndicator({ id: 'ATR' }, { close });
    expect(missing.ok ? null : missing.failure.code).toBe('missing-column');
    const uneven = computeIndicator({ id: 'OBV' }, { close, volume: new Float64Array(3) });
    expect(uneven.ok ? null : uneven.failure.code).toBe('uneven-columns');
  });

  test('a stream without an input the indicator needs has no values', () => {
    const stream = openIndicator({ id: 'OBV' });
    expect(stream.ok && [...stream.value.commit({ close: 5 })]).toEqual([Number.NaN]);
    expect(stream.ok && [...stream.value.commit({ close: 5, volume: 7 })]).toEqual([7]);
  });
});
