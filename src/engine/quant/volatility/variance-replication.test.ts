import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bsmPrice } from '../pricing/bsm-price.ts';
import type { StripQuotes } from './strip-quotes.ts';
import { replicateVariance } from './variance-replication.ts';

type Row = readonly [strike: number, callBid: number, callAsk: number, putBid: number, putAsk: number];

function quotesOf(rows: readonly Row[]): StripQuotes {
  const column = (at: 0 | 1 | 2 | 3 | 4) => Float64Array.from(rows, (row) => row[at]);
  return { strike: column(0), callBid: column(1), callAsk: column(2), putBid: column(3), putAsk: column(4) };
}

/** Around a forward of 101 at rate 0: the parity strike is 100, K0 too. */
const small: readonly Row[] = [
  [80, 20.8, 21.2, 0.1, 0.3],
  [90, 11.5, 11.9, 0.6, 0.8],
  [100, 4.9, 5.1, 3.9, 4.1],
  [110, 1.1, 1.3, 10.1, 10.3],
  [120, 0.2, 0.4, 19.1, 19.5],
];
const terms = { years: 0.25, rate: 0 };
const part = (width: number, strike: number, mid: number) => (width / strike ** 2) * mid;

/** A chain at one vol, quoted at its price without a spread. */
function flatChain({ vol, spot, step }: { vol: number; spot: number; step: number }): StripQuotes {
  const reach = 9 * vol * Math.sqrt(terms.years);
  const first = Math.ceil((spot * Math.exp(-reach)) / step);
  const count = Math.floor((spot * Math.exp(reach)) / step) - first;
  const strike = Float64Array.from({ length: count }, (_value, index) => (first + index) * step);
  const price = (cp: 1 | -1) =>
    strike.map((one) => bsmPrice({ cp, spot, strike: one, vol, ...terms, dividendYield: 0 }));
  const [call, put] = [price(1), price(-1)];
  return { strike, callBid: call, callAsk: call, putBid: put, putAsk: put };
}

