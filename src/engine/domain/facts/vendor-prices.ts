/** Top of book and day as a vendor beside the broker sees them; null = not told. */
export type VendorQuote = {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly bidSize: number | null;
  readonly askSize: number | null;
  readonly last: number | null;
  readonly lastSize: number | null;
  readonly volume: number | null;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly previousClose: number | null;
  /** The numbers are at least this old by the vendor's rules, ms; 0 = real time. */
  readonly delayMs: number;
};

export type VendorTrade = {
  readonly price: number;
  readonly size: number;
  readonly venue: string;
  readonly conditions: readonly string[];
  /** Taken back: it did not happen. */
  readonly cancelled: boolean;
};

/** A finished or forming bar; daily bars start at 00:00 UTC of their trading date. */
export type VendorBar = {
  readonly intervalMs: number;
  readonly start: number;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number;
  readonly volume: number | null;
};

/** A futures contract's day. Prices in points; a price the exchange left empty is null. */
export type FutureDay = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly expiry: string;
  readonly contract: string;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly settlement: number | null;
  readonly volume: number | null;
  readonly openInterest: number | null;
};

/** A vendor's own indicator value, kept to compare with ours. */
export type VendorIndicator = {
  readonly name: string;
  readonly period: number | null;
  readonly intervalMs: number;
  readonly start: number;
  readonly value: number;
};

export type TradingStatus = { readonly halted: boolean; readonly reason: string };
