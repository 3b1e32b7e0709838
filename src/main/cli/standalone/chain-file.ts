import { settlementOf, type Settlement } from '../../../engine/domain/calendar.ts';
import type { BadRow } from './records.ts';

export type ChainRow = {
  /** `YYYY-MM-DD`, or the years to expiry as text when the file gives only those. */
  readonly expiry: string;
  readonly years: number;
  readonly strike: number;
  readonly cp: 1 | -1;
  /** NaN = not known. */
  readonly vol: number;
  readonly openInterest: number;
  readonly volume: number;
  /** Middle of a two-sided quote, or the day's closing price where the format has no quotes; NaN = not known. */
  readonly price: number;
  /** NaN = not known; a bid of 0 says that nobody bids. */
  readonly bid: number;
  readonly ask: number;
  /** Trading class, such as SPXW beside SPX: two of one date settle apart. Empty where the format does not say. */
  readonly root: string;
};

/** A chain as read from a file, whatever its format. */
export type ChainFile = {
  readonly format: string;
  readonly spot: number;
  readonly asOf: string;
  readonly rows: readonly ChainRow[];
  readonly badRows: readonly BadRow[];
  readonly totalRows: number;
  /** From the file itself, used unless given on the command line. */
  readonly rate?: number;
  readonly dividendYield?: number;
  readonly multiplier?: number;
};

/** What the command line adds to a file. */
export type ChainHints = { readonly spot: number | null; readonly asOf: string | null };

/** Middle of bid and ask; NaN unless both are there and uncrossed: a price is never made up. */
export function midOfQuote(bid: number, ask: number): number {
  return bid > 0 && ask >= bid ? (bid + ask) / 2 : Number.NaN;
}

export function isoDate(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}

export type OptionSymbol = {
  readonly root: string;
  readonly expiry: string;
  readonly cp: 1 | -1;
  readonly strike: number;
  readonly settlement: Settlement;
};

/** Root, expiry, side and strike from an OSI symbol such as `SPXW221212C04000000`; null when it is none. */
export function optionSymbol(text: string): OptionSymbol | null {
  const match = /^([A-Z]{1,6}) *(\d{6})([CP])(\d{8})$/.exec(text.trim());
  if (!match) return null;
  const [, root = '', date = '', side = '', strike = ''] = match;
  return {
    root,
    expiry: `20${date}`,
    cp: side === 'C' ? 1 : -1,
    strike: Number(strike) / 1000,
    settlement: settlementOf(root),
  };
}
