import { describe, expect, it } from 'vitest';
import type { OptionChain, OptionRow } from '../domain/chain.ts';
import { instantOf } from '../domain/time.ts';
import { exposureOfChain } from './exposure-of-chain.ts';

const nowMs = instantOf('20261005', 10 * 3600);

function row(strike: number, right: 'C' | 'P', change: Partial<OptionRow> = {}): OptionRow {
  return {
    instrument: `SPY.OPT.20261016.${right}.${strike}`,
    tradingClass: 'SPY',
    expiry: '20261016',
    strike,
    right,
    bid: null,
    ask: null,
    last: null,
    volume: 10,
    openInterest: 1_000,
    impliedVol: 0.2,
    eventTime: nowMs,
    receivedTime: nowMs,
    ...change,
  };
}

function chain(rows: readonly OptionRow[]): OptionChain {
  return {
    underlying: 'SPY',
    multiplier: 100,
    spot: 500,
    wanted: 40,
    core: { wanted: rows.length, answered: rows.length },
    seen: rows.length,
    rows,
    oldestRowTime: nowMs - 60_000,
    newestRowTime: nowMs,
    middleRowTime: nowMs - 20_000,
    delayMs: 900_000,
  };
}

const strikes = [480, 490, 500, 510, 520];
const callsAbovePutsBelow = strikes.flatMap((strike) => [
  row(strike, 'C', { openInterest: strike > 500 ? 5_000 : 100 }),
  row(strike, 'P', { openInterest: strike < 500 ? 5_000 : 100 }),
]);

describe('exposure of a chain', () => {
  it('finds the walls where the open interest is and a crossing between them', () => {
    const exposure = exposureOfChain({ chain: chain(callsAbovePutsBelow), spot: 500, nowMs });
    expect(exposure).toMatchObject({
      callWall: 510,
      putWall: 490,
      rowsUsed: 10,
      rowsWanted: 40,
      oldestRowTime: nowMs - 60_000,
      eventTime: nowMs - 20_000,
      delayMs: 900_000,
    });
    expect(exposure?.zeroGamma).toBeGreaterThan(490);
    expect(exposure?.zeroGamma).toBeLessThan(510);
    expect(exposure?.strikes).toEqual(strikes);
    expect(exposure?.profileSpots).toHaveLength(201);
    expect(exposure?.expectedMoves[0]?.move).toBeCloseTo(500 * 0.2 * Math.sqrt(11.25 / 365), 1);
  });

  it('is nothing, not zero, while no row has open interest and a vol', () => {
    expect(
      exposureOfChain({
        chain: chain([row(500, 'C', { openInterest: null }), row(500, 'P', { impliedVol: null })]),
        spot: 500,
        nowMs,
      }),
    ).toBeNull();
    expect(exposureOfChain({ chain: chain([]), spot: 500, nowMs })).toBeNull();
  });

  it('leaves an expired expiry out', () => {
    expect(exposureOfChain({ chain: chain([row(500, 'C', { expiry: '20261002' })]), spot: 500, nowMs })).toBeNull();
  });

  it('takes a vol from the mid when the vendor gives none', () => {
    const priced = exposureOfChain({
      chain: chain([row(500, 'C', { impliedVol: null, bid: 7.2, ask: 7.4 })]),
      spot: 500,
      nowMs,
    });
    expect(priced?.rowsUsed).toBe(1);
  });
});
