import type { Ticker } from './ids.ts';

/** Volatility of one underlying; vols as fractions (0.20 = 20 %), rank and percentile 0..100. */
export type Volatility = {
  readonly underlying: Ticker;
  readonly impliedVol30: number | null;
  readonly impliedVolRank: number | null;
  readonly impliedVolPercentile: number | null;
  /** Daily closes the rank is based on. */
  readonly historyDays: number;
  readonly realizedVol20: number | null;
  readonly termStructure: readonly { readonly expiry: string; readonly timeYears: number; readonly atmVol: number }[];
  readonly smile: readonly {
    readonly expiry: string;
    readonly strike: number;
    readonly impliedVol: number;
    readonly right: 'C' | 'P';
  }[];
  /** Skew of the expiry nearest to 30 days. */
  readonly skew: {
    readonly expiry: string;
    readonly riskReversal25: number | null;
    readonly butterfly25: number | null;
  } | null;
  /** How far the option prices are behind, ms; 0 = live. */
  readonly delayMs: number;
  readonly eventTime: number;
};
