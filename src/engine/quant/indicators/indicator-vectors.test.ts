import { describe, expect, test } from 'vitest';
import { loadVectors } from '../../../../tests/vectors/shared-files.ts';
import { averageTrueRange, trueRange } from './average-true-range.ts';
import type { BarColumns } from './bar-columns.ts';
import { bollingerBands } from './bollinger-bands.ts';
import { directionalMovement } from './directional-movement.ts';
import { macd } from './macd.ts';
import { ema, sma, wma } from './moving-averages.ts';
import { onBalanceVolume } from './on-balance-volume.ts';
import { rsi } from './rsi.ts';
import { supertrend } from './supertrend.ts';
import { anchoredVwap, sessionVwap } from './vwap.ts';

type Line = (number | null)[];
type Entry = { fn: string; params: Record<string, number>; outputs: Record<string, Line> };
type Series = { name: string; bars: Record<string, number[]>; indicators: Entry[] };

function expectLine(values: Float64Array, reference: Line, floor = 1) {
  expect(values).toHaveLength(reference.length);
  for (const [bar, expected] of reference.entries()) {
    const value = values[bar] ?? Number.NaN;
    if (expected === null) expect(value, `bar ${bar}`).toBeNaN();
    else
      expect(Math.abs(value - expected), `bar ${bar}`).toBeLessThanOrEqual(1e-9 * Math.max(floor, Math.abs(expected)));
  }
}

type Compute = (bars: BarColumns, params: Record<string, number>) => Record<string, Float64Array>;
const at = (params: Record<string, number>, name: string) => params[name] ?? 0;
const period = (params: Record<string, number>) => at(params, 'period');

const functions: Readonly<Record<string, Compute>> = {
  SMA: ({ close }, params) => ({ sma: sma(close, period(params)) }),
  EMA: ({ close }, params) => ({ ema: ema(close, period(params)) }),
  WMA: ({ close }, params) => ({ wma: wma(close, period(params)) }),
  RSI: ({ close }, params) => ({ rsi: rsi(close, period(params)) }),
  MACD: ({ close }, params) => {
    const lines = macd(close, { fast: at(params, 'fast'), slow: at(params, 'slow'), signal: at(params, 'signal') });
    return { macd: lines.macd, signal: lines.signal, hist: lines.histogram };
  },
  BBANDS: ({ close }, params) =>
    bollingerBands(close, {
      period: period(params),
      deviationsUp: at(params, 'dev_up'),
      deviationsDown: at(params, 'dev_dn'),
    }),
  PLUS_DI: (bars, params) => ({ plus_di: directionalMovement(bars, period(params)).plusDi }),
  MINUS_DI: (bars, params) => ({ minus_di: directionalMovement(bars, period(params)).minusDi }),
  ADX: (bars, params) => ({ adx: directionalMovement(bars, period(params)).adx }),
  ATR: (bars, params) => ({ atr: averageTrueRange(bars, period(params)) }),
  TRANGE: (bars) => ({ tr: trueRange(bars) }),
  OBV: ({ close, volume }) => ({ obv: onBalanceVolume(close, volume) }),
};

const file = loadVectors<{ series: Series[] }>('indicators');
const cases = (file?.series ?? []).flatMap(({ name, bars, indicators }) =>
  indicators
    .filter(({ fn }) => fn in functions)
    .map((entry) => ({ ...entry, series: name, label: `${entry.fn} ${JSON.stringify(entry.params)}`, bars })),
);

function columns(bars: Record<string, number[]>): BarColumns {
  const column = (name: string) => Float64Array.from(bars[name] ?? []);
  return { high: column('high'), low: column('low'), close: column('close'), volume: column('volume') };
}

describe.skipIf(file === null)('reference vectors of indicators', () => {
  test.each(cases)('$label on $series', ({ fn, params, outputs, bars }) => {
    const lines = functions[fn]?.(columns(bars), params) ?? {};
    for (const [name, reference] of Object.entries(outputs)) {
      expectLine(lines[name] ?? new Float64Array(0), reference, fn === 'OBV' ? 1e6 : 1);
    }
  });

  test('cover every function', () => {
    expect(new Set(cases.map(({ fn }) => fn))).toEqual(new Set(Object.keys(functions)));
  });
});

type Structures = {
  bars: number[][];
  session: number[];
  vwap: { value: Line; stdev: Line };
  anchored: Record<string, Line>;
  supertrend: Record<string, { value: Line; direction: Line }>;
};
const structures = loadVectors<Structures>('price_structures');

describe.skipIf(structures === null)('reference vectors of VWAP and Supertrend', () => {
  const rows = structures?.bars ?? [];
  const column = (index: number) => Float64Array.from(rows, (bar) => bar[index] ?? Number.NaN);
  const bars = { high: column(1), low: column(2), close: column(3), volume: column(4) };

  test('session VWAP and its deviation', () => {
    const result = sessionVwap(bars, Int32Array.from(structures?.session ?? []));
    expectLine(result.value, structures?.vwap.value ?? []);
    expectLine(result.deviation, structures?.vwap.stdev ?? []);
  });

  test.each(Object.keys(structures?.anchored ?? {}))('VWAP anchored at bar %s', (anchor) => {
    expectLine(anchoredVwap(bars, Number(anchor)).value, structures?.anchored[anchor] ?? []);
  });

  test.each(Object.keys(structures?.supertrend ?? {}))('Supertrend %s', (label) => {
    const [length = 0, multiplier = 0] = label.split('_').map(Number);
    const result = supertrend(bars, { period: length, multiplier });
    expectLine(result.value, structures?.supertrend[label]?.value ?? []);
    expectLine(result.direction, structures?.supertrend[label]?.direction ?? []);
  });
});
