import type { ChainCore } from './chain.ts';
import type { Ticker } from './ids.ts';

export type ExpectedMove = { readonly expiry: string; readonly timeYears: number; readonly move: number };

/**
 * Dealer exposure of one underlying under the stated sign convention (dealers long calls, short puts).
 * Money in account currency per +1 % move unless the name says otherwise; arrays share the index of `strikes`.
 */
export type Exposure = {
  readonly underlying: Ticker;
  readonly spot: number | null;
  readonly gexPerPercent: number | null;
  readonly grossGexPerPercent: number | null;
  readonly deltaExposure: number | null;
  readonly vannaPerVolPoint: number | null;
  readonly charmPerDay: number | null;
  readonly regime: 'positive' | 'negative' | 'neutral';
  /** The crossing nearest to spot; null when the profile never changes sign. */
  readonly zeroGamma: number | null;
  readonly crossings: readonly number[];
  readonly callWall: number | null;
  readonly putWall: number | null;
  /** Max pain of the nearest expiry. */
  readonly maxPain: number | null;
  readonly maxPainExpiry: string;
  readonly putCallOpenInterest: number | null;
  readonly strikes: readonly number[];
  readonly strikeCallGex: readonly number[];
  readonly strikePutGex: readonly number[];
  readonly strikeOpenInterest: readonly number[];
  readonly profileSpots: readonly number[];
  readonly profileGex: readonly number[];
  readonly expectedMoves: readonly ExpectedMove[];
  /** Rows used over rows wanted and the age of the oldest: the honesty band of everything above. */
  readonly rowsUsed: number;
  readonly rowsWanted: number;
  /** Fewer answers than wanted = the chain is still filling. Some options are never quoted. */
  readonly core: ChainCore;
  readonly oldestRowTime: number | null;
  /** How far the option prices are behind, ms; 0 = live. */
  readonly delayMs: number;
  /** Of the middle one of the chain's rows: neither one new row makes it new nor a few old ones old. */
  readonly eventTime: number;
};

/** Levels drawn from less of a chain wander with every row that comes. */
const fewestAnswered = 0.5;
const fewestUsed = 16;

/** Why the levels of a chain mean nothing yet; null when they do. */
export function chainFault({ core, rowsUsed }: Pick<Exposure, 'core' | 'rowsUsed'>): string | null {
  if (core.answered < fewestAnswered * core.wanted)
    return `option chain still filling: ${core.answered} of ${core.wanted} rows`;
  if (rowsUsed < fewestUsed) return `only ${rowsUsed} options have open interest and a volatility`;
  return null;
}
