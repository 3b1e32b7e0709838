import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Instrument, OptionRight } from '../domain/instrument.ts';
import type { VirtualClock } from './virtual-clock.ts';

export type Unsubscribe = () => void;

export type SimQuote = {
  /** 0 sizes with null prices mean no quote on that side. */
  readonly bid: number | null;
  readonly ask: number | null;
  readonly bidSize: number;
  readonly askSize: number;
  readonly last: number | null;
  readonly lastSize: number;
  readonly volume: number;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly previousClose: number | null;
  readonly halted: boolean;
  readonly timeMs: number;
};

export type SimPrint = {
  readonly price: number;
  readonly size: number;
  /** +1 buyer-initiated, -1 seller-initiated. */
  readonly aggressor: 1 | -1;
  readonly venue: string;
  readonly conditions: string;
  readonly timeMs: number;
};

export type SimLevel = { readonly price: number; readonly size: number; readonly maker: string };
export type SimDepth = {
  readonly bids: readonly SimLevel[];
  readonly asks: readonly SimLevel[];
  readonly timeMs: number;
};

export type SimBar = {
  readonly startMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly vwap: number;
  readonly count: number;
};

/** What a historical request shows; vols as fractions (0.20 = 20 %). */
export type SimHistoryKind =
  | 'TRADES'
  | 'MIDPOINT'
  | 'BID'
  | 'ASK'
  | 'BID_ASK'
  | 'OPTION_IMPLIED_VOLATILITY'
  | 'HISTORICAL_VOLATILITY';

export type SimOptionModel = {
  readonly impliedVol: number;
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  /** Per vol point. */
  readonly vega: number;
  /** Per calendar day. */
  readonly theta: number;
  readonly underlyingPrice: number;
  readonly presentValueDividend: number;
};

export type SimInstrument = Instrument & {
  readonly conId: number;
  readonly sector: string;
  readonly industry: string;
  readonly underlyingConId: number;
  readonly timeZoneId: string;
  readonly averageVolume: number;
};

export type SimOptionClass = {
  readonly exchange: string;
  readonly underlyingConId: number;
  readonly tradingClass: string;
  readonly multiplier: number;
  readonly expiries: readonly string[];
  readonly strikes: readonly number[];
};

/** A planted period in which layers agree or mislead; known to tests and to the practice guide, never on the wire. */
export type SimEpisode = {
  readonly ticker: Ticker;
  readonly kind: string;
  readonly truth: 'agreement' | 'misleading';
  readonly direction: 'bullish' | 'bearish';
  readonly startMs: number;
  readonly endMs: number;
  readonly description: string;
};

/**
 * A market that a wire simulator can serve. All times are venue times of the virtual clock. Pull what is
 * known now, subscribe to what changes; listeners run synchronously inside the clock's step and must not throw.
 */
export interface SimulatedMarket {
  readonly clock: VirtualClock;
  /** Trading date of the running session, `YYYYMMDD`. */
  readonly tradingDate: string;
  underlyings(): readonly SimInstrument[];
  /** Every instrument of any kind by canonical id or contract number; null when it does not exist. */
  byId(id: InstrumentId): SimInstrument | null;
  byConId(conId: number): SimInstrument | null;
  /** Options and futures of an underlying symbol that are listed today. */
  derivatives(symbol: Ticker, secType: 'OPT' | 'FUT'): readonly SimInstrument[];
  optionClasses(symbol: Ticker): readonly SimOptionClass[];
  option(symbol: Ticker, expiry: string, strike: number, right: OptionRight): SimInstrument | null;
  search(pattern: string): readonly SimInstrument[];

  quote(id: InstrumentId): SimQuote | null;
  depth(id: InstrumentId, levels: number): SimDepth | null;
  model(id: InstrumentId): SimOptionModel | null;
  /** Contracts, as of the previous close; null for what has none. */
  openInterest(id: InstrumentId): number | null;
  /** Sum of today's option volume and open interest of an underlying by right. */
  optionTotals(symbol: Ticker): {
    readonly callVolume: number;
    readonly putVolume: number;
    readonly callOpenInterest: number;
    readonly putOpenInterest: number;
  } | null;
  /** 30-day implied and realised volatility of an underlying now, as fractions. */
  volatility(symbol: Ticker): { readonly impliedVol: number; readonly historicalVol: number } | null;
  /**
   * Bars in [fromMs, toMs), oldest first, including the forming bar when toMs is beyond now.
   * barMs 86_400_000 = daily, start = 00:00 UTC of the trading date. Empty when there is none.
   */
  history(id: InstrumentId, kind: SimHistoryKind, barMs: number, fromMs: number, toMs: number): readonly SimBar[];

  onQuote(id: InstrumentId, listener: (quote: SimQuote) => void): Unsubscribe;
  onPrint(id: InstrumentId, listener: (print: SimPrint) => void): Unsubscribe;
  onDepth(id: InstrumentId, listener: (depth: SimDepth) => void): Unsubscribe;
  /** A trader's execution happened: adds it to the tape and volume. */
  reportExecution(id: InstrumentId, print: SimPrint): void;
  episodes(): readonly SimEpisode[];
}
