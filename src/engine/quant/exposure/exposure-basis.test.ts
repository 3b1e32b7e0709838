import { describe, expect, test } from 'vitest';
import { dealerExposure } from './dealer-exposure.ts';
import { dealerPositions, type ExposureBasis } from './dealer-positions.ts';
import { bandOfExposures, exposureBand } from './exposure-band.ts';
import { allocateChain, type ExposureChain } from './exposure-chain.ts';
import { rowExposure } from './row-exposure.ts';

/** Rows of side, strike, open interest, volume; spot 100, 20 %, 30 days. */
function chainOf(rows: readonly (readonly [1 | -1, number, number, number])[]): ExposureChain {
  const chain = allocateChain({ size: rows.length, expiries: ['near'], spot: 100, multiplier: 100 });
  for (const [index, [cp, strike, openInterest, volume]] of rows.entries()) {
    chain.cp[index] = cp;
    chain.strike[index] = strike;
    chain.openInterest[index] = openInterest;
    chain.volume[index] = volume;
    chain.vol[index] = 0.2;
    chain.years[index] = 30 / 365;
  }
  return chain;
}

const chain = chainOf([
  [-1, 92, 400, 100],
  [1, 108, 300, 900],
  [1, 110, 0, 50],
]);
const of = (basis: ExposureBasis) => dealerPositions(chain, basis);

describe('dealer positions', () => {
  test('follow the convention', () => {
    expect([...of({ convention: 'naive', contracts: 'open-interest' }).dealer]).toEqual([-400, 300, 0]);
    expect([...of({ convention: 'inverted', contracts: 'open-interest' }).dealer]).toEqual([400, -300, -0]);
    expect([...of({ convention: 'customers-long', contracts: 'open-interest' }).dealer]).toEqual([-400, -300, -0]);
  });

  test('count volume as asked', () => {
    expect([...of({ convention: 'naive', contracts: 'volume' }).held]).toEqual([100, 900, 50]);
    const half: ExposureBasis = { convention: 'naive', contracts: 'open-interest-and-volume', openingShare: 0.5 };
    expect([...of(half).dealer]).toEqual([-450, 750, 25]);
  });

  test('take signed volume off what dealers hold, whatever the convention', () => {
    const netBought = Float64Array.of(100, 200, Number.NaN);
    const signed = of({ convention: 'naive', contracts: 'signed-volume', netBought });
    expect([...signed.dealer]).toEqual([-500, 100, 0]);
    expect([...signed.held]).toEqual([500, 500, 0]);
    expect([...of({ convention: 'naive', contracts: 'signed-volume' }).dealer]).toEqual([-400, 300, 0]);
  });

  test('without known counts are 0', () => {
    const unknown = chainOf([[1, 100, Number.NaN, Number.NaN]]);
    const basis: ExposureBasis = { convention: 'naive', contracts: 'open-interest-and-volume' };
    expect([...dealerPositions(unknown, basis).dealer]).toEqual([0]);
    expect(dealerExposure(unknown, basis).totals.gex).toBe(0);
  });
});

describe('exposure under other assumptions', () => {
  test('inverted is the naive one with every dealer sign turned', () => {
    const naive = dealerExposure(chain);
    const inverted = dealerExposure(chain, { convention: 'inverted', contracts: 'open-interest' });
    for (const name of ['gex', 'gexShares', 'dexDealer', 'vex', 'cex'] as const)
      expect(inverted.totals[name]).toBeCloseTo(-naive.totals[name], 6);
    expect(inverted.totals.dex).toBe(naive.totals.dex);
    expect(inverted.zeroGamma.level).toBeCloseTo(naive.zeroGamma.level ?? 0, 6);
    expect([inverted.levels.callWall, inverted.levels.putWall]).toEqual([108, 92]);
  });

  test('with customers long everything is minus gross and never crosses zero', () => {
    const { totals, gross, zeroGamma, regime } = dealerExposure(chain, {
      convention: 'customers-long',
      contracts: 'open-interest',
    });
    expect(totals.gex).toBeCloseTo(-gross.gex, 6);
    expect([zeroGamma.level, regime]).toEqual([null, 'negative']);
  });

  test('volume brings rows without open interest to life, but not into max pain or the ratios', () => {
    const usual = dealerExposure(chain);
    const traded = dealerExposure(chain, { convention: 'naive', contracts: 'volume' });
    expect([usual.rowsWithGreeks, traded.rowsWithGreeks]).toEqual([2, 3]);
    expect(traded.putCallOpenInterest).toBe(usual.putCallOpenInterest);
    expect(traded.expiries[0]?.maxPain).toBe(usual.expiries[0]?.maxPain);
  });

  test('per strike and per expiry add up to the totals, dealer delta and shares included', () => {
    const { strikes, expiries, totals } = dealerExposure(chain);
    for (const name of ['gexShares', 'dexDealer', 'dex', 'vex', 'cex'] as const) {
      const sum = strikes[name].reduce((total, value) => total + value, 0);
      expect(sum / totals[name]).toBeCloseTo(1, 12);
      expect(expiries[0]?.[name]).toBeCloseTo(totals[name], 6);
    }
    expect(strikes.netGex[0]).toBe(rowExposure(chain).gex[0]);
  });
});

describe('the band', () => {
  test('spans the scenarios and says where they disagree', () => {
    const band = exposureBand({ chain, dataAgeMs: 61_000_000 });
    const gex = band.scenarios.map(({ totals }) => totals.gex);
    expect(band.totals.gex).toEqual({ low: Math.min(...gex), high: Math.max(...gex) });
    expect(band.totals.gex.low).toBeLessThan(0);
    expect(band.totals.gex.high).toBeGreaterThan(0);
    expect([band.regime, band.withoutZeroGamma, band.dataAgeMs]).toEqual(['disputed', 2, 61_000_000]);
    expect(band.scenarios.map(({ basis }) => basis.convention)).toEqual(expect.arrayContaining(['customers-long']));
    const levels = band.scenarios.map(({ zeroGamma }) => zeroGamma.level).filter((level) => level !== null);
    expect(band.zeroGamma).toEqual({ low: Math.min(...levels), high: Math.max(...levels) });
  });

  test('of an empty chain has nothing to span', () => {
    const band = exposureBand({ chain: chainOf([]), dataAgeMs: null });
    expect([band.totals.gex, band.zeroGamma, band.callWall, band.regime]).toEqual([
      { low: 0, high: 0 },
      null,
      null,
      null,
    ]);
    expect(bandOfExposures([], null).totals.cex).toEqual({ low: 0, high: 0 });
  });
});
