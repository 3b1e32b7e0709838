import { describe, expect, test } from 'vitest';
import { averageTrueRange, trueRange } from './average-true-range.ts';
import { bollingerBands } from './bollinger-bands.ts';
import { directionalMovement } from './directional-movement.ts';
import { macd } from './macd.ts';
import { ema, sma, wma } from './moving-averages.ts';
import { onBalanceVolume } from './on-balance-volume.ts';
import { relativeStrength, relativeVolume } from './relative-measures.ts';
import { rsi } from './rsi.ts';
import { supertrend } from './supertrend.ts';
import { anchoredVwap, sessionVwap } from './vwap.ts';

const none = Number.NaN;
const line = (...values: number[]) => Float64Array.from(values);

function expectClose(actual: Float64Array, expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [bar, value] of expected.entries()) {
    if (Number.isNaN(value)) expect(actual[bar], `bar ${bar}`).toBeNaN();
    else expect(actual[bar], `bar ${bar}`).toBeCloseTo(value, 10);
  }
}

describe('moving averages by hand', () => {
  const values = line(1, 2, 4, 8, 16);

  test('simple, exponential, weighted', () => {
    expectClose(sma(values, 3), [none, none, 7 / 3, 14 / 3, 28 / 3]);
    expectClose(ema(values, 3), [none, none, 7 / 3, 31 / 6, 127 / 12]);
    expectClose(wma(values, 3), [none, none, 17 / 6, 34 / 6, 68 / 6]);
  });

  test('too short a series has no values', () => {
    for (const average of [sma, ema, wma]) expectClose(average(line(1, 2), 3), [none, none]);
  });

  test('MACD seeds its fast line where the slow one starts', () => {
    const result = macd(values, { fast: 2, slow: 3, signal: 2 });
    // fast: seed 3 at bar 2, then 6.333, 12.778; slow: 2.333, 5.1667, 10.5833; line .6667, 1.1667, 2.1944.
    expectClose(result.macd, [none, none, none, 7 / 6, 79 / 36]);
    expectClose(result.signal, [none, none, none, 11 / 12, 11 / 12 + (2 / 3) * (79 / 36 - 11 / 12)]);
    expectClose(result.histogram, [none, none, none, 1 / 4, (79 / 36 - 11 / 12) / 3]);
    expect(macd(values, { fast: 3, slow: 2, signal: 2 })).toEqual(result);
  });
});

describe('oscillators and ranges by hand', () => {
  test('RSI', () => {
    // Changes +2 -1 +3: averages 1 and .5, then (1+3)/2 and .25.
    expectClose(rsi(line(10, 12, 11, 14), 2), [none, none, 200 / 3, (100 * 2) / 2.25]);
    expectClose(rsi(line(5, 5, 5, 5), 2), [none, none, 0, 0]);
  });

  const bars = { high: line(11, 13, 12, 15), low: line(9, 11, 8, 12), close: line(10, 12, 9, 14) };

  test('true range and its average', () => {
    expectClose(trueRange(bars), [none, 3, 4, 6]);
    expectClose(averageTrueRange(bars, 2), [none, none, 3.5, 4.75]);
  });

  test('directional movement', () => {
    const result = directionalMovement(bars, 2);
    // plus: 2, 2/2+0, 1/2+3; minus: 0, 0+3, 3/2; range: 3, 1.5+4, 2.75+6.
    expectClose(result.plusDi, [none, none, 100 / 5.5, 350 / 8.75]);
    expectClose(result.minusDi, [none, none, 300 / 5.5, 150 / 8.75]);
    expectClose(result.adx, [none, none, none, (50 + 40) / 2]);
  });

  test('Bollinger bands have width 0 on a flat window', () => {
    const flat = new Float64Array(40).fill(100.1);
    const bands = bollingerBands(flat, { period: 20, deviationsUp: 2, deviationsDown: 2 });
    expect(bands.upper[30]).toBe(bands.lower[30]);
    const short = bollingerBands(line(1, 3), { period: 2, deviationsUp: 2, deviationsDown: 1 });
    expectClose(short.upper, [none, 4]);
    expectClose(short.lower, [none, 1]);
  });

  test('Supertrend turns when the close passes the band', () => {
    const close = line(10, 11, 12, 13, 4, 3, 14, 20);
    const wide = { high: close.map((value) => value + 1), low: close.map((value) => value - 1), close };
    const { direction, value } = supertrend(wide, { period: 2, multiplier: 1 });
    expect([...direction.slice(2)]).toEqual([1, 1, -1, -1, 1, 1]);
    expect(value[2]).toBeCloseTo(12 - 2, 10);
    expect([direction[1], value[1]]).toEqual([none, none]);
  });
});

describe('volume measures by hand', () => {
  const typical = line(10, 20, 30, 40);
  const bars = { high: typical, low: typical, close: typical, volume: line(0, 1, 3, 2) };

  test('VWAP starts with the first volume and anew each session', () => {
    const result = sessionVwap(bars, Int32Array.of(1, 1, 1, 2));
    expectClose(result.value, [none, 20, 27.5, 40]);
    expectClose(result.deviation, [none, 0, Math.sqrt((7.5 ** 2 + 3 * 2.5 ** 2) / 4), 0]);
    expectClose(anchoredVwap(bars, 2).value, [none, none, 30, 34]);
  });

  test('on-balance volume', () => {
    expectClose(onBalanceVolume(line(1, 2, 2, 1), line(10, 5, 7, 3)), [10, 15, 15, 12]);
  });

  test('relative volume leaves its own bar out', () => {
    expectClose(relativeVolume(line(2, 4, 9, 0), 2), [none, none, 3, 0]);
    expectClose(relativeVolume(line(0, 0, 9), 2), [none, none, none]);
  });

  test('relative strength is the return beyond the benchmark', () => {
    expectClose(relativeStrength(line(100, 110), line(50, 52.5), 1), [none, 100 * (1.1 / 1.05 - 1)]);
    expectClose(relativeStrength(line(100, 110), line(0, 1), 1), [none, none]);
  });
});
