import { describe, expect, it } from 'vitest';
import type { Volatility } from '../../../domain/volatility.ts';
import { volatilitySurface } from './index.ts';

const calm: Volatility = {
  underlying: 'AAPL',
  impliedVol30: 0.2,
  impliedVolRank: 40,
  impliedVolPercentile: 40,
  historyDays: 252,
  realizedVol20: 0.2,
  termStructure: [
    { expiry: 'a', timeYears: 7 / 365, atmVol: 0.18 },
    { expiry: 'b', timeYears: 30 / 365, atmVol: 0.2 },
    { expiry: 'c', timeYears: 45 / 365, atmVol: 0.21 },
  ],
  smile: [],
  skew: { expiry: 'b', riskReversal25: -0.01, butterfly25: 0.003 },
  delayMs: 0,
  eventTime: 5_000,
};

function read(change: Partial<Volatility> | null) {
  return volatilitySurface.read(
    {
      ticker: 'AAPL',
      nowMs: 6_000,
      quote: null,
      dailyBars: [],
      fiveMinuteBars: [],
      benchmarkDailyBars: [],
      benchmarkQuote: null,
      exposure: null,
      volatility: change === null ? null : { ...calm, ...change },
      regime: null,
      evidence: null,
    },
    volatilitySurface.parameters,
  );
}

const inverted: Partial<Volatility> = {
  termStructure: [
    { expiry: 'a', timeYears: 7 / 365, atmVol: 0.3 },
    { expiry: 'c', timeYears: 45 / 365, atmVol: 0.22 },
  ],
  skew: { expiry: 'a', riskReversal25: -0.09, butterfly25: 0.01 },
  impliedVol30: 0.26,
  realizedVol20: 0.15,
};

describe('volatility surface', () => {
  it('leans up on a rising term structure, flat skew and implied near realised', () => {
    expect(read({})).toMatchObject({ kind: 'reading', direction: 'bullish' });
  });

  it('leans down on an inverted term structure, steep put skew and dear options', () => {
    const reading = read(inverted);
    expect(reading).toMatchObject({ direction: 'bearish' });
    if (reading.kind === 'reading') expect(reading.explanation).toContain('term structure inverted by 27 %');
  });

  it('says that the option prices are late', () => {
    const late = /^IV rank .* points\. Option prices delayed 15 min\.$/;
    expect(read({ delayMs: 900_000 })).toMatchObject({ explanation: expect.stringMatching(late) });
    expect(read({})).toMatchObject({ explanation: expect.not.stringContaining('delayed') });
  });

  it('believes one part less than three', () => {
    const [whole, part] = [read({}), read({ skew: null, realizedVol20: null })];
    if (whole.kind !== 'reading' || part.kind !== 'reading') throw new Error('expected readings');
    expect(part.confidence).toBeLessThan(whole.confidence);
  });

  it('does not take a risk reversal of nought for a missing one', () => {
    const [zero, missing] = [
      read({ skew: { expiry: 'b', riskReversal25: 0, butterfly25: 0 } }),
      read({ skew: { expiry: 'b', riskReversal25: null, butterfly25: null } }),
    ];
    if (zero.kind !== 'reading' || missing.kind !== 'reading') throw new Error('expected readings');
    expect(zero.confidence).toBeGreaterThan(missing.confidence);
  });

  it('has no data without any implied vol, or with a level but no shape', () => {
    expect(read(null)).toMatchObject({ kind: 'no-data' });
    expect(read({ termStructure: [], skew: null, realizedVol20: null })).toMatchObject({ kind: 'no-data' });
  });
});
