import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corwinSchultzSpread } from './corwin-schultz.ts';
import { flowIntervals, FlowIntervals } from './flow-intervals.ts';
import { fitLine, LinearFit } from './linear-fit.ts';
import { amihudIlliquidity, hasbrouckLambda, kyleLambda } from './price-impact.ts';
import { rollSpread } from './roll-spread.ts';

const line = (...values: number[]) => Float64Array.from(values);

describe('least squares', () => {
  test('by hand', () => {
    // Mean 2 and 8/3; Sxx 2, Sxy 3, Syy 14/3: slope 1.5, residual 1/6.
    const fit = fitLine(line(1, 2, 3), line(1, 3, 4));
    expect(fit?.slope).toBeCloseTo(1.5, 14);
    expect(fit?.intercept).toBeCloseTo(-1 / 3, 14);
    expect(fit?.rSquared).toBeCloseTo(1 - 1 / 28, 14);
    expect(fit?.tStat).toBeCloseTo(1.5 / Math.sqrt(1 / 12), 12);
  });

  test('what has no slope, no t or no R2', () => {
    expect(fitLine(line(0.1, 0.1, 0.1), line(1, 2, 3))).toBeNull();
    expect(fitLine(line(), line())).toBeNull();
    expect(fitLine(line(1, Number.NaN), line(1, 2))).toBeNull();
    expect(fitLine(line(1, 2), line(3, 5))).toMatchObject({ slope: 2, tStat: null, count: 2 });
    expect(fitLine(line(1, 2, 4), line(3, 3, 3))).toMatchObject({
      slope: 0,
      intercept: 3,
      tStat: null,
      rSquared: null,
    });
  });

  const value = fc.integer({ min: -1000, max: 1000 });

  test('does not depend on the order of the pairs; scales with its units; t keeps its sign', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 4, maxLength: 40 }), (pairs) => {
        const of = (rows: typeof pairs, unit = 1) =>
          kyleLambda(
            Float64Array.from(rows, ([, y]) => y),
            Float64Array.from(rows, ([x]) => unit * x),
          );
        const fit = of(pairs);
        const again = of(pairs.toReversed());
        expect(again === null).toBe(fit === null);
        if (fit === null || again === null) return;
        expect(again.slope).toBeCloseTo(fit.slope, 8);
        expect((of(pairs, 1024)?.slope ?? Number.NaN) * 1024).toBeCloseTo(fit.slope, 8);
        if (fit.rSquared !== null) expect(fit.rSquared).toBeLessThanOrEqual(1);
        if (fit.tStat !== null && fit.slope !== 0) expect(Math.sign(fit.tStat)).toBe(Math.sign(fit.slope));
      }),
    );
  });
});

describe('illiquidity', () => {
  test('Amihud skips days without volume or price', () => {
    // A rise of 10 % on 1100 dollars, a day without volume, a day without a change.
    const { value, count } = amihudIlliquidity(line(100, 110, 99, 99), line(1, 10, 0, 5));
    expect([count, value?.toFixed(9)]).toEqual([2, ((0.1 / 1100 / 2) * 1e6).toFixed(9)]);
    expect(amihudIlliquidity(line(100), line(5))).toEqual({ value: null, count: 0 });
    expect(amihudIlliquidity(line(0, 10, Number.NaN), line(5, 5, 5))).toEqual({ value: null, count: 0 });
  });

  test('Roll finds the spread of a bounce, and none in a trend', () => {
    // Changes 2 -2 2 -2: covariance of (-2, 2, -2) with (2, -2, 2) is -16/3.
    expect(rollSpread(line(10, 12, 10, 12, 10)).covariance).toBeCloseTo(-16 / 3, 12);
    expect(rollSpread(line(10, 12, 10, 12, 10)).spread).toBeCloseTo(2 * Math.sqrt(16 / 3), 12);
    expect(rollSpread(line(1, 2, 4, 8, 16)).spread).toBeNull();
    expect(rollSpread(line(5, 5, 5, 5, 5))).toEqual({ covariance: 0, spread: null });
    for (const few of [line(), line(1), line(1, 2), line(1, 2, 1)]) {
      expect(rollSpread(few)).toEqual({ covariance: null, spread: null });
    }
    expect(rollSpread(line(1, Number.NaN, 1, 2, 1)).covariance).toBeNull();
  });

  test('Corwin-Schultz: zero for a range that only drifts, NaN for what is no range', () => {
    const twice = corwinSchultzSpread(line(10.1, 10.1), line(9.9, 9.9));
    // Equal days: beta = 2 gamma, alpha = (2 - sqrt2)/(3 - 2 sqrt2) L - L / sqrt(3 - 2 sqrt2) = L.
    expect(twice[0]).toBeCloseTo(2 * Math.tanh(Math.log(10.1 / 9.9) / 2), 12);
    expect([...corwinSchultzSpread(line(10, 20), line(9.9, 19.8))]).toEqual([0]);
    expect([...corwinSchultzSpread(line(10, 10), line(10, 10))]).toEqual([0]);
    expect([...corwinSchultzSpread(line(10, 9, 0), line(9, 10, 0))]).toEqual([Number.NaN, Number.NaN]);
    expect(corwinSchultzSpread(line(), line())).toHaveLength(0);
  });
});

describe('intervals of signed flow', () => {
  const tape = {
    timeMs: line(0, 900, 1000, 1500, 4000),
    price: line(10, 11, 12, Number.NaN, 9),
    size: line(100, 100, 4, 7, 16),
    sign: Int8Array.of(1, 1, 1, 1, -1),
  };

  test('change from the last price of the interval before, sums of the interval itself', () => {
    const rows = flowIntervals(tape, 1000);
    expect([...rows.priceChange]).toEqual([1, -3]);
    expect([...rows.signedVolume]).toEqual([4, -16]);
    expect(rows.signedRootDollars[1]).toBe(-12);
    expect(rows.logReturn[0]).toBeCloseTo(Math.log(12 / 11), 14);
    expect(hasbrouckLambda(rows.logReturn, rows.signedRootDollars)?.slope).toBeGreaterThan(0);
  });

  test('a live lambda is that of the same tape read at once', () => {
    const live = new LinearFit();
    const stream = new FlowIntervals(1000, ({ priceChange, signedVolume }) => live.add(signedVolume, priceChange));
    for (const [row, timeMs] of tape.timeMs.entries()) {
      stream.trade(timeMs, tape.price[row] as number, tape.size[row] as number, tape.sign[row] as number);
    }
    expect(live.result()).toBeNull();
    stream.end();
    stream.end();
    const rows = flowIntervals(tape, 1000);
    expect(live.result()).toEqual(kyleLambda(rows.priceChange, rows.signedVolume));
    expect(live.result()?.slope).toBe(0.2);
  });

  test('an empty tape, or one interval, has no row', () => {
    const empty = { timeMs: line(), price: line(), size: line(), sign: new Int8Array(0) };
    expect(flowIntervals(empty, 1000).priceChange).toHaveLength(0);
    expect(flowIntervals(tape, 1e9).priceChange).toHaveLength(0);
  });
});
