import type { Ticker } from './ids.ts';
import type { OptionRight } from './instrument.ts';

/** The option print that weighs most in a window. */
export type LargestTrade = {
  readonly optionSymbol: string;
  readonly right: OptionRight;
  readonly strike: number;
  readonly expiry: string;
  readonly premium: number;
  readonly leans: 'bullish' | 'bearish' | 'neither';
  readonly isSweep: boolean;
  readonly eventTime: number;
};

/**
 * Option flow of a ticker over a sliding window, premium in dollars, older premium counting less. Bullish = calls
 * bought or puts sold by the aggressor, bearish = the reverse; what has no side leans neither way.
 */
export type FlowSummary = {
  readonly from: 'trades' | 'alerts';
  readonly windowMs: number;
  readonly trades: number;
  readonly bullishPremium: number;
  readonly bearishPremium: number;
  readonly unsidedPremium: number;
  /** Part of the sided premium that was swept over several exchanges. */
  readonly sweptShare: number;
  readonly largest: LargestTrade | null;
  readonly newestTime: number;
};

/** One minute of option premium in dollars, before any decay. */
export type FlowMinute = {
  readonly startMs: number;
  readonly trades: number;
  readonly bullish: number;
  readonly bearish: number;
  readonly unsided: number;
};

/** What a flow summary is made of, oldest minute first. */
export type FlowMinutes = {
  readonly ticker: Ticker;
  readonly from: FlowSummary['from'];
  readonly minutes: readonly FlowMinute[];
};

export type OffExchangeLevel = { readonly price: number; readonly shares: number; readonly premium: number };

/** Today's off-exchange blocks of a ticker. Dollars; sides by where a print stood between bid and ask, levels of prices the market made. */
export type OffExchangeSummary = {
  readonly date: string;
  readonly prints: number;
  readonly blocks: number;
  readonly boughtPremium: number;
  readonly soldPremium: number;
  /** Of blocks between bid and ask, and of those that have no side at all. */
  readonly unsidedPremium: number;
  /** Heaviest prices, heaviest first. */
  readonly levels: readonly OffExchangeLevel[];
  readonly newestTime: number;
};

type InsiderSide = { readonly transactions: number; readonly owners: number; readonly value: number };

/** Open-market trading of a company's insiders outside plans fixed in advance, over some months. */
export type InsiderSummary = {
  readonly windowDays: number;
  readonly purchases: InsiderSide;
  readonly sales: InsiderSide;
  /** Dollars with recent transactions, officers and owners of their own counting more; purchases less weighted sales. */
  readonly weightedNet: number;
  readonly plannedSales: number;
  readonly newest: string;
  readonly newestTime: number;
};

/** What is known of the shorts in a ticker; null = not told. */
export type ShortSummary = {
  readonly settlementDate: string | null;
  /** Vendor id of who told of the report. */
  readonly reportSource: string | null;
  readonly shares: number | null;
  readonly changePercent: number | null;
  readonly daysToCover: number | null;
  readonly ofFloat: number | null;
  /** Percent a year. */
  readonly feeRate: number | null;
  /** Vendor id: FINRA divides by the day's off-exchange volume, others by a volume of their own. */
  readonly shortVolumeSource: string | null;
  /** Short part of the newest day's volume, and its mean and deviation over the days before, all of that source. */
  readonly shortVolumeRatio: number | null;
  readonly usualShortVolumeRatio: number | null;
  readonly shortVolumeDeviation: number | null;
  readonly newestTime: number;
};

/** What vendors beside the broker have told of a ticker, condensed; null = nothing. */
export type Evidence = {
  readonly ticker: Ticker;
  readonly flow: FlowSummary | null;
  readonly offExchange: OffExchangeSummary | null;
  readonly insiders: InsiderSummary | null;
  readonly shorts: ShortSummary | null;
};
