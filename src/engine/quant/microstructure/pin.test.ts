import { describe, expect, test } from 'vitest';
import { pinStep } from './pin-expectation.ts';
import { fitPin } from './pin-fit.ts';
import { pinLogLikelihood, pinOf, type PinParameters } from './pin-model.ts';
import { pinStarts } from './pin-starts.ts';

const line = (...values: number[]) => Float64Array.from(values);
const some: PinParameters = { alpha: 0.4, delta: 0.25, mu: 2, epsilonBuy: 3, epsilonSell: 1 };

function poisson(count: number, rate: number): number {
  let value = Math.exp(-rate);
  for (let n = 1; n <= count; n += 1) value *= rate / n;
  return value;
}

/** Two busy sides and quiet days, as the mixture would have them, without a generator. */
const days = {
  buys: line(100, 104, 96, 101, 99, 160, 165, 158, 97, 103, 100, 102),
  sells: line(80, 78, 83, 81, 79, 80, 77, 82, 141, 138, 84, 76),
};

describe('likelihood of PIN', () => {
  test('equals the plain mixture of Poisson days', () => {
    const { alpha, delta, mu, epsilonBuy, epsilonSell } = some;
    let direct = 0;
    for (const [bought, sold] of [
      [4, 0],
      [2, 5],
    ] as const) {
      const [buy, sell] = [poisson(bought, epsilonBuy), poisson(sold, epsilonSell)];
      const bad = alpha * delta * buy * poisson(sold, epsilonSell + mu);
      const good = alpha * (1 - delta) * poisson(bought, epsilonBuy + mu) * sell;
      direct += Math.log((1 - alpha) * buy * sell + bad + good);
    }
    expect(pinLogLikelihood({ buys: line(4, 2), sells: line(0, 5) }, some)).toBeCloseTo(direct, 12);
  });

  test('stays finite where the product would underflow, and says when the counts cannot be', () => {
    const huge = { buys: line(2e6, 1.9e6), sells: line(2e6, 2.4e6) };
    const rates = { alpha: 0.5, delta: 0.5, mu: 4e5, epsilonBuy: 1.9e6, epsilonSell: 2e6 };
    expect(Number.isFinite(pinLogLikelihood(huge, rates))).toBe(true);
    expect(pinLogLikelihood(huge, { ...rates, epsilonBuy: 0, mu: 0 })).toBe(Number.NEGATIVE_INFINITY);
    expect(
      pinLogLikelihood({ buys: line(0), sells: line(0) }, { ...rates, mu: 0, epsilonBuy: 0, epsilonSell: 0 }),
    ).toBe(0);
    for (const wrong of [{ alpha: -0.1 }, { delta: 1.1 }, { mu: -1 }, { epsilonBuy: Number.NaN }]) {
      expect(pinLogLikelihood(huge, { ...rates, ...wrong })).toBeNaN();
    }
  });

  test('no step lowers it or leaves the bounds', () => {
    for (const start of pinStarts(days)) {
      let at = start;
      let before = Number.NEGATIVE_INFINITY;
      for (let count = 0; count < 30; count += 1) {
        const { next, logLikelihood } = pinStep(days, at);
        expect(logLikelihood).toBeGreaterThanOrEqual(before - 1e-9);
        before = logLikelihood;
        at = next;
        expect(at.alpha >= 0 && at.alpha <= 1 && at.delta >= 0 && at.delta <= 1 && at.mu >= 0).toBe(true);
      }
    }
  });
});

describe('estimate of PIN', () => {
  test('finds the days with news', () => {
    const fit = fitPin(days);
    expect(fit).toMatchObject({ ok: true, value: { settled: true } });
    if (!fit.ok) return;
    expect(fit.value.alpha).toBeCloseTo(5 / 12, 3);
    expect(fit.value.delta).toBeCloseTo(2 / 5, 3);
    expect(fit.value.mu).toBeCloseTo(60.4, 0);
    expect(fit.value.pin).toBe(pinOf(fit.value));
    expect(fit.value.starts).toBeGreaterThanOrEqual(10);
    expect(fit.value.logLikelihood).toBeCloseTo(pinLogLikelihood(days, fit.value), 9);
  });

  test('is deterministic, does not depend on the order of days, and mirrors', () => {
    const again = fitPin(days);
    expect(fitPin(days)).toEqual(again);
    const turned = fitPin({ buys: days.sells.toReversed(), sells: days.buys.toReversed() });
    if (!again.ok || !turned.ok) throw new Error('both fits succeed');
    expect(turned.value.pin).toBeCloseTo(again.value.pin, 8);
    expect(turned.value.delta).toBeCloseTo(1 - again.value.delta, 8);
  });

  test('days that are all alike show no news', () => {
    const flat = fitPin({ buys: new Float64Array(20).fill(100), sells: new Float64Array(20).fill(90) });
    expect(flat.ok && flat.value.pin).toBeLessThan(0.01);
    const silent = fitPin({ buys: new Float64Array(5), sells: new Float64Array(5) });
    expect(silent.ok && silent.value.pin).toBe(0);
    const single = fitPin({ buys: line(7), sells: line(3) });
    expect(single.ok && Number.isFinite(single.value.logLikelihood)).toBe(true);
  });

  test('refuses what are no counts', () => {
    const failure = (buys: Float64Array, sells: Float64Array) => {
      const fit = fitPin({ buys, sells });
      return fit.ok ? null : fit.failure.code;
    };
    expect(failure(line(), line())).toBe('no-days');
    expect(failure(line(1, 2), line(1))).toBe('invalid-counts');
    for (const count of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(failure(line(count), line(1))).toBe('invalid-counts');
      expect(failure(line(1), line(count))).toBe('invalid-counts');
    }
  });
});
