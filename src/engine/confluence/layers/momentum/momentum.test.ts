import { describe, expect, it } from 'vitest';
import type { Bar } from '../../../domain/bar.ts';
import { regularSession } from '../../../domain/calendar.ts';
import { addDays, dateUtc } from '../../../domain/time.ts';
import { emptyQuote, type Quote } from '../../../domain/quote.ts';
import type { LayerInputs } from '../../layer.ts';
import { momentum } from './index.ts';
import { relativeVolume } from './measures.ts';

const date = '20261005';
const { openMs, closeMs } = regularSession(date);

/** Days that drift by a constant share, with a range of 2 %. */
function daily(count: number, drift: number): Bar[] {
  return Array.from({ length: count }, (_unused, index) => {
    const close = 100 * (1 + drift) ** (index - count + 1);
    return {
      instrument: 'X.STK',
      interval: '1d',
      start: dateUtc(addDays(date, index - count)),
      open: close,
      high: close * 1.01,
      low: close * 0.99,
      close,
      volume: 1_000_000,
    };
  });
}

function intraday(move: number): Bar[] {
  return Array.from({ length: 20 }, (_unused, index) => {
    const close = 100 * (1 + (move * (index + 1)) / 20);
    return {
      instrument: 'X.STK',
      interval: '5m',
      start: openMs + index * 300_000,
      open: close,
      high: close + 0.1,
      low: close - 0.1,
      close,
      volume: 10_000,
    };
  });
}

function inputs(
  change: Partial<LayerInputs> & { readonly move?: number; readonly drift?: number; readonly volume?: number },
): LayerInputs {
  const { move = 0.01, drift = 0.002, volume = 400_000, ...rest } = change;
  const quote: Quote = {
    ...emptyQuote('X.STK'),
    bid: 100 * (1 + move) - 0.01,
    ask: 100 * (1 + move) + 0.01,
    close: 100,
    volume,
    eventTime: openMs + 6_000_000,
  };
  return {
    ticker: 'X',
    nowMs: openMs + 6_000_000,
    quote,
    dailyBars: daily(120, drift),
    fiveMinuteBars: intraday(move),
    benchmarkDailyBars: [],
    benchmarkQuote: { ...emptyQuote('SPY.STK'), bid: 499.9, ask: 500.1, close: 500 },
    exposure: null,
    volatility: null,
    regime: null,
    ...rest,
  };
}

const read = (change: Parameters<typeof inputs>[0]) => momentum.read(inputs(change), momentum.parameters);

describe('momentum', () => {
  it('leans up in an uptrend on an up day and says so in numbers', () => {
    const reading = read({});
    expect(reading).toMatchObject({ kind: 'reading', direction: 'bullish' });
    if (reading.kind === 'reading')
      expect(reading.explanation).toMatch(/^Trend up .*today \+1\.00%, above VWAP, volume \d\.\dx the usual\.$/);
  });

  it('leans down in a downtrend on a down day', () => {
    expect(read({ move: -0.01, drift: -0.002 })).toMatchObject({ direction: 'bearish' });
  });

  it('is believed less when trend and day disagree', () => {
    const [together, apart] = [read({}), read({ move: 0.02, drift: -0.002 })];
    if (together.kind !== 'reading' || apart.kind !== 'reading') throw new Error('expected readings');
    expect(apart.confidence).toBeLessThan(together.confidence);
  });

  it('has no data without history or price, and says how much is missing', () => {
    expect(read({ dailyBars: daily(40, 0) })).toEqual({ kind: 'no-data', reason: 'needs 60 daily bars, has 40' });
    expect(read({ quote: null })).toEqual({ kind: 'no-data', reason: 'no price yet' });
  });
});

describe('relative volume', () => {
  it('is one when the day goes as usual, at the end and half way', () => {
    expect(relativeVolume(daily(30, 0), 1_000_000, closeMs)).toBeCloseTo(1, 9);
    expect(relativeVolume(daily(30, 0), 500_000, (openMs + closeMs) / 2)).toBeCloseTo(1, 9);
  });

  it('is nothing before the open, without volume, and with too little history', () => {
    expect(relativeVolume(daily(30, 0), 10, openMs - 1)).toBeNull();
    expect(relativeVolume(daily(30, 0), null, closeMs)).toBeNull();
    expect(relativeVolume(daily(5, 0), 10, closeMs)).toBeNull();
  });
});
