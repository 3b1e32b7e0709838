import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConsolidatedQuote } from './consolidated-quote.ts';

const quote = (venue: number, bid: number, ask: number, timeMs = 0, size = 100) => ({
  venue,
  bid,
  bidSize: size,
  ask,
  askSize: size,
  timeMs,
});

describe('the national best bid and offer', () => {
  test('takes the best price of all venues and the sizes that stand there', () => {
    const best = new ConsolidatedQuote(3);
    expect(best.update(quote(0, 10, 12))).toBe(true);
    expect(best.update(quote(1, 10, 11))).toBe(true);
    expect(best.update(quote(2, 9, 13))).toBe(false);
    expect([best.bid, best.bidSize, best.ask, best.askSize]).toEqual([10, 200, 11, 100]);
    best.update(quote(1, 0, 0, 5));
    expect([best.bid, best.bidSize, best.ask, best.askSize]).toEqual([10, 100, 12, 100]);
  });

  test('is empty without quotes, and says when venues cross', () => {
    const best = new ConsolidatedQuote(2);
    expect([best.bid, best.ask]).toEqual([Number.NaN, Number.NaN]);
    expect(best.condition(0, 100)).toMatchObject({ empty: true, stale: true });
    best.update(quote(0, 10, 11));
    best.update(quote(1, 11, 12));
    expect(best.condition(0, 100)).toMatchObject({ locked: true, crossed: false, empty: false });
    best.update(quote(1, 11.5, 12));
    expect(best.condition(0, 100)).toMatchObject({ crossed: true });
    expect(best.condition(101, 100)).toMatchObject({ stale: true });
  });

  test('leaves out venues that fell silent, and a venue it does not know', () => {
    const best = new ConsolidatedQuote(2, 1000);
    best.update(quote(0, 10, 11, 0));
    best.update(quote(1, 9, 12, 1000));
    expect(best.bid).toBe(10);
    best.update(quote(1, 9, 12, 1001));
    expect(best.bid).toBe(9);
    expect(best.update(quote(7, 50, 51, 1002))).toBe(false);
  });

  test('does not depend on the order of the venues', () => {
    const price = fc.integer({ min: 0, max: 5 });
    const venue = fc.record({ bid: price, ask: price, size: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(venue, { minLength: 1, maxLength: 6 }), (venues) => {
        const forward = new ConsolidatedQuote(venues.length);
        const backward = new ConsolidatedQuote(venues.length);
        venues.forEach(({ bid, ask, size }, at) => forward.update(quote(at, bid, ask, 0, size)));
        venues.toReversed().forEach(({ bid, ask, size }, at) => backward.update(quote(at, bid, ask, 0, size)));
        const seen = ({ bid, bidSize, ask, askSize }: ConsolidatedQuote) => [bid, bidSize, ask, askSize];
        expect(seen(forward)).toEqual(seen(backward));
      }),
    );
  });
});
