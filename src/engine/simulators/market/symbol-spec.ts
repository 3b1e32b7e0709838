import type { SecType } from '../../domain/instrument.ts';

/** How a symbol's price comes about. */
export type PriceSource = 'factors' | 'vix' | 'vix3m';

export type SkewSpec = {
  /** SSVI correlation, -1..1; negative = puts richer. */
  readonly rho: number;
  /** SSVI power-law level; eta^2 (1 + |rho|) <= 4 keeps butterflies free of arbitrage. */
  readonly eta: number;
};

export type OptionSpec = {
  /** Expiries on every trading day of the next two weeks, else Fridays only. */
  readonly daily: boolean;
  readonly strikeStep: number;
  /** Open interest of the whole chain, contracts. */
  readonly openInterest: number;
  readonly skew: SkewSpec;
};

/** The unchanging facts of one simulated underlying. */
export type SymbolSpec = {
  readonly symbol: string;
  readonly name: string;
  readonly secType: SecType;
  readonly exchange: string;
  readonly primaryExchange: string;
  readonly sector: string;
  readonly industry: string;
  readonly source: PriceSource;
  /** Close of the anchor date. */
  readonly price: number;
  readonly tick: number;
  readonly beta: number;
  readonly sectorBeta: number;
  /** Own annual volatility beyond market and sector, 0.2 = 20 %. */
  readonly ownVol: number;
  readonly dividendYield: number;
  /** Usual volume of a day in shares or contracts; 0 for indices. */
  readonly volume: number;
  /** Usual number of prints a day. */
  readonly prints: number;
  /** Usual half-spread beyond the rounding to ticks, in ticks. */
  readonly halfSpreadTicks: number;
  readonly quotesPerSecond: 1 | 2 | 4;
  readonly options: OptionSpec | null;
};

export const interestRate = 0.038;

/** An index has a value, no market: no bid, no ask, no volume. */
export function isIndex(spec: SymbolSpec): boolean {
  return spec.secType === 'IND';
}

/** Currencies and cryptocurrencies know no opening and no close of a stock exchange. */
export function isRoundTheClock({ secType }: Pick<SymbolSpec, 'secType'>): boolean {
  return secType === 'CASH' || secType === 'CRYPTO';
}
