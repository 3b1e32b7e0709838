import type { AssetBook } from './stress-book.ts';
import { daysPerYear, shockedCurrency, shockedSpot, shockedVol, type StressScenario } from './stress-scenario.ts';

/** Today's sensitivities, each quantity x multiplier x raw Greek, in the base currency. */
export type PortfolioGreeks = {
  /** Per 1.00 of each asset's price; squared for gamma. */
  readonly delta: number;
  readonly gamma: number;
  /** Per 1.00 of vol. */
  readonly vega: number;
  /** Per year of calendar time. */
  readonly theta: number;
  /** Per 1.00 of rate. */
  readonly rho: number;
};

/** A scenario's profit taken apart by today's sensitivities: exact in nothing but small shocks. Base currency. */
export type Approximation = PortfolioGreeks & {
  /** Today's value times the move of its currency. */
  readonly currency: number;
  readonly total: number;
};

type Parts = { delta: number; gamma: number; vega: number; theta: number; rho: number; currency: number };

/** Moves that the Greeks of one asset's book are multiplied by. */
type Moves = { readonly spot: number; readonly rate: number; readonly years: number; readonly currency: number };

function addOutright(parts: Parts, { asset, outright }: AssetBook, moves: Moves): void {
  parts.delta += outright * asset.currencyRate * moves.spot;
  if (!asset.isFuture) parts.currency += outright * asset.spot * moves.currency;
}

function addOption(parts: Parts, book: AssetBook, row: number, moves: Moves & { readonly vol: number }): void {
  const { greeks, asset } = book;
  const units = book.units[row] as number;
  const inBase = units * asset.currencyRate;
  const rho = (greeks.rho[row] as number) + (asset.isFuture ? (greeks.epsilon[row] as number) : 0);
  parts.delta += inBase * (greeks.delta[row] as number) * moves.spot;
  parts.gamma += 0.5 * inBase * (greeks.gamma[row] as number) * moves.spot * moves.spot;
  parts.vega += inBase * (greeks.vega[row] as number) * moves.vol;
  parts.theta += inBase * (greeks.theta[row] as number) * moves.years;
  parts.rho += inBase * rho * moves.rate;
  parts.currency += units * (greeks.price[row] as number) * moves.currency;
}

/** Delta, gamma and vega of a scenario with theta, rho and currency beside them; null where a Greek has no value. */
export function approximate(books: readonly AssetBook[], scenario: StressScenario): Approximation | null {
  const parts: Parts = { delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0, currency: 0 };
  for (const book of books) {
    const { asset, options } = book;
    const moves = {
      spot: shockedSpot(asset, scenario) - asset.spot,
      rate: scenario.rate,
      years: scenario.days / daysPerYear,
      currency: shockedCurrency(asset, scenario) - asset.currencyRate,
    };
    addOutright(parts, book, moves);
    for (let row = 0; row < book.units.length; row += 1) {
      const today = options.vol[row] as number;
      addOption(parts, book, row, { ...moves, vol: shockedVol(today, scenario) - today });
    }
  }
  const { delta, gamma, vega, theta, rho, currency } = parts;
  const total = delta + gamma + vega + theta + rho + currency;
  return Number.isFinite(total) ? { ...parts, total } : null;
}

/** Sums of the raw Greeks over all positions; null where one has no value. */
export function portfolioGreeks(books: readonly AssetBook[]): PortfolioGreeks | null {
  const parts: Parts = { delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0, currency: 0 };
  for (const book of books) {
    const moves = { spot: 1, rate: 1, years: 1, currency: 0, vol: 1 };
    addOutright(parts, book, moves);
    for (let row = 0; row < book.units.length; row += 1) addOption(parts, book, row, moves);
  }
  const { delta, gamma, vega, theta, rho } = parts;
  return Number.isFinite(delta + gamma + vega + theta + rho) ? { delta, gamma: 2 * gamma, vega, theta, rho } : null;
}
