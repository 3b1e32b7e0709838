import type { OptionRight } from '../instrument.ts';

/** Where a trade happened against the national best bid and offer; `none` = the vendor could not tell. */
export type QuoteSide = 'ask' | 'bid' | 'mid' | 'none';

/** What names one listed option. */
export type OptionTerms = {
  /** OCC symbol without padding, `SPY261016C00450000`. */
  readonly optionSymbol: string;
  /** `YYYYMMDD` */
  readonly expiry: string;
  readonly strike: number;
  readonly right: OptionRight;
};

/** One option print. Premium = price x size x multiplier, dollars. Vols and greeks of one contract, null = not told. */
export type OptionTrade = OptionTerms & {
  readonly price: number;
  /** Contracts. */
  readonly size: number;
  readonly premium: number;
  readonly side: QuoteSide;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly underlyingPrice: number | null;
  readonly impliedVol: number | null;
  readonly delta: number | null;
  readonly gamma: number | null;
  readonly vega: number | null;
  readonly theta: number | null;
  readonly openInterest: number | null;
  /** Contracts of this option traded today, this print included. */
  readonly dayVolume: number | null;
  readonly exchange: string;
  readonly isSweep: boolean;
  readonly isFloor: boolean;
  readonly isMultiLeg: boolean;
  readonly cancelled: boolean;
};

/** A vendor's remark that several prints of one option belong together. */
export type FlowAlert = OptionTerms & {
  readonly rule: string;
  readonly price: number | null;
  /** Contracts of the alerted prints. */
  readonly size: number | null;
  readonly totalPremium: number;
  readonly askPremium: number;
  readonly bidPremium: number;
  readonly tradeCount: number | null;
  readonly dayVolume: number | null;
  readonly openInterest: number | null;
  readonly underlyingPrice: number | null;
  readonly impliedVolStart: number | null;
  readonly impliedVolEnd: number | null;
  readonly hasSweep: boolean;
  readonly hasFloor: boolean;
  readonly hasMultiLeg: boolean;
  readonly allOpening: boolean;
  /** First and last print of the alert, ms since epoch; null = not told. */
  readonly startTime: number | null;
  readonly endTime: number | null;
};

/** A trading day's option totals of one underlying, dollars and contracts. */
export type OptionActivity = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly callVolume: number;
  readonly putVolume: number;
  readonly callPremium: number;
  readonly putPremium: number;
  readonly callVolumeAskSide: number | null;
  readonly callVolumeBidSide: number | null;
  readonly putVolumeAskSide: number | null;
  readonly putVolumeBidSide: number | null;
  readonly netCallPremium: number | null;
  readonly netPutPremium: number | null;
  readonly bullishPremium: number | null;
  readonly bearishPremium: number | null;
  readonly callOpenInterest: number | null;
  readonly putOpenInterest: number | null;
  readonly averageCallVolume30d: number | null;
  readonly averagePutVolume30d: number | null;
};

/** The same totals for one expiry or one strike of the day; exactly one of the two is set. */
export type OptionActivityPart = {
  readonly date: string;
  readonly expiry: string | null;
  readonly strike: number | null;
  readonly callVolume: number | null;
  readonly putVolume: number | null;
  readonly callPremium: number | null;
  readonly putPremium: number | null;
  readonly callOpenInterest: number | null;
  readonly putOpenInterest: number | null;
};

/** Net premium and volume over an interval that starts at the event time. */
export type NetFlow = {
  readonly scope: 'market' | 'sector' | 'etf-holdings' | 'ticker' | 'group';
  /** `increment`: of the interval alone, to be summed; `cumulative`: since the open. */
  readonly meaning: 'increment' | 'cumulative';
  readonly intervalMs: number;
  readonly netCallPremium: number;
  readonly netPutPremium: number;
  readonly netVolume: number | null;
  readonly netDelta: number | null;
};

/** Greek flow of one minute: delta and vega of the day's trades, signed by the aggressor where `directional`. */
export type GreekFlow = {
  readonly expiry: string | null;
  readonly directionalDelta: number;
  readonly directionalVega: number;
  readonly totalDelta: number;
  readonly totalVega: number;
  readonly volume: number | null;
};

/** How the open interest of one option changed over a session. */
export type OpenInterestChange = OptionTerms & {
  readonly date: string;
  readonly openInterest: number;
  readonly previousOpenInterest: number;
  readonly volume: number | null;
  readonly averagePrice: number | null;
};
