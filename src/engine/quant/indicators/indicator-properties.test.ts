import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOfRows, randomBars, type RandomBar } from '../../../../tests/support/random-bars.ts';
import { computeIndicator, indicatorCatalog } from './indicator-catalog.ts';
import type { IndicatorSpec } from './indicator-spec.ts';

const runs = { numRuns: 25 };
const everyBarTrades = randomBars({ minLength: 60, maxLength: 160 }).map((bars) =>
  bars.map((bar) => ({ ...bar, volume: bar.volume + 1_000 })),
);

function lines(id: string, bars: readonly RandomBar[], parameters: Record<string, number> = {}) {
  const computed = computeIndicator({ id, parameters }, columnsOfRows(bars));
  if (!computed.ok) throw new Error(computed.failure.message);
  return computed.value;
}

function initialOf({ parameters }: IndicatorSpec): Record<string, number> {
  return Object.fromEntries(parameters.map(({ name, initial }) => [name, initial]));
}

describe.each(indicatorCatalog)('$id', (spec) => {
  test('has values from its first bar on and none before', () => {
    const first = spec.warmUp(initialOf(spec));
    fc.assert(
      fc.property(everyBarTrades, (bars) => {
        for (const line of Object.values(lines(spec.id, bars))) {
          expect(line.subarray(0, first).every(Number.isNaN)).toBe(true);
          expect(line.subarray(first).every(Number.isFinite)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('has no values in no bars, and none in one bar while it warms up', () => {
    for (const line of Object.values(lines(spec.id, []))) expect(line).toHaveLength(0);
    const bar = { open: 1, high: 2, low: 1, close: 2, volume: 5, benchmark: 3, session: 0 };
    const isReady = spec.warmUp(initialOf(spec)) === 0;
    for (const line of Object.values(lines(spec.id, [bar]))) expect(Number.isFinite(line[0] ?? 0)).toBe(isReady);
  });
});

/** What a line is measured in: doubling every price leaves it, or doubles it. Powers of two are exact. */
const measures: Readonly<Record<string, 'same' | 'price'>> = {
  ...Object.fromEntries(
    ['SMA', 'EMA', 'WMA', 'DEMA', 'TEMA', 'MACD', 'BBANDS', 'TRANGE', 'ATR'].map((id) => [id, 'price']),
  ),
  VWAP: 'price',
  ANCHORED_VWAP: 'price',
  ...Object.fromEntries(
    ['RSI', 'STOCH', 'STOCHF', 'WILLR', 'CCI', 'DMI', 'ADX', 'AROON', 'MFI'].map((id) => [id, 'same']),
  ),
  ...Object.fromEntries(['OBV', 'AD', 'ADOSC', 'RELATIVE_STRENGTH', 'RELATIVE_VOLUME'].map((id) => [id, 'same'])),
};

describe('scale', () => {
  test.each(Object.entries(measures))('%s keeps its %s under a change of currency', (id, measure) => {
    const factor = measure === 'price' ? 8 : 1;
    fc.assert(
      fc.property(everyBarTrades, (bars) => {
        const dearer = bars.map((bar) => ({
          ...bar,
          open: bar.open * 8,
          high: bar.high * 8,
          low: bar.low * 8,
          close: bar.close * 8,
        }));
        const before = lines(id, bars);
        for (const [name, line] of Object.entries(lines(id, dearer))) {
          const other = before[name] ?? new Float64Array(0);
          expect(line.findIndex((value, bar) => !Object.is(value + 0, factor * (other[bar] ?? 0) + 0))).toBe(-1);
        }
      }),
      runs,
    );
  });
});

const bounds: readonly (readonly [id: string, low: number, high: number])[] = [
  ['RSI', 0, 100],
  ['STOCH', 0, 100],
  ['STOCHF', 0, 100],
  ['MFI', 0, 100],
  ['AROON', 0, 100],
  ['DMI', 0, 100],
  ['ADX', 0, 100],
  ['WILLR', -100, 0],
];

describe('bounds', () => {
  test.each(bounds)('%s lies within %d and %d', (id, low, high) => {
    fc.assert(
      fc.property(everyBarTrades, (bars) => {
        for (const line of Object.values(lines(id, bars))) {
          expect(line.find((value) => value < low - 1e-9 || value > high + 1e-9)).toBeUndefined();
        }
      }),
      runs,
    );
  });

  test('flat bars without volume are no noise', () => {
    const flat = Array.from({ length: 80 }, () => ({
      open: 100.1,
      high: 100.1,
      low: 100.1,
      close: 100.1,
      volume: 0,
      benchmark: 100.1,
      session: 0,
    }));
    for (const id of ['RSI', 'STOCH', 'STOCHF', 'WILLR', 'CCI', 'MFI', 'DMI', 'ADX', 'TRANGE', 'ATR', 'AD', 'OBV']) {
      for (const line of Object.values(lines(id, flat))) {
        const warm = line.subarray(line.findIndex((value) => !Number.isNaN(value)));
        expect(warm.length, id).toBeGreaterThan(50);
        expect(
          warm.every((value) => value === 0),
          id,
        ).toBe(true);
      }
    }
    const bands = lines('BBANDS', flat);
    expect([bands['upper']?.[50], bands['middle']?.[50], bands['lower']?.[50]]).toEqual([100.1, 100.1, 100.1]);
  });

  test('nothing that left a window stays behind in it', () => {
    const close = new Float64Array(200).map((_, bar) => (bar === 30 ? 1e15 : 100.1 + (bar % 7)));
    const calm = close.map((value, bar) => (bar === 30 ? 100.1 : value));
    for (const id of ['SMA', 'WMA', 'BBANDS']) {
      const [after, without] = [close, calm].map((column) => computeIndicator({ id }, { close: column }));
      if (!after?.ok || !without?.ok) throw new Error('no values');
      for (const [name, line] of Object.entries(after.value)) {
        for (let bar = 60; bar < line.length; bar += 1) {
          expect(line[bar]).toBeCloseTo(without.value[name]?.[bar] ?? Number.NaN, 12);
        }
      }
    }
  });
});
