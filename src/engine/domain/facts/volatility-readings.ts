/** A day's implied volatility against its own year. Vols as fractions, rank 0..100. */
export type IvRankDay = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly impliedVol: number | null;
  readonly rank: number | null;
  readonly close: number | null;
};

/** Implied and realised volatility with their range over a year; fractions, ranks 0..100. */
export type VolatilityStats = {
  readonly date: string;
  readonly impliedVol: number | null;
  readonly impliedVolHigh: number | null;
  readonly impliedVolLow: number | null;
  readonly impliedVolRank: number | null;
  readonly realisedVol: number | null;
  readonly realisedVolHigh: number | null;
  readonly realisedVolLow: number | null;
};

/** At-the-money volatility by expiry or by constant days; aligned columns, nearest first. */
export type VolTermStructure = {
  readonly date: string;
  readonly expiries: readonly (string | null)[];
  readonly days: readonly number[];
  readonly impliedVols: readonly (number | null)[];
  /** Fraction of spot. */
  readonly impliedMoves: readonly (number | null)[];
};

/** Put volatility less call volatility at a delta, as a fraction; the vendor's sign. */
export type RiskReversalDay = {
  readonly date: string;
  readonly expiry: string;
  /** 0.10 or 0.25 */
  readonly delta: number;
  readonly riskReversal: number;
};

export type RealisedVolDay = {
  readonly date: string;
  readonly realisedVol: number | null;
  readonly impliedVol: number | null;
  readonly price: number | null;
};

/** Put/call ratio of a market segment over a day. */
export type PutCallRatio = {
  readonly date: string;
  readonly callVolume: number | null;
  readonly putVolume: number | null;
  readonly ratio: number;
};
