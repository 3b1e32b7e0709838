import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareWeighted, spreadColumns } from './spread-columns.ts';
import { type SignedTrade, type TradeCost, TradeCosts } from './trade-costs.ts';
import { leeReadySign, quoteRuleSign, TickRule } from './trade-sign.ts';

const line = (...values: number[]) => Float64Array.from(values);
const quotes = { timeMs: line(0, 1000, 61_000), bid: line(9, 10, 11), ask: line(11, 12, 13) };
const trade = (timeMs: number, price: number) => ({ timeMs: line(timeMs), price: line(price), size: line(100) });

describe('signing a trade', () => {
  test('tick rule keeps the last direction through equal prices', () => {
    const rule = new TickRule();
    expect([10, 10, 11, 11, Number.NaN, 10.5, 10.5].map((price) => rule.next(price))).toEqual([0, 0, 1, 1, 1, -1, -1]);
  });

  test('quote rule at, above and below the mid, and without one', () => {
    expect([10 + 1e-10, 10.01, 9.99].map((price) => quoteRuleSign(price, 10))).toEqual([0, 1, -1]);
    expect([quoteRuleSign(10, Number.NaN), quoteRuleSign(Number.NaN, 10)]).toEqual([0, 0]);
    expect([leeReadySign(0, -1), leeReadySign(1, -1)]).toEqual([-1, 1]);
  });

  test('the quote of the same millisecond does not count', () => {
    expect(spreadColumns(quotes, trade(1000, 10.5)).mid[0]).toBe(10);
    expect(spreadColumns(quotes, trade(1001, 10.5)).mid[0]).toBe(11);
    expect(spreadColumns(quotes, trade(0, 10.5)).mid[0]).toBeNaN();
  });

  test('a quote that lacks a side ends the one before', () => {
    const broken = { timeMs: line(0, 500), bid: line(9, 0), ask: line(11, 11) };
    const result = spreadColumns(broken, trade(600, 10.5));
    expect([result.mid[0], result.quote[0], result.effective[0]]).toEqual([Number.NaN, 0, Number.NaN]);
  });
});

describe('what a trade cost', () => {
  test('effective = realised + impact, by hand', () => {
    // Bought at 10.5 around a mid of 10; 60 s later the mid is 11.
    const { leeReady, effective, effectiveBps, realised, impact } = spreadColumns(quotes, trade(900, 10.5));
    expect([leeReady[0], effective[0], realised[0], impact[0]]).toEqual([1, 1, -1, 2]);
    expect(effectiveBps[0]).toBe(1000);
  });

  test('the later mid is the last at or before the horizon, and none beyond the tape', () => {
    expect(spreadColumns(quotes, trade(1000, 10.5)).realised[0]).toBe(2 * (10.5 - 12));
    expect(spreadColumns(quotes, trade(1001, 11.5)).realised[0]).toBeNaN();
    expect(spreadColumns(quotes, trade(1001, 11.5), 59_999).realised[0]).toBe(2 * (11.5 - 12));
  });

  test('empty tapes, and averages by shares', () => {
    const none = { timeMs: line(), bid: line(), ask: line() };
    expect(spreadColumns(none, { timeMs: line(), price: line(), size: line() }).mid).toHaveLength(0);
    expect(spreadColumns(none, trade(5, 10)).effective[0]).toBeNaN();
    expect(shareWeighted(line(1, Number.NaN, 3), line(300, 500, 100))).toBe(1.5);
    expect(shareWeighted(line(Number.NaN), line(100))).toBeNull();
    expect(shareWeighted(line(1), line(0))).toBeNull();
  });

  const event = fc.record({
    step: fc.integer({ min: 0, max: 400 }),
    isQuote: fc.boolean(),
    at: fc.integer({ min: 50, max: 60 }),
    width: fc.integer({ min: 0, max: 3 }),
  });

  test('streaming equals batch, the identity holds, prices scale', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const tape: { timeMs: number; quote: boolean; at: number; width: number }[] = [];
        let timeMs = 0;
        for (const { step, isQuote, at, width } of events) {
          timeMs += step;
          tape.push({ timeMs, quote: isQuote, at, width });
        }
        // Within one millisecond quotes come first, as the columns have it.
        const ordered = tape.toSorted((a, b) => a.timeMs - b.timeMs || Number(b.quote) - Number(a.quote));
        const told: [SignedTrade, TradeCost][] = [];
        const stream = new TradeCosts(700, (signed, cost) => told.push([signed, cost]));
        for (const { timeMs: at, quote, at: price, width } of ordered) {
          if (quote) stream.quote(at, price - width, price + width);
          else stream.trade(at, price, 1);
        }
        stream.end();
        const columnsOf = (unit: number) => {
          const quoted = ordered.filter(({ quote }) => quote);
          const traded = ordered.filter(({ quote }) => !quote);
          return spreadColumns(
            {
              timeMs: Float64Array.from(quoted, (q) => q.timeMs),
              bid: Float64Array.from(quoted, (q) => unit * (q.at - q.width)),
              ask: Float64Array.from(quoted, (q) => unit * (q.at + q.width)),
            },
            {
              timeMs: Float64Array.from(traded, (t) => t.timeMs),
              price: Float64Array.from(traded, (t) => unit * t.at),
              size: new Float64Array(traded.length).fill(1),
            },
            700,
          );
        };
        const batch = columnsOf(1);
        expect(told.map(([{ index }]) => index)).toEqual([...batch.tick.keys()]);
        expect(told.map(([, cost]) => cost.realised)).toEqual([...batch.realised]);
        expect(told.map(([{ leeReady }]) => leeReady)).toEqual([...batch.leeReady]);
        for (const [, { effective, realised, impact }] of told) {
          if (!Number.isNaN(realised)) expect(realised + impact === effective).toBe(true);
        }
        const doubled = columnsOf(2);
        expect(doubled.leeReady).toEqual(batch.leeReady);
        expect([...doubled.effective]).toEqual([...batch.effective].map((value) => 2 * value));
        expect(doubled.effectiveBps).toEqual(batch.effectiveBps);
      }),
    );
  });
});
