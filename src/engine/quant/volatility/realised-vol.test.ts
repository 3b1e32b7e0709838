import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OhlcColumns } from './bar-variance.ts';
import {
  closeToCloseVol,
  garmanKlassVol,
  garmanKlassYangZhangVol,
  parkinsonVol,
  realisedVol,
  rogersSatchellVol,
  rollingVol,
  volEstimators,
  yangZhangVol,
  zeroMeanVol,
} from './realised-vol.ts';

const close = Float64Array.of(100, 110, 99, 108.9);
const still = { open: close, high: close, low: close, close };

const ranged = {
  open: Float64Array.of(100, 101),
  high: Float64Array.of(104, 102),
  low: Float64Array.of(98, 99),
  close: Float64Array.of(100, 100),
};

/** Bars from steps: open away from the last close, then a range around both ends. */
function barsOf(steps: readonly (readonly [number, number, number, number])[]): OhlcColumns {
  const columns = { open: [] as number[], high: [] as number[], low: [] as number[], close: [] as number[] };
  let price = 100;
  for (const [gap, move, above, below] of steps) {
    const open = price * Math.exp(gap);
    price = open * Math.exp(move);
    columns.open.push(open);
    columns.close.push(price);
    columns.high.push(Math.max(open, price) * Math.exp(above));
    columns.low.push(Math.min(open, price) * Math.exp(-below));
  }
  return {
    open: Float64Array.from(columns.open),
    high: Float64Array.from(columns.high),
    low: Float64Array.from(columns.low),
    close: Float64Array.from(columns.close),
  };
}

const signed = fc.double({ min: -0.2, max: 0.2, noNaN: true });
const unsigned = fc.double({ min: 0, max: 0.1, noNaN: true });
const someBars = fc
  .array(fc.tuple(signed, signed, unsigned, unsigned), { minLength: 3, maxLength: 40 })
  .map((steps) => barsOf(steps));

describe('realised vol by hand', () => {
  test('from closes', () => {
    const [up, down] = [Math.log(1.1), Math.log(0.9)];
    const mean = (2 * up + down) / 3;
    const sample = (2 * (up - mean) ** 2 + (down - mean) ** 2) / 2;
    expect(closeToCloseVol({ bars: still, end: 3, window: 3 })).toBeCloseTo(Math.sqrt(252 * sample), 12);
    expect(zeroMeanVol({ bars: still, end: 3, window: 3 })).toBeCloseTo(
      Math.sqrt(84 * (2 * up * up + down * down)),
      12,
    );
  });

  test('from ranges', () => {
    const parkinson = (Math.log(104 / 98) ** 2 + Math.log(102 / 99) ** 2) / (8 * Math.LN2);
    const satchell =
      (Math.log(1.04) ** 2 +
        Math.log(0.98) ** 2 +
        Math.log(1.02) * Math.log(102 / 101) +
        Math.log(0.99) * Math.log(99 / 101)) /
      2;
    const bodies = (2 * Math.LN2 - 1) * Math.log(100 / 101) ** 2;
    const garman = (0.5 * (Math.log(104 / 98) ** 2 + Math.log(102 / 99) ** 2) - bodies) / 2;
    expect(parkinsonVol({ bars: ranged, end: 1, window: 2 })).toBeCloseTo(Math.sqrt(252 * parkinson), 12);
    expect(rogersSatchellVol({ bars: ranged, end: 1, window: 2 })).toBeCloseTo(Math.sqrt(252 * satchell), 12);
    expect(garmanKlassVol({ bars: ranged, end: 1, window: 2 })).toBeCloseTo(Math.sqrt(252 * garman), 12);
    // One bar with the gap before it: ln(101 / 100).
    const second = 0.5 * Math.log(102 / 99) ** 2 - bodies + Math.log(1.01) ** 2;
    expect(garmanKlassYangZhangVol({ bars: ranged, end: 1, window: 1 })).toBeCloseTo(Math.sqrt(252 * second), 12);
  });

  test('Yang-Zhang from bars without range: gaps and bodies', () => {
    const bars = { ...still, open: Float64Array.of(100, 105, 104, 103), high: close, low: close };
    const top = close.map((price, bar) => Math.max(price, bars.open[bar] ?? 0));
    const bottom = close.map((price, bar) => Math.min(price, bars.open[bar] ?? 0));
    const sample = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    };
    const gaps = sample([Math.log(105 / 100), Math.log(104 / 110), Math.log(103 / 99)]);
    const bodies = sample([Math.log(110 / 105), Math.log(99 / 104), Math.log(108.9 / 103)]);
    const k = 0.34 / (1.34 + 4 / 2);
    // Without wicks the Rogers-Satchell term of every bar is 0.
    const vol = yangZhangVol({ bars: { ...bars, high: top, low: bottom }, end: 3, window: 3 });
    expect(vol).toBeCloseTo(Math.sqrt(252 * (gaps + k * bodies)), 12);
  });
});