describe('variance replication', () => {
  test('by hand', () => {
    const result = replicateVariance(quotesOf(small), terms);
    expect(result).toMatchObject({ status: 'ok', forwardStrike: 100, centralStrike: 100 });
    expect(result.forward).toBeCloseTo(101, 12);
    const sum = part(10, 80, 0.2) + part(10, 90, 0.7) + part(10, 100, 4.5) + part(10, 110, 1.2) + part(10, 120, 0.3);
    expect(result.sum).toBeCloseTo(sum, 15);
    expect(result.variance).toBeCloseTo(8 * sum - 4 * 0.01 ** 2, 14);
    expect([...result.strip.strike]).toEqual([80, 90, 100, 110, 120]);
    expect([...result.strip.side]).toEqual([-1, -1, 0, 1, 1]);
    expect(result.strip.mid[2]).toBeCloseTo(4.5, 15);
  });

  test('skips one option without a bid, and ends at two in succession', () => {
    const far: readonly Row[] = [
      [50, 50, 52, 0.05, 0.1],
      [60, 40, 42, 0, 0.1],
      [70, 30, 32, 0, 0.1],
    ];
    const gap = small.map((row): Row => (row[0] === 90 ? [90, 11.5, 11.9, 0, 0.8] : row));
    const skipped = replicateVariance(quotesOf(gap), terms);
    expect([...skipped.strip.strike]).toEqual([80, 100, 110, 120]);
    // The neighbours of what is left out are each other's.
    expect(skipped.strip.contribution[0]).toBeCloseTo(part(20, 80, 0.2), 15);
    expect(skipped.strip.contribution[1]).toBeCloseTo(part(15, 100, 4.5), 15);
    // A live bid behind two dead ones is never reached.
    expect([...replicateVariance(quotesOf([...far, ...small]), terms).strip.strike]).toEqual([80, 90, 100, 110, 120]);
  });

  test('takes a missing or crossed quote as one without a bid', () => {
    for (const broken of [
      [90, 11.5, 11.9, NaN, 0.8],
      [90, 11.5, 11.9, 0.8, 0.6],
      [90, 11.5, 11.9, 0.6, NaN],
    ] as const) {
      const rows = small.map((row): Row => (row[0] === 90 ? broken : row));
      expect([...replicateVariance(quotesOf(rows), terms).strip.strike]).toEqual([80, 100, 110, 120]);
    }
  });

  test('uses the lower strike when two are equally near parity', () => {
    const rows: readonly Row[] = [
      [95, 8, 8, 3, 3],
      [100, 5, 5, 4, 4],
      [102, 4, 4, 5, 5],
      [110, 1, 1, 10, 10],
    ];
    expect(replicateVariance(quotesOf(rows), terms)).toMatchObject({
      forwardStrike: 100,
      forward: 101,
      centralStrike: 100,
    });
  });

  test('does not depend on the order of the rows', () => {
    const order = fc.shuffledSubarray([...small], { minLength: small.length });
    fc.assert(
      fc.property(order, (rows) => {
        expect(replicateVariance(quotesOf(rows), terms)).toEqual(replicateVariance(quotesOf(small), terms));
      }),
    );
  });

  test('does not depend on the unit of the price', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 10 }), (power) => {
        // A power of two scales without rounding.
        const scaled = small.map((row) => row.map((value) => value * 2 ** power) as unknown as Row);
        expect(replicateVariance(quotesOf(scaled), terms).variance).toBe(
          replicateVariance(quotesOf(small), terms).variance,
        );
      }),
    );
  });

  test('gives the vol of a flat chain back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.08, max: 0.9, noNaN: true }),
        fc.double({ min: 900, max: 1100, noNaN: true }),
        (vol, spot) => {
          const { variance } = replicateVariance(flatChain({ vol, spot, step: 5 }), terms);
          expect(Math.abs(Math.sqrt(variance) - vol)).toBeLessThan(2e-4);
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('a degenerate chain', () => {
  const status = (rows: readonly Row[], given = terms) => replicateVariance(quotesOf(rows), given).status;

  test('has a status', () => {
    expect(status([])).toBe('no-forward');
    expect(status(small.map(([strike, bid, ask]): Row => [strike, bid, ask, NaN, NaN]))).toBe('no-forward');
    expect(status([[100, 4.9, 5.1, 3.9, 4.1]])).toBe('too-few-options');
    // The forward lies below every strike.
    expect(status([[100, 1, 1, 30, 30]])).toBe('no-centre');
    // The largest strike below the forward has no put.
    expect(
      status([
        [90, 30, 30, 1, 1],
        [105, 8, 8, NaN, NaN],
        [130, 1, 1, 30, 30],
      ]),
    ).toBe('no-centre');
    expect(status(small.map((row): Row => [row[0], 0, row[2], 0, row[4]]))).toBe('too-few-options');
    expect(status([...small, [100, 4, 5, 3, 4]])).toBe('invalid-input');
    expect(status([...small, [NaN, 4, 5, 3, 4]])).toBe('invalid-input');
    expect(status([...small, [-5, 4, 5, 3, 4]])).toBe('invalid-input');
    expect(status(small.map(([strike, ...rest]): Row => [strike * 1e-300, ...rest]))).toBe('invalid-input');
    expect(status(small, { years: 0, rate: 0 })).toBe('invalid-input');
    expect(status(small, { years: 1, rate: NaN })).toBe('invalid-input');
    // A forward far above the highest strike: its correction outweighs the sum.
    expect(
      status([
        [100, 90, 90, 0.01, 0.01],
        [101, 89, 89, 0.01, 0.01],
      ]),
    ).toBe('not-positive');
  });

  test('carries numbers with ok and not-positive alone', () => {
    const anything = fc.double({ min: -1, max: 120 });
    const rows = fc.array(fc.tuple(anything, anything, anything, anything, anything), { maxLength: 8 });
    fc.assert(
      fc.property(rows, (chain) => {
        const result = replicateVariance(quotesOf(chain), terms);
        const known = result.status === 'ok' || result.status === 'not-positive';
        expect(Number.isFinite(result.variance)).toBe(known);
        expect(Number.isFinite(result.forward) || !known).toBe(true);
        expect(result.strip.contribution.every((value) => value >= 0)).toBe(true);
      }),
    );
  });
});
