import { describe, expect, test } from 'vitest';
import { averageTrueRange, trueRange } from './average-true-range.ts';
import type { IndicatorColumns } from './bar-columns.ts';
import { bollingerBands } from './bollinger-bands.ts';
import { directionalMovement } from './directional-movement.ts';
import { computeIndicator } from './indicator-catalog.ts';
import { macd } from './macd.ts';
import { dema, ema, sma, tema, wma } from './moving-averages.ts';
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

  test('a hole in the first or the last bar counts, though no range reads it', () => {
    const torn = { ...bars, high: line(none, 13, 12, 15), close: line(10, 12, 9, none) };
    expectClose(averageTrueRange({ ...bars, high: torn.high }, 2), [none, none, none, 5]);
    expectClose(averageTrueRange({ ...bars, close: torn.close }, 2), [none, none, 3.5, none]);
    expectClose(trueRange({ ...bars, close: torn.close }), [none, 3, 4, none]);
  });

  test('directional movement', () => {
    const result = directionalMovement(bars, 2);
    // plus: 2, 2/2+0, 1/2+3; minus: 0, 0+3, 3/2; range: 3, 1.5+4, 2.75+6.
    expectClose(result.plusDi, [none, none, 100 / 5.5, 350 / 8.75]);
    expectClose(result.minusDi, [none, none, 300 / 5.5, 150 / 8.75]);
    expectClose(result.adx, [none, none, none, (50 + 40) / 2]);
  });

  test('what smoothing leaves over of movements long ago is no direction', () => {
    const close = new Float64Array(80).fill(11);
    close[0] = 10;
    const bars = { high: close, low: close, close };
    const strengths = rsi(close, 2);
    const { plusDi, adx } = directionalMovement(bars, 2);
    // Halved with every bar: below 1e-14 from the 47th halving on.
    expect([strengths[40], plusDi[40], adx[40]]).toEqual([100, 100, 100]);
    expect([strengths[60], plusDi[60], adx[60]]).toEqual([0, 0, 100]);
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

describe('oscillators from the catalog by hand', () => {
  const high = line(10, 12, 12);
  const low = line(8, 9, 10);
  const close = line(9, 12, 10);
  const computed = (id: string, parameters: Readonly<Record<string, number>>, columns: IndicatorColumns) => {
    const result = computeIndicator({ id, parameters }, columns);
    return result.ok ? result.value : {};
  };

  test('stochastics, Williams and Aroon', () => {
    // Raw %K: 100 (12 - 8)/(12 - 8), then 100 (10 - 9)/(12 - 9).
    const fast = computed('STOCHF', { fastK: 2, fastD: 2 }, { high, low, close });
    expectClose(fast['fastK'] ?? line(), [none, none, 100 / 3]);
    expectClose(fast['fastD'] ?? line(), [none, none, 200 / 3]);
    const slow = computed('STOCH', { fastK: 2, slowK: 2, slowD: 1 }, { high, low, close });
    expectClose(slow['slowK'] ?? line(), [none, none, 200 / 3]);
    expectClose(slow['slowD'] ?? line(), [none, none, 200 / 3]);
    expectClose(computed('WILLR', { period: 2 }, { high, low, close })['willr'] ?? line(), [none, 0, -200 / 3]);
    const aroon = computed('AROON', { period: 2 }, { high, low });
    expectClose(aroon['up'] ?? line(), [none, none, 100]);
    expectClose(aroon['down'] ?? line(), [none, none, 0]);
  });

  test('the commodity channel', () => {
    const typical = line(1, 3, 3);
    const cci = computed('CCI', { period: 2 }, { high: typical, low: typical, close: typical })['cci'];
    expectClose(cci ?? line(), [none, 1 / 0.015, 0]);
  });

  test('money flow counts no bar that stands still', () => {
    const typical = line(10, 12, 11, 11, 15);
    const bars = { high: typical, low: typical, close: typical, volume: line(1, 2, 3, 4, 5) };
    expectClose(computed('MFI', { period: 2 }, bars)['mfi'] ?? line(), [none, none, (100 * 24) / 57, 0, 100]);
  });

  test('accumulation and its oscillator start at the first bar', () => {
    const bars = {
      high: line(10, 10, 10, 12),
      low: line(8, 8, 10, 8),
      close: line(10, 8, 10, 11),
      volume: line(100, 50, 70, 40),
    };
    expectClose(computed('AD', {}, bars)['ad'] ?? line(), [100, 50, 50, 70]);
    // Averages 100, 200/3, 500/9, 1760/27 and 100, 75, 62.5, 66.25.
    const oscillator = computed('ADOSC', { fast: 2, slow: 3 }, bars)['adosc'];
    expectClose(oscillator ?? line(), [none, none, 500 / 9 - 62.5, 1760 / 27 - 66.25]);
  });

  test('double and triple averages', () => {
    const values = line(1, 2, 4, 8, 16);
    // Once smoothed 3/2, 19/6, 115/18 from bar 1; twice from bar 2, where k = 2/3.
    const first = 7 / 3;
    const second = first + (2 / 3) * (115 / 18 - first);
    expectClose(dema(values, 2).subarray(0, 4), [none, none, 2 * (19 / 6) - first, 2 * (115 / 18) - second]);
    expectClose(tema(values, 2).subarray(0, 4), [none, none, none, 3 * (115 / 18 - second) + (first + second) / 2]);
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
