import type { InstrumentId, Ticker } from './ids.ts';
import type { OptionRight } from './instrument.ts';

/** One listed option as last seen. `null` means not known, never zero. */
export type OptionRow = {
  readonly instrument: InstrumentId;
  readonly tradingClass: string;
  readonly expiry: string;
  readonly strike: number;
  readonly right: OptionRight;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly last: number | null;
  /** Of the trading date's regular session; not known before it opens. */
  readonly volume: number | null;
  /** Open interest, contracts, as of the previous session's end. */
  readonly openInterest: number | null;
  /** Implied volatility, 1.00 = 100 %. Vendor model value unless computed from mids. */
  readonly impliedVol: number | null;
  /** Behind `receivedTime` by as much as the vendor's data is. */
  readonly eventTime: number;
  readonly receivedTime: number;
};

/** A vendor that tells nothing at all has not answered: silent rows count up to the number of the others. */
export type ChainCore = { readonly wanted: number; readonly answered: number };

/** Everything told of one underlying's options on the present trading date; rows fill in as the rotation reaches them. */
export type OptionChain = {
  readonly underlying: Ticker;
  readonly multiplier: number;
  readonly spot: number | null;
  /** Listed rows the demand asks for, and how many of them have been seen. */
  readonly wanted: number;
  readonly seen: number;
  /** Of the part that is always wanted, whoever looks: an answer is a row, or to tell nothing while options trade. */
  readonly core: ChainCore;
  readonly rows: readonly OptionRow[];
  /** Event times of the oldest and the newest row. */
  readonly oldestRowTime: number | null;
  readonly newestRowTime: number | null;
  /** Half of the core's rows are at least as new; the honest age of anything computed from this chain. */
  readonly middleRowTime: number | null;
  /** How far the vendor's data is behind, ms: the most of any row; 0 = live. */
  readonly delayMs: number;
};

/** `delayed 15 min`; null while the data is live. */
export function delayText(delayMs: number): string | null {
  return delayMs > 0 ? `delayed ${Math.round(delayMs / 60_000)} min` : null;
}

/** True when two looks at one option told the same; their times may differ. */
export function sameRow(before: OptionRow | undefined, after: OptionRow): boolean {
  return (
    before !== undefined &&
    before.instrument === after.instrument &&
    before.bid === after.bid &&
    before.ask === after.ask &&
    before.last === after.last &&
    before.volume === after.volume &&
    before.openInterest === after.openInterest &&
    before.impliedVol === after.impliedVol
  );
}

/** How much of a chain somebody wants to see beyond its usual part. */
export type ChainScope = {
  /** Expiries up to this many calendar days from today; ignored where one is named. */
  readonly untilDays: number;
  /** One expiry, `YYYYMMDD`; null = all up to `untilDays`. */
  readonly expiry: string | null;
  /** Strikes within this share of spot on both sides; null = every listed one. */
  readonly strikeShare: number | null;
};

/** How far one expiry of one class has been seen. Times null while none of its rows has come. */
export type ExpiryCoverage = {
  readonly expiry: string;
  readonly tradingClass: string;
  readonly wanted: number;
  readonly seen: number;
  readonly oldestRowTime: number | null;
  readonly newestRowTime: number | null;
};

export type ChainCoverage = {
  readonly underlying: Ticker;
  /** Nearest first. */
  readonly expiries: readonly ExpiryCoverage[];
  /** Expiries that are listed, asked for or not. */
  readonly listed: readonly string[];
};
