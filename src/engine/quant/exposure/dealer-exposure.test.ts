import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { dealerExposure } from './dealer-exposure.ts';
import { allocateChain, type ExposureChain } from './exposure-chain.ts';
import { gammaProfile } from './gamma-profile.ts';
import { gammaExposureAt, gammaTerms } from './gamma-terms.ts';
import { maxPain } from './max-pain.ts';
import { rowExposure } from './row-exposure.ts';

type Row = {
  readonly cp: 1 | -1;
  readonly strike: number;
  readonly oi: number;
  readonly vol?: number;
  readonly years?: number;
};

function chainOf(rows: readonly Row[]): ExposureChain {
  const chain = allocateChain({ size: rows.length, expiries: ['near'], spot: 100, multiplier: 100 });
  for (const [index, row] of rows.entries()) {
    chain.cp[index] = row.cp;
    chain.strike[index] = row.strike;
    chain.openInterest[index] = row.oi;
    chain.vol[index] = row.vol ?? 0.2;
    chain.years[index] = row.years ?? 30 / 365;
  }
  return chain;
}

/** Dense enough that short and long expiries, near and far strikes all take part. */
function bigChain(size: number): ExposureChain {
  const rows = Array.from({ length: size }, (_, index) => ({
    cp: index % 2 === 0 ? (1 as const) : (-1 as const),
    strike: 60 + 0.5 * (Math.floor(index / 2) % 160),
    oi: (index * 7919) % 5000,
    vol: 0.12 + 0.3 * ((index % 97) / 97),
    years: [0.0001, 0.003, 0.02, 0.1, 0.5, 2][Math.floor(index / 320) % 6] ?? 1,
  }));
  return chainOf(rows);
}

describe('dealer exposure', () => {
  test('of one call is gamma x OI x multiplier x S^2 x 1 %', () => {
    const chain = chainOf([{ cp: 1, strike: 100, oi: 1000 }]);
    const rows = rowExposure(chain);
    // n(d1) / (S sigma sqrt T), d1 = sigma sqrt T / 2.
    const deviation = 0.2 * Math.sqrt(30 / 365);
    const gamma = Math.exp(-0.5 * (deviation / 2) ** 2) / Math.sqrt(2 * Math.PI) / (100 * deviation);
    expect((rows.gex[0] ?? 0) / (gamma * 1000 * 100 * 100 * 100 * 0.01)).toBeCloseTo(1, 13);
    expect((rows.gexShares[0] ?? 0) / (gamma * 100_000)).toBeCloseTo(1, 13);
  });

  test('counts calls positive and puts negative, and cancels exactly', () => {
    const result = dealerExposure(
      chainOf([
        { cp: 1, strike: 100, oi: 10 },
        { cp: -1, strike: 100, oi: 10 },
      ]),
    );
    expect(result.totals.gex).toBe(0);
    expect(result.regime).toBe('neutral');
    expect([result.levels.callWall, result.levels.putWall, result.levels.maxAbsGammaStrike]).toEqual([100, 100, null]);
    expect(result.zeroGamma).toEqual({ level: null, crossings: [] });
  });

  test('drops expired rows, and keeps rows without vol out of the Greeks only', () => {
    const result = dealerExposure(
      chainOf([
        { cp: 1, strike: 90, oi: 10, years: 0 },
        { cp: -1, strike: 100, oi: 30, vol: Number.NaN },
        { cp: 1, strike: 110, oi: 10 },
      ]),
    );
    expect([result.liveRows, result.rowsWithGreeks]).toEqual([2, 1]);
    expect([...result.strikes.strike]).toEqual([100, 110]);
    expect(result.putCallOpenInterest).toBe(3);
    expect(result.levels.putWall).toBeNull();
  });

  test('finds both crossings of a call position between two put positions', () => {
    const chain = chainOf([
      { cp: -1, strike: 88, oi: 1500 },
      { cp: 1, strike: 100, oi: 1500 },
      { cp: -1, strike: 112, oi: 1500 },
    ]);
    const { zeroGamma, gross } = dealerExposure(chain);
    const [low = 0, high = 0] = zeroGamma.crossings;
    expect(zeroGamma.crossings).toHaveLength(2);
    const terms = gammaTerms(chain);
    for (const level of [low, high]) expect(Math.abs(gammaExposureAt(terms, level))).toBeLessThan(1e-7 * gross.gex);
    expect(gammaExposureAt(terms, low - 0.01)).toBeLessThan(0);
    expect(gammaExposureAt(terms, 100)).toBeGreaterThan(0);
    expect(gammaExposureAt(terms, high + 0.01)).toBeLessThan(0);
    expect(zeroGamma.level).toBe(100 - low < high - 100 ? low : high);
  });

  test('gammas that underflow to 0 beside puts alone are no crossing', () => {
    const second = 1 / (365 * 86_400);
    const puts = [97.3, 103.3].map((strike) => ({ cp: -1 as const, strike, oi: 10, vol: 0.05, years: second }));
    expect(dealerExposure(chainOf(puts)).zeroGamma).toEqual({ level: null, crossings: [] });
  });

  test('holds the profile to 1e-11 of the peak seconds before expiry', () => {
    const years = 15 / (365 * 86_400);
    const terms = gammaTerms({ ...chainOf([{ cp: 1, strike: 6005, oi: 1, vol: 0.05, years }]), spot: 6000 });
    const deviation = 0.05 * Math.sqrt(years);
    const gammaAt = (x: number): number => {
      const d1 = Math.log1p((x - 6005) / 6005) / deviation + 0.5 * deviation;
      return (Math.exp(-0.5 * d1 * d1) / Math.sqrt(2 * Math.PI) / deviation) * x;
    };
    for (const x of [6004.5, 6004.8, 6005, 6005.3]) {
      expect(Math.abs(gammaExposureAt(terms, x) - gammaAt(x)) / gammaAt(6005)).toBeLessThan(2e-11);
    }
  });

  test('an empty chain has zeros and nulls', () => {
    const result = dealerExposure(chainOf([]));
    expect(result.totals.gex).toBe(0);
    expect([result.regime, result.levels.callWall, result.putCallOpenInterest]).toEqual([null, null, null]);
  });
});

