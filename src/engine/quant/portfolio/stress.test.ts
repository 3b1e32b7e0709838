import { describe, expect, test } from 'vitest';
import { portfolioGreeks } from './stress-approximation.ts';
import { stressBooks, type StressPosition } from './stress-book.ts';
import { noShock, type StressAsset, type StressScenario } from './stress-scenario.ts';
import { stressTest } from './stress.ts';

const index: StressAsset = {
  assetClass: 'equity',
  spot: 100,
  rate: 0.04,
  dividendYield: 0.01,
  isFuture: false,
  currencyRate: 1,
  isForeign: false,
};
const oil: StressAsset = { ...index, assetClass: 'commodity', spot: 80, isFuture: true };
const german: StressAsset = { ...index, spot: 50, currencyRate: 1.1, isForeign: true };

const held = (asset: StressAsset, quantity = 1): StressPosition => ({ asset, quantity, multiplier: 1, option: null });
const option = (asset: StressAsset, quantity: number, years = 0.25): StressPosition => ({
  asset,
  quantity,
  multiplier: 100,
  option: { cp: 1, strike: asset.spot, years, vol: 0.2 },
});
const moved = (prices: Partial<StressScenario['prices']>): StressScenario => ({
  ...noShock,
  prices: { ...noShock.prices, ...prices },
});
const profit = (positions: readonly StressPosition[], scenario: StressScenario) =>
  stressTest(positions, [scenario])[0]?.pnl;

describe('stress by full revaluation', () => {
  test('makes nothing of no shock, and of no positions', () => {
    expect(profit([held(index), option(index, -3), option(oil, 2), held(german)], noShock)).toBe(0);
    expect(profit([], moved({ equity: -0.2 }))).toBe(0);
  });

  test('moves each class by its own shock', () => {
    const all = [held(index), held(oil)];
    expect(profit(all, moved({ equity: -0.1 }))).toBeCloseTo(-10, 12);
    expect(profit(all, moved({ commodity: 0.25 }))).toBeCloseTo(20, 12);
  });

  test('carries a foreign value through its currency, but of a future its profit only', () => {
    expect(profit([held(german)], moved({ currency: 0.1 }))).toBeCloseTo(50 * 0.11, 12);
    expect(profit([held({ ...german, isFuture: true })], moved({ currency: 0.1 }))).toBeCloseTo(0, 12);
    expect(profit([held({ ...german, isFuture: true })], moved({ currency: 0.1, equity: 0.1 }))).toBeCloseTo(
      5 * 1.21,
      12,
    );
    expect(profit([held(index)], moved({ currency: 0.1 }))).toBe(0);
  });

  test('pays intrinsic at the shocked spot once time is up', () => {
    const scenario = { ...moved({ equity: 0.1 }), days: 365 };
    const before = stressTest([option(index, 1)], [moved({ equity: -0.9999 })])[0]?.pnl as number;
    expect(profit([option(index, 1)], scenario)).toBeCloseTo(1000 + before, 6);
  });

  test('knows rates and the floor under vols', () => {
    expect(profit([option(index, 1)], { ...noShock, rate: 0.01 }) as number).toBeGreaterThan(0);
    expect(profit([option(oil, 1)], { ...noShock, rate: 0.01 }) as number).toBeLessThan(0);
    const floored = profit([option(index, 1)], { ...noShock, vol: -0.19 });
    expect(profit([option(index, 1)], { ...noShock, vol: -0.5 })).toBeCloseTo(floored as number, 9);
  });

  test('adds up over positions and takes sides', () => {
    const scenario = { ...moved({ equity: -0.07, currency: 0.03 }), vol: 0.08, days: 3 };
    const parts = [option(index, 2), held(german, -4), option(german, -1)];
    const alone = parts.map((part) => profit([part], scenario) as number);
    expect(profit(parts, scenario)).toBeCloseTo(
      alone.reduce((sum, part) => sum + part, 0),
      9,
    );
    expect(profit([option(index, -2)], scenario)).toBeCloseTo(-(alone[0] as number), 9);
  });

  test('has no result where a position has no value', () => {
    const broken: StressPosition = { ...option(index, 1), option: { cp: 1, strike: 100, years: 0.25, vol: -0.1 } };
    expect(stressTest([broken], [noShock])).toEqual([null]);
    expect(stressTest([option(index, 1)], [moved({ equity: -1 })])).toEqual([null]);
  });
});

describe('the approximation beside it', () => {
  const book = [option(index, 5), option(german, -3), option(oil, 2), held(index, -100)];

  test('agrees for small shocks and not for large ones', () => {
    const small = { ...moved({ equity: 0.001, commodity: -0.001 }), vol: 0.001, rate: 0.0001, days: 0.01 };
    const [near, far] = stressTest(book, [small, moved({ equity: -0.3 })]);
    expect(Math.abs((near?.approximation?.total as number) - (near?.pnl as number))).toBeLessThan(0.02);
    expect(Math.abs((far?.approximation?.total as number) - (far?.pnl as number))).toBeGreaterThan(100);
  });

  test('has the Greeks of the portfolio in its parts', () => {
    const greeks = portfolioGreeks(stressBooks([option(index, 5), held(index, -100)]));
    const [result] = stressTest([option(index, 5), held(index, -100)], [moved({ equity: 0.01 })]);
    expect(result?.approximation?.delta).toBeCloseTo(greeks?.delta as number, 9);
    expect(result?.approximation?.gamma).toBeCloseTo((greeks?.gamma as number) / 2, 9);
  });
});
