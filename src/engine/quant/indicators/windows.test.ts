import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commodityChannelStep } from './commodity-channel.ts';
import { sma, wma } from './moving-averages.ts';
import { along, type Step } from './step.ts';
import { barsSinceHighest, barsSinceLowest, highestOf, lowestOf } from './window-extremes.ts';
import { windowMoments } from './window-moments.ts';
import { windowSum } from './window-sum.ts';

/** Few different values, so that ties and flat windows are common. */
const series = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 60 }).map((values) => Float64Array.from(values));
const period = fc.integer({ min: 1, max: 12 });

function everyWindow(values: Float64Array, size: number, expected: (window: number[]) => number): number[] {
  return [...values].map((_, bar) =>
    bar < size - 1 ? Number.NaN : expected([...values.subarray(bar - size + 1, bar + 1)]),
  );
}

const sum = (window: readonly number[]) => window.reduce((total, value) => total + value, 0);

const exact: readonly (readonly [name: string, create: (size: number) => Step, naive: (window: number[]) => number])[] =
  [
    ['sum', windowSum, sum],
    ['highest', highestOf, (window) => Math.max(...window)],
    ['lowest', lowestOf, (window) => Math.min(...window)],
    ['bars since the highest', barsSinceHighest, (w) => w.length - 1 - w.lastIndexOf(Math.max(...w))],
    ['bars since the lowest', barsSinceLowest, (w) => w.length - 1 - w.lastIndexOf(Math.min(...w))],
  ];

describe('sliding windows against looking at every window', () => {
  test.each(exact)('%s', (_, create, naive) => {
    fc.assert(
      fc.property(series, period, (values, size) => {
        const found = [...along(() => create(size), values)].map((value) => value + 0);
        expect(found).toEqual(everyWindow(values, size, (window) => naive(window) + 0));
      }),
    );
  });

  test('simple and weighted averages', () => {
    fc.assert(
      fc.property(series, period, (values, size) => {
        const means = everyWindow(values, size, (window) => sum(window) / size);
        const weights = (size * (size + 1)) / 2;
        const weighted = everyWindow(values, size, (w) => sum(w.map((value, at) => value * (at + 1))) / weights);
        expect([...sma(values, size)].map((value) => value + 0)).toEqual(means.map((value) => value + 0));
        expect([...wma(values, size)].map((value) => value + 0)).toEqual(weighted.map((value) => value + 0));
      }),
    );
  });

  test('mean and variance, exactly flat where the window is', () => {
    fc.assert(
      fc.property(series, period, (values, size) => {
        const moments = windowMoments(size);
        const out = new Float64Array(2);
        const found = [...values].map((value) =>
          moments(value + 0.1, true, out) ? [...out] : [Number.NaN, Number.NaN],
        );
        for (const [bar, [mean = 0, variance = 0]] of found.entries()) {
          if (bar < size - 1) continue;
          const window = [...values.subarray(bar - size + 1, bar + 1)].map((value) => value + 0.1);
          const centre = sum(window) / size;
          expect(mean).toBeCloseTo(centre, 12);
          expect(variance).toBeCloseTo(sum(window.map((value) => (value - centre) ** 2)) / size, 12);
          if (new Set(window).size === 1) expect([mean, variance]).toEqual([window[0], 0]);
        }
      }),
    );
  });

  test('the commodity channel', () => {
    fc.assert(
      fc.property(series, period, (values, size) => {
        const step = commodityChannelStep(size);
        const out = new Float64Array(1);
        const price = { open: 0, volume: 0, benchmark: 0, session: 0 };
        const expected = everyWindow(values, size, (window) => {
          const mean = sum(window) / size;
          const deviation = sum(window.map((value) => Math.abs(value - mean))) / size;
          return deviation === 0 ? 0 : ((window.at(-1) ?? 0) - mean) / (0.015 * deviation);
        });
        for (const [bar, value] of values.entries()) {
          step({ ...price, high: value, low: value, close: value }, true, out);
          if (bar < size - 1) expect(out[0]).toBeNaN();
          else expect(out[0]).toBeCloseTo(expected[bar] ?? Number.NaN, 9);
        }
      }),
    );
  });
});