describe('max pain', () => {
  test('is the settlement that pays least, by hand', () => {
    const chain = chainOf([
      { cp: 1, strike: 90, oi: 5 },
      { cp: 1, strike: 100, oi: 10 },
      { cp: -1, strike: 100, oi: 10 },
      { cp: -1, strike: 110, oi: 20 },
    ]);
    // 90: 10x10 + 20x20 = 500; 100: 5x10 + 20x10 = 250; 110: 5x20 + 10x10 = 200.
    expect(maxPain(chain, [0, 1, 2, 3])).toEqual({ strike: 110, cost: 20_000 });
  });

  test('takes the lower strike of a tie, also at strikes a double cannot hold exactly', () => {
    const rows = [70.71, 71.43, 72.14, 72.86].flatMap((strike) => [
      { cp: 1 as const, strike, oi: 0 },
      { cp: -1 as const, strike, oi: 0 },
    ]);
    rows[0] = { cp: 1, strike: 70.71, oi: 3 };
    rows[7] = { cp: -1, strike: 72.86, oi: 3 };
    expect(maxPain(chainOf(rows), [0, 1, 2, 3, 4, 5, 6, 7])).toEqual({ strike: 70.71, cost: 645 });
    expect(maxPain(chainOf(rows), [])).toBeNull();
    expect(maxPain(chainOf(rows), [1, 2, 3])).toBeNull();
  });
});

describe('the gamma profile', () => {
  test('by recurrence equals the formula at every spot', () => {
    const terms = gammaTerms(bigChain(2000));
    const { spots, net, gross } = gammaProfile(terms, 100);
    for (let point = 0; point < spots.length; point += 20) {
      const exact = gammaExposureAt(terms, spots[point] ?? 0);
      expect(Math.abs((net[point] ?? 0) - exact)).toBeLessThanOrEqual(1e-12 * (gross[point] ?? 0));
    }
  });

  test('at spot is the total', () => {
    const chain = bigChain(500);
    const { totals, gross } = dealerExposure(chain);
    expect(Math.abs(gammaExposureAt(gammaTerms(chain), 100) - totals.gex)).toBeLessThan(1e-12 * gross.gex);
  });

  test('of a full chain is quick', () => {
    const chain = bigChain(8000);
    dealerExposure(chain);
    const before = process.cpuUsage();
    dealerExposure(chain);
    const { user, system } = process.cpuUsage(before);
    // Processor time, loose: other programs do not lengthen it much. The reference program needs about 110 ms for the profile alone.
    expect((user + system) / 1_000, 'ms').toBeLessThan(2_000);
  });
});
