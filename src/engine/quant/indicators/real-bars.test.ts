import { describe, expect, test } from 'vitest';
import { sharedBars, sharedText } from '../../../../tests/vectors/shared-bars.ts';
import { computeIndicator, indicatorCatalog } from './indicator-catalog.ts';

type Opinion = {
  readonly file: string;
  readonly id: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Our line by the other's name. */
  readonly lines: Readonly<Record<string, string>>;
  /** Bars from which both agree: where the other warms up in another way. */
  readonly from?: number;
  readonly tolerance?: number;
};

const daily = sharedBars('data/daily/spy_2017_2018.csv');

const opinions: readonly Opinion[] = [
  { file: 'sma', id: 'SMA', parameters: { period: 20 }, lines: { sma: 'sma' } },
  { file: 'ema', id: 'EMA', parameters: { period: 20 }, lines: { ema: 'ema' } },
  { file: 'wma', id: 'WMA', parameters: { period: 14 }, lines: { wma: 'wma' } },
  { file: 'dema', id: 'DEMA', parameters: { period: 14 }, lines: { dema: 'dema' }, from: 250 },
  { file: 'rsi', id: 'RSI', parameters: { period: 14 }, lines: { rsi: 'rsi' } },
  {
    file: 'bb',
    id: 'BBANDS',
    parameters: { period: 20 },
    lines: { upperBand: 'upper', sma: 'middle', lowerBand: 'lower' },
  },
  { file: 'cci', id: 'CCI', parameters: { period: 20 }, lines: { cci: 'cci' } },
  { file: 'mfi', id: 'MFI', parameters: { period: 14 }, lines: { mfi: 'mfi' } },
  { file: 'adl', id: 'AD', parameters: {}, lines: { adl: 'ad' }, tolerance: 1e-3 },
  { file: 'willr', id: 'WILLR', parameters: { period: 14 }, lines: { williamsR: 'willr' } },
  { file: 'atr', id: 'ATR', parameters: { period: 14 }, lines: { atr: 'atr' } },
  { file: 'tr', id: 'TRANGE', parameters: {}, lines: { tr: 'tr' } },
  {
    file: 'stoch',
    id: 'STOCH',
    parameters: { fastK: 14, slowK: 3, slowD: 3 },
    lines: { oscillator: 'slowK', signal: 'slowD' },
  },
  { file: 'macd', id: 'MACD', parameters: {}, lines: { macd: 'macd', signal: 'signal' }, from: 300 },
  { file: 'adx', id: 'ADX', parameters: {}, lines: { adx: 'adx' }, from: 300, tolerance: 1e-6 },
  { file: 'adx', id: 'DMI', parameters: {}, lines: { pdi: 'plusDi', mdi: 'minusDi' }, from: 300, tolerance: 1e-6 },
  {
    file: 'supertrend',
    id: 'SUPERTREND',
    parameters: { period: 10, multiplier: 3 },
    lines: { superTrend: 'value' },
  },
  { file: 'vwap', id: 'VWAP', parameters: {}, lines: { vwap: 'value' } },
];

function agree(opinion: Opinion): number {
  const text = sharedText(`data/indicators/expected/${opinion.file}.standard.json.gz`);
  const computed = computeIndicator({ id: opinion.id, parameters: opinion.parameters }, daily ?? {});
  if (text === null || !computed.ok) return 0;
  const rows = JSON.parse(text) as readonly Readonly<Record<string, number | null>>[];
  let compared = 0;
  for (const [theirs, ours] of Object.entries(opinion.lines)) {
    for (const [bar, row] of rows.entries()) {
      const expected = row[theirs] ?? null;
      const actual: number = computed.value[ours]?.[bar] ?? Number.NaN;
      if (expected === null || Number.isNaN(actual) || bar < (opinion.from ?? 0)) continue;
      const allowed = (opinion.tolerance ?? 1e-9) * Math.max(1, Math.abs(expected));
      if (!(Math.abs(actual - expected) <= allowed)) expect.fail(`${theirs} ${bar}: ${actual} instead of ${expected}`);
      compared += 1;
    }
  }
  return compared;
}

describe.skipIf(daily === null)('a second opinion on two years of daily bars', () => {
  test.each(opinions)('$id by $file', (opinion) => {
    expect(agree(opinion)).toBeGreaterThan(190);
  });
});

const files = [
  'data/daily/spy_2008_2018.csv',
  'data/daily/btcusd_2017_2021.csv',
  'data/daily/spx_1990_2022.csv.gz',
  'data/intraday/spy_1min_20201215_20201217.csv',
  'data/intraday/sp500_1min_20191105_20191107.csv',
];

const waitsForVolume = new Set(['VWAP', 'ANCHORED_VWAP', 'RELATIVE_VOLUME']);

describe('real bars', () => {
  test.each(files)('every indicator over %s has no hole that is not explained', (file) => {
    const bars = sharedBars(file);
    if (bars === null) return;
    const columns = { ...bars, benchmark: bars.open };
    let holes = 0;
    for (const spec of indicatorCatalog) {
      const computed = computeIndicator({ id: spec.id }, columns);
      if (!computed.ok) throw new Error(computed.failure.message);
      const initial = Object.fromEntries(spec.parameters.map((parameter) => [parameter.name, parameter.initial]));
      const first = spec.warmUp(initial);
      for (const line of Object.values(computed.value)) {
        for (let bar = first; bar < line.length; bar += 1) {
          if (Number.isFinite(line[bar])) continue;
          // VWAP waits for volume; relative volume needs some before it. An index has none at first, or at all.
          const past = bars.volume.subarray(0, bar + 1);
          const before = bars.volume.subarray(Math.max(0, bar - 20), bar);
          const traded = spec.id === 'RELATIVE_VOLUME' ? before : past;
          const isExplained = waitsForVolume.has(spec.id) && traded.every((volume) => volume === 0);
          if (!isExplained) expect.fail(`${spec.id} has no value at bar ${bar}`);
          holes += 1;
        }
      }
    }
    // Only indices come without volume.
    expect(holes > 0).toBe(/sp500|spx/.test(file));
  });
});
