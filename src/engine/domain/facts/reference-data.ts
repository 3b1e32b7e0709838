/** One value of an economic series; `vintage` = the day it was published, null = not told. */
export type MacroObservation = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly value: number | null;
  readonly unit: string;
  readonly vintage: string | null;
};

export type CompanyProfile = {
  readonly name: string;
  readonly sector: string | null;
  readonly issueType: string | null;
  /** Dollars. */
  readonly marketCap: number | null;
  readonly averageVolume: number | null;
  readonly beta: number | null;
  readonly nextEarningsDate: string | null;
};

/** How a regulator names a ticker. */
export type CompanyIdentifier = { readonly cik: string; readonly name: string; readonly exchange: string | null };

/** Which security a ticker stood for on the day the fact speaks of. */
export type SecurityIdentifier = { readonly cusip: string; readonly name: string };

export type EtfFlow = { readonly date: string; readonly shares: number; readonly dollars: number | null };

/** A part of a fund. Weight as a fraction. */
export type EtfHolding = { readonly ticker: string; readonly weight: number | null; readonly shares: number | null };

export type PriceCorrelation = { readonly other: string; readonly correlation: number; readonly days: number };

/** Average return of a calendar month over years, fractions. */
export type SeasonalMonth = {
  readonly month: number;
  readonly averageReturn: number;
  readonly medianReturn: number;
  readonly positiveShare: number;
  readonly years: number;
};

/** A vendor's word on a trading day, to check our calendar against. Times `HHMM` New York; both empty = closed all day. */
export type ExchangeDay = { readonly date: string; readonly open: string; readonly close: string };

/** A row of a vendor's screen over the whole market. */
export type ScreenedStock = {
  readonly date: string;
  readonly close: number | null;
  readonly relativeVolume: number | null;
  readonly impliedVol30: number | null;
  readonly ivRank: number | null;
  readonly netCallPremium: number | null;
  readonly netPutPremium: number | null;
  readonly callVolume: number | null;
  readonly putVolume: number | null;
};
