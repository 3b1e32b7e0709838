import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderFlowBlocks, orderFlowEvents, type QuoteColumns } from './order-flow-imbalance.ts';

const columns = (rows: readonly (readonly [number, number, number, number])[]): QuoteColumns => ({
  bid: Float64Array.from(rows, ([bid]) => bid),
  bidSize: Float64Array.from(rows, ([, size]) => size),
  ask: Float64Array.from(rows, ([, , ask]) => ask),
  askSize: Float64Array.from(rows, ([, , , size]) => size),
});

describe('order-flow imbalance', () => {
  test('by hand: sizes at the same price, a better bid, a lifted ask', () => {
    const events = orderFlowEvents(
      columns([
        [10, 100, 11, 200],
        [10, 150, 11, 180],
        [10.5, 40, 11, 180],
        [10.5, 40, 11.5, 90],
      ]),
    );
    expect([...events]).toEqual([70, 40, 180]);
    expect([...orderFlowBlocks(events, 2)]).toEqual([110, 180]);
  });

  test('a quote without a side is neither an event nor the start of one', () => {
    const events = orderFlowEvents(
      columns([
        [10, 100, 11, 200],
        [Number.NaN, 0, 11, 200],
        [10, 100, 11, 200],
        [10, 130, 11, 200],
      ]),
    );
    expect([...events]).toEqual([Number.NaN, Number.NaN, 30]);
    expect([...orderFlowBlocks(events, 3)]).toEqual([30]);
  });

  test('too little gives nothing', () => {
    expect(orderFlowEvents(columns([]))).toHaveLength(0);
    expect(orderFlowEvents(columns([[1, 1, 2, 1]]))).toHaveLength(0);
    expect(orderFlowBlocks(Float64Array.of(1, 2), 0)).toHaveLength(0);
    expect(orderFlowBlocks(Float64Array.of(1, 2), Number.NaN)).toHaveLength(0);
  });

  const row = fc.tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 7, max: 12 }),
    fc.integer({ min: 0, max: 50 }),
  );

  test('the mirrored book has the opposite flow, in any unit of price', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const events = orderFlowEvents(columns(rows));
        const mirror = rows.map(([bid, bidSize, ask, askSize]) => [20 - ask, askSize, 20 - bid, bidSize] as const);
        const turned = [...orderFlowEvents(columns(mirror))];
        expect(turned.map((value) => value + 0)).toEqual([...events].map((value) => 0 - value));
        const cents = rows.map(([bid, bidSize, ask, askSize]) => [bid / 4, bidSize, ask / 4, askSize] as const);
        expect(orderFlowEvents(columns(cents))).toEqual(events);
        const total = events.reduce((sum, value) => sum + value, 0);
        expect(orderFlowBlocks(events, 4).reduce((sum, value) => sum + value, 0)).toBe(total);
      }),
    );
  });
});
