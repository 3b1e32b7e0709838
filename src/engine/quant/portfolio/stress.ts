import { chainGreeks } from '../pricing/chain-greeks.ts';
import { type Approximation, approximate } from './stress-approximation.ts';
import { type AssetBook, stressBooks, type StressPosition } from './stress-book.ts';
import { daysPerYear, shockedCurrency, shockedSpot, shockedVol, type StressScenario } from './stress-scenario.ts';

export type StressResult = {
  /** Base currency, every position priced anew. */
  readonly pnl: number;
  /** From today's Greeks, to stand beside it, never instead of it. */
  readonly approximation: Approximation | null;
};

function shockOptions({ options, shocked, asset }: AssetBook, scenario: StressScenario): void {
  const rateShock = scenario.rate;
  const yieldShock = asset.isFuture ? rateShock : 0;
  const years = scenario.days / daysPerYear;
  for (let row = 0; row < options.strike.length; row += 1) {
    shocked.cp[row] = options.cp[row] as number;
    shocked.strike[row] = options.strike[row] as number;
    shocked.years[row] = (options.years[row] as number) - years;
    shocked.vol[row] = shockedVol(options.vol[row] as number, scenario);
    shocked.rate[row] = (options.rate[row] as number) + rateShock;
    shocked.dividendYield[row] = (options.dividendYield[row] as number) + yieldShock;
  }
}

/** Profit of one asset's positions in the base currency. A future's value is never held, only its profit. */
function revalue(book: AssetBook, scenario: StressScenario): number {
  const { asset, outright, units, greeks, shocked, revalued } = book;
  const spot = shockedSpot(asset, scenario);
  const currencyRate = shockedCurrency(asset, scenario);
  const cost = asset.isFuture ? asset.spot * currencyRate : asset.spot * asset.currencyRate;
  let pnl = outright * (spot * currencyRate - cost);
  shockOptions(book, scenario);
  chainGreeks(shocked, spot, revalued);
  for (let row = 0; row < units.length; row += 1) {
    const before = (greeks.price[row] as number) * asset.currencyRate;
    pnl += (units[row] as number) * ((revalued.price[row] as number) * currencyRate - before);
  }
  return pnl;
}

/**
 * Profit of a portfolio in every scenario by full revaluation: European options by Black-Scholes-Merton, expired ones at
 * intrinsic, implied vols moved in parallel and fixed by strike. Base currency; null where a position has no value (a
 * negative vol, a spot at or below 0 under an option). No positions make no profit. Nothing is allocated by scenario
 * and row.
 */
export function stressTest(
  positions: readonly StressPosition[],
  scenarios: readonly StressScenario[],
): readonly (StressResult | null)[] {
  const books = stressBooks(positions);
  return scenarios.map((scenario) => {
    let pnl = 0;
    for (const book of books) pnl += revalue(book, scenario);
    return Number.isFinite(pnl) ? { pnl, approximation: approximate(books, scenario) } : null;
  });
}