describe('realised vol', () => {
  test('rolls to what each window gives alone, to the last bit', () => {
    fc.assert(
      fc.property(someBars, fc.integer({ min: 1, max: 12 }), (bars, window) => {
        const rolled = new Float64Array(bars.close.length);
        for (const estimator of volEstimators) {
          rollingVol(estimator, { bars, window }, rolled);
          for (const [end, vol] of rolled.entries()) {
            expect(realisedVol(estimator, { bars, window, end })).toBe(Number.isNaN(vol) ? null : vol);
          }
        }
      }),
    );
  });

  test('does not depend on the unit of the price', () => {
    fc.assert(
      fc.property(someBars, fc.integer({ min: -8, max: 8 }), (bars, power) => {
        // A power of two scales without rounding.
        const factor = 2 ** power;
        const scaled = {
          open: bars.open.map((price) => price * factor),
          high: bars.high.map((price) => price * factor),
          low: bars.low.map((price) => price * factor),
          close: bars.close.map((price) => price * factor),
        };
        const terms = { end: bars.close.length - 1, window: bars.close.length - 1 };
        for (const estimator of volEstimators) {
          expect(realisedVol(estimator, { bars: scaled, ...terms })).toBe(realisedVol(estimator, { bars, ...terms }));
        }
      }),
    );
  });

  test('has no value when the window does not fit, is too short or no whole number', () => {
    expect(closeToCloseVol({ bars: still, end: 2, window: 3 })).toBeNull();
    expect(parkinsonVol({ bars: still, end: 4, window: 2 })).toBeNull();
    expect(yangZhangVol({ bars: still, end: 3, window: 1 })).toBeNull();
    expect(parkinsonVol({ bars: still, end: 3, window: 1.5 })).toBeNull();
    expect(parkinsonVol({ bars: still, end: Number.NaN, window: 2 })).toBeNull();
    const rolled = new Float64Array(4);
    rollingVol('yang-zhang', { bars: still, window: 0 }, rolled);
    expect(rolled.every((vol) => Number.isNaN(vol))).toBe(true);
  });

  test('has no value where a bar is no bar', () => {
    const all = { open: ranged.open, high: ranged.high, low: ranged.low, close: ranged.close };
    const broken: readonly OhlcColumns[] = [
      { ...all, high: Float64Array.of(104, Number.NaN) },
      { ...all, low: Float64Array.of(98, 0) },
      { ...all, low: Float64Array.of(98, -3) },
      // The high below the low: squared, it would look like a range.
      { ...all, high: Float64Array.of(104, 98) },
      { ...all, high: Float64Array.of(104, Number.POSITIVE_INFINITY) },
    ];
    for (const bars of broken) {
      for (const estimator of ['parkinson', 'garman-klass', 'rogers-satchell'] as const) {
        expect(realisedVol(estimator, { bars, end: 1, window: 2 })).toBeNull();
        expect(realisedVol(estimator, { bars, end: 0, window: 1 })).not.toBeNull();
      }
    }
    const holed = { ...still, close: Float64Array.of(1, Number.NaN, 1, 1) };
    expect(zeroMeanVol({ bars: holed, end: 3, window: 3 })).toBeNull();
    expect(zeroMeanVol({ bars: still, end: 0, window: 1 })).toBeNull();
  });

  test('is 0 where the price stands still', () => {
    const flat = new Float64Array(5).fill(7);
    const bars = { open: flat, high: flat, low: flat, close: flat };
    for (const estimator of volEstimators) expect(realisedVol(estimator, { bars, end: 4, window: 3 })).toBe(0);
  });
});
