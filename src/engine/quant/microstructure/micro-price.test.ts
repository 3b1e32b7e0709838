import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solve } from './linear-solve.ts';
import { estimateMicroPrice, MicroPriceCounts, microPrice } from './micro-price.ts';
import { microPriceState, mirrored, type TickQuote, usualGrid } from './micro-price-states.ts';

const quote = (bid: number, bidSize: number, ask: number, askSize: number): TickQuote => ({
  bid,
  bidSize,
  ask,
  askSize,
});
const columns = (quotes: readonly TickQuote[]) => ({
  bid: Float64Array.from(quotes, ({ bid }) => bid),
  bidSize: Float64Array.from(quotes, ({ bidSize }) => bidSize),
  ask: Float64Array.from(quotes, ({ ask }) => ask),
  askSize: Float64Array.from(quotes, ({ askSize }) => askSize),
});

describe('states of the micro-price', () => {
  test('spread first, then the share of the bid', () => {
    const of = (...values: [number, number, number, number]) => microPriceState(quote(...values), usualGrid);
    expect([of(10, 0, 11, 5), of(10, 3, 11, 7), of(10, 5, 11, 0), of(10, 1, 12, 1)]).toEqual([0, 3, 9, 15]);
    expect([of(10, 1, 13, 1), of(10, 1, 10, 1), of(11, 1, 10, 1), of(10, 0, 11, 0), of(10, -1, 11, 2)]).toEqual([
      -1, -1, -1, -1, -1,
    ]);
    expect([of(Number.NaN, 1, 11, 1), of(10, 1, 11.4, 1), of(10, 1, 11 + 1e-9, 1)]).toEqual([-1, -1, 5]);
    expect([0, 3, 9, 10, 15].map((state) => mirrored(state, usualGrid))).toEqual([9, 6, 0, 19, 14]);
  });
});

describe('the estimate', () => {
  const grid = { imbalances: 2, spreads: 1 };

  test('moves that always turn back never settle; a few that do not, do', () => {
    const heavy = quote(10, 9, 11, 1);
    const swap = estimateMicroPrice(columns([heavy, heavy, quote(11, 1, 12, 9)]), grid);
    expect(swap).toMatchObject({ ok: false, failure: { code: 'not-identified' } });
    // Two of three moves turn back: B = [[1/3, 2/3], [2/3, 1/3]] takes G1 to -G1/3, so G* = G1 / (4/3).
    const quotes = [heavy, quote(11, 1, 12, 9), quote(10, 9, 11, 1), quote(11, 9, 12, 1)];
    const model = estimateMicroPrice(columns(quotes), grid);
    if (!model.ok) throw new Error('identified');
    expect([...model.value.first]).toEqual([-1, 1]);
    expect(model.value.adjustment[1]).toBeCloseTo(0.75, 14);
    expect(microPrice(model.value, heavy)).toBe(10.5 + (model.value.adjustment[1] as number));
    expect(microPrice(model.value, quote(10, 1, 13, 1))).toBeNull();
  });

  test('nothing to learn from', () => {
    const failure = (quotes: readonly TickQuote[]) => {
      const model = estimateMicroPrice(columns(quotes));
      return model.ok ? null : model.failure.code;
    };
    expect([failure([]), failure([quote(10, 1, 11, 1)])]).toEqual(['no-transitions', 'no-transitions']);
    expect(failure([quote(10, 1, 11, 1), quote(15, 1, 16, 1)])).toBe('no-transitions');
    expect(failure([quote(10, 1, 11, 1), quote(10, 1, 14, 1), quote(10, 1, 11, 1)])).toBe('no-transitions');
    expect(failure([quote(10, 1, 11, 1), quote(10, 1, 11, 1)])).toBe('not-identified');
  });

  const step = fc.record({
    move: fc.integer({ min: -1, max: 1 }),
    width: fc.integer({ min: 1, max: 3 }),
    bidSize: fc.integer({ min: 1, max: 9 }),
    askSize: fc.integer({ min: 1, max: 9 }),
  });

  test('streaming equals batch; adjustments are odd in the imbalance', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 150 }), (steps) => {
        let bid = 100;
        const quotes = steps.map(({ move, width, bidSize, askSize }) => {
          bid += move;
          return quote(bid, bidSize, bid + width, askSize);
        });
        const counts = new MicroPriceCounts();
        for (const each of quotes) counts.add(each);
        const model = estimateMicroPrice(columns(quotes));
        expect(counts.estimate()).toEqual(model);
        if (!model.ok) return;
        for (const [state, value] of model.value.adjustment.entries()) {
          expect(value + (model.value.adjustment[mirrored(state, usualGrid)] as number)).toBeCloseTo(0, 9);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('small linear systems', () => {
  test('solve, with a pivot that must be found', () => {
    const matrix = { size: 2, values: Float64Array.of(0, 2, 4, 1) };
    expect([...(solve(matrix, Float64Array.of(2, 9), 1) ?? [])]).toEqual([2, 1]);
    expect([...matrix.values]).toEqual([0, 2, 4, 1]);
  });

  test('no answer for a singular one', () => {
    expect(solve({ size: 2, values: Float64Array.of(1, 2, 2, 4) }, Float64Array.of(1, 1), 1)).toBeNull();
    expect(solve({ size: 1, values: Float64Array.of(Number.NaN) }, Float64Array.of(1), 1)).toBeNull();
  });
});
