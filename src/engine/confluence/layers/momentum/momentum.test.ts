import { describe, expect, it } from 'vitest';
import type { Bar } from '../../../domain/bar.ts';
import { regularSession } from '../../../domain/calendar.ts';
import { addDays, dateUtc } from '../../../domain/time.ts';
import { emptyQuote, type Quote } from '../../../domain/quote.ts';
import type { LayerInputs } from '../../layer.ts';
import { momentum } from './index.ts';
import { dailyTrend, intradayState, relativeVolume } from './measures.ts';

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
    evidence: null,
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

describe('momentum of the benchmark', () => {
  it('has nothing to lead over itself, and misses nothing by it', () => {
    const move = 0.01;
    const benchmarkQuote = inputs({ move }).quote;
    const [itself, alone] = [read({ ticker: 'SPY', move, benchmarkQuote }), read({ move, benchmarkQuote: null })];
    if (itself.kind !== 'reading' || alone.kind !== 'reading') throw new Error('expected readings');
    expect(itself.strength).toBe(alone.strength);
    expect(itself.confidence).toBeCloseTo((alone.confidence * 4) / 3, 9);
  });
});

describe('the usual day’s range', () => {
  it('is not shrunk by a day that has only begun', () => {
    const bars = daily(120, 0.002);
    const begun = {
      ...(bars.at(-1) ?? bars[0]),
      start: dateUtc(date),
      high: 100,
      low: 100,
      open: 100,
      close: 100,
    } as Bar;
    const morning = openMs + 60_000;
    expect(dailyTrend([...bars, begun], morning)?.atrShare).toBe(dailyTrend(bars, morning)?.atrShare);
    expect(dailyTrend([...bars, begun], closeMs)?.atrShare).not.toBe(dailyTrend(bars, closeMs)?.atrShare);
  });
});

describe('distance to VWAP', () => {
  it('is to the regular session’s, whatever trades after the close', () => {
    const session = intraday(0.01);
    const [last] = session.slice(-1);
    if (!last) throw new Error('expected bars');
    const late = { ...last, start: closeMs + 3_600_000, high: 120.1, low: 119.9, close: 120, volume: 1e9 };
    const evening = closeMs + 7_200_000;
    const before = intradayState(session, 101, evening);
    const after = intradayState([...session, late], 101, evening);
    expect(before?.vwapDistanceInAtr).toBeGreaterThan(0);
    expect(after?.vwapDistanceInAtr).toBeGreaterThan(0);
  });
});

describe('relative volume', () => {
  it('never counts today among the usual days, also when London is at tomorrow', () => {
    const winter = '20261207';
    const { closeMs: winterClose } = regularSession(winter);
    const bars = daily(30, 0).map((bar, index) => ({ ...bar, start: dateUtc(addDays(winter, index - 29)) }));
    const past = bars.slice(0, -1);
    const evening = winterClose + 3.5 * 3_600_000;
    const flooded = [...past, { ...(bars.at(-1) ?? past[0]), volume: 1e9 } as Bar];
    expect(relativeVolume(flooded, 1_000_000, evening)).toBeCloseTo(1, 9);
  });

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
