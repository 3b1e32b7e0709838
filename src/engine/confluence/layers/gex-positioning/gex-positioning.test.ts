import { describe, expect, it } from 'vitest';
import type { Exposure } from '../../../domain/exposure.ts';
import type { LayerInputs } from '../../layer.ts';
import { gexPositioning } from './index.ts';

const exposure: Exposure = {
  underlying: 'SPY',
  spot: 500,
  gexPerPercent: 2e8,
  grossGexPerPercent: 4e8,
  deltaExposure: 0,
  vannaPerVolPoint: 0,
  charmPerDay: 0,
  regime: 'positive',
  zeroGamma: 492,
  crossings: [492],
  callWall: 515,
  putWall: 495,
  maxPain: 500,
  maxPainExpiry: '20261005',
  putCallOpenInterest: 1.2,
  strikes: [],
  strikeCallGex: [],
  strikePutGex: [],
  strikeOpenInterest: [],
  profileSpots: [],
  profileGex: [],
  expectedMoves: [{ expiry: '20261005', timeYears: 1 / 365, move: 5 }],
  rowsUsed: 80,
  core: { wanted: 160, answered: 160 },
  rowsWanted: 160,
  oldestRowTime: 1,
  delayMs: 0,
  eventTime: 1_000,
};

function inputs(change: Partial<Exposure> | null): LayerInputs {
  return {
    ticker: 'SPY',
    nowMs: 2_000,
    quote: null,
    dailyBars: [],
    fiveMinuteBars: [],
    benchmarkDailyBars: [],
    benchmarkQuote: null,
    exposure: change === null ? null : { ...exposure, ...change },
    volatility: null,
    regime: null,
    evidence: null,
  };
}

const read = (change: Partial<Exposure> | null) => gexPositioning.read(inputs(change), gexPositioning.parameters);

describe('gex positioning', () => {
  it('leans up above zero gamma with room to the call wall, and says the numbers', () => {
    const reading = read({});
    expect(reading).toMatchObject({ kind: 'reading', direction: 'bullish', eventTime: 1_000 });
    if (reading.kind === 'reading')
      expect(reading.explanation).toBe(
        'Dealer gamma +$200.0M per 1 %: 500.00 is above zero gamma at 492.00; walls 495 and 515.',
      );
  });

  it('leans down below zero gamma with the put wall far below', () => {
    expect(
      read({ zeroGamma: 508, crossings: [508], regime: 'negative', gexPerPercent: -2e8, callWall: 503, putWall: 480 }),
    ).toMatchObject({ direction: 'bearish' });
  });

  it('says that the chain is still filling', () => {
    const [filling, filled] = [read({ core: { wanted: 160, answered: 90 } }), read({})];
    expect(filling).toMatchObject({
      explanation: expect.stringMatching(/495 and 515\. Chain still filling, 90 of 160 rows\.$/),
    });
    expect(filled).toMatchObject({ explanation: expect.not.stringContaining('filling') });
  });

  it('says that the option prices are late', () => {
    expect(read({ delayMs: 900_000 })).toMatchObject({
      explanation: expect.stringMatching(/495 and 515\. Option prices delayed 15 min\.$/),
    });
  });

  it('speaks as loudly when somebody wants to see more of the chain', () => {
    const [usual, wide] = [read({}), read({ rowsWanted: 360 })];
    if (usual.kind !== 'reading' || wide.kind !== 'reading') throw new Error('expected readings');
    expect([wide.confidence, wide.explanation]).toEqual([usual.confidence, usual.explanation]);
  });

  it('is a mirror: reflecting every level around spot turns the direction and keeps the strength', () => {
    const up = read({});
    const down = read({ zeroGamma: 508, callWall: 505, putWall: 485 });
    if (up.kind !== 'reading' || down.kind !== 'reading') throw new Error('expected readings');
    expect(down.direction).toBe('bearish');
    expect(down.strength).toBeCloseTo(up.strength, 12);
  });

  it('believes a fuller chain more', () => {
    const [few, many] = [read({ rowsUsed: 20 }), read({ rowsUsed: 160 })];
    if (few.kind !== 'reading' || many.kind !== 'reading') throw new Error('expected readings');
    expect(many.confidence).toBeGreaterThan(few.confidence);
  });

  it.each([
    [null, /not seen yet/],
    [{ rowsUsed: 10 }, /only 10 options have open interest/],
    [{ core: { wanted: 160, answered: 79 } }, /still filling: 79 of 160 rows/],
    [{ grossGexPerPercent: 0 }, /no open interest/],
    [{ spot: null }, /no open interest/],
    [{ expectedMoves: [] }, /no implied volatility/],
  ])('has no data and says why: %j', (change, reason) => {
    const reading = read(change);
    expect(reading.kind).toBe('no-data');
    if (reading.kind === 'no-data') expect(reading.reason).toMatch(reason);
  });
});
