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
  /** Rows that have answered: fewer than wanted = the chain is still filling. Some are never quoted. */
  readonly rowsAnswered: number;
  readonly rowsWanted: number;
  readonly oldestRowTime: number | null;
  readonly eventTime: number;
};

/** Levels drawn from less of a chain wander with every row that comes. */
const fewestAnswered = 0.5;
const fewestUsed = 16;

/** Why the levels of a chain mean nothing yet; null when they do. */
export function chainFault({ rowsAnswered, rowsWanted, rowsUsed }: ChainRows): string | null {
  if (rowsAnswered < fewestAnswered * rowsWanted)
    return `option chain still filling: ${rowsAnswered} of ${rowsWanted} rows`;
  if (rowsUsed < fewestUsed) return `only ${rowsUsed} of ${rowsWanted} options have open interest and a volatility`;
  return null;
}
type ChainRows = Pick<Exposure, 'rowsAnswered' | 'rowsWanted' | 'rowsUsed'>;
