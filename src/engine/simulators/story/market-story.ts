import type { OptionRight } from '../../domain/instrument.ts';

/** A company or fund of the practice market as regulators and vendors know it. */
export type StoryCompany = {
  readonly symbol: string;
  readonly name: string;
  readonly kind: 'stock' | 'etf' | 'index';
  readonly sector: string;
  readonly industry: string;
  /** Ten digits; `''` for indices. */
  readonly cik: string;
  /** Nine characters; `''` for indices. */
  readonly cusip: string;
  readonly exchange: string;
  readonly sharesOutstanding: number;
  readonly floatShares: number;
  readonly dividendYield: number;
  readonly beta: number;
};

/** One listed option now. Greeks as `SimOptionModel` states them. */
export type StoryOption = {
  readonly optionSymbol: string;
  readonly tradingClass: string;
  readonly underlying: string;
  readonly expiry: string;
  readonly strike: number;
  readonly right: OptionRight;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly bidSize: number;
  readonly askSize: number;
  readonly last: number | null;
  readonly lastTimeMs: number | null;
  readonly volume: number;
  readonly openInterest: number;
  readonly previousOpenInterest: number;
  readonly impliedVol: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly rho: number;
  readonly theoretical: number;
};

/** One option print; the sizes of an option's prints add up to the volume its chain row and TWS show. */
export type StoryOptionTrade = {
  /** Unique, the same in every run of the seed. */
  readonly id: string;
  readonly timeMs: number;
  readonly option: Pick<
    StoryOption,
    'optionSymbol' | 'tradingClass' | 'underlying' | 'expiry' | 'strike' | 'right' | 'openInterest'
  >;
  readonly price: number;
  readonly size: number;
  readonly bid: number;
  readonly ask: number;
  readonly underlyingPrice: number;
  readonly impliedVol: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly exchange: string;
  /** Of the option today, this print included. */
  readonly dayVolume: number;
  readonly aggressor: 'buyer' | 'seller' | 'none';
  /** Parts of one order swept over several exchanges share a number. */
  readonly sweep: string | null;
  readonly isFloor: boolean;
  readonly isMultiLeg: boolean;
};

/** One stock print, lit or reported off exchange; the same prints TWS shows. */
export type StoryStockPrint = {
  readonly id: string;
  readonly symbol: string;
  readonly timeMs: number;
  readonly price: number;
  readonly size: number;
  readonly bid: number;
  readonly ask: number;
  readonly bidSize: number;
  readonly askSize: number;
  readonly offExchange: boolean;
  readonly venue: string;
  readonly aggressor: 'buyer' | 'seller';
  readonly dayVolume: number;
  /** Its number in the symbol's day, the same whoever asks. */
  readonly sequence: number;
  /** When it is taken back; null = it stands. Volumes and bars keep it. */
  readonly cancelledMs: number | null;
};

export type StoryInsiderFiling = {
  readonly accession: string;
  readonly acceptedMs: number;
  readonly filingDate: string;
  readonly company: StoryCompany;
  readonly owner: {
    readonly cik: string;
    readonly name: string;
    readonly title: string;
    readonly isDirector: boolean;
    readonly isOfficer: boolean;
    readonly isTenPercentOwner: boolean;
  };
  readonly isPlanned: boolean;
  readonly isAmendment: boolean;
  readonly rows: readonly {
    readonly date: string;
    readonly code: 'P' | 'S' | 'A' | 'M' | 'F' | 'G';
    readonly acquired: boolean;
    readonly shares: number;
    /** Null = told in a footnote. */
    readonly price: number | null;
    readonly sharesAfter: number;
    readonly isDirect: boolean;
    readonly derivative: { readonly title: string; readonly exercisePrice: number; readonly expiry: string } | null;
  }[];
};

export type StoryInstitutionFiling = {
  readonly accession: string;
  readonly managerCik: string;
  readonly managerName: string;
  readonly reportDate: string;
  readonly filingDate: string;
  readonly acceptedMs: number;
  readonly holdings: readonly {
    readonly company: StoryCompany;
    readonly shares: number;
    readonly value: number;
    readonly option: OptionRight | null;
    readonly sharesChange: number;
  }[];
};

export type StoryShortDay = {
  readonly date: string;
  readonly symbol: string;
  readonly shortVolume: number;
  readonly exemptVolume: number;
  readonly totalVolume: number;
};
export type StoryShortInterest = {
  readonly settlementDate: string;
  readonly publishedMs: number;
  readonly symbol: string;
  readonly shares: number;
  readonly previousShares: number;
  readonly averageDailyVolume: number;
  readonly feeRate: number;
  readonly sharesAvailable: number;
};
export type StoryAtsWeek = {
  readonly weekStart: string;
  readonly publishedMs: number;
  readonly symbol: string;
  /** Four letters. All venues of a symbol and week add up to its off-exchange prints of that week. */
  readonly venue: string;
  readonly venueName: string;
  /** A crossing system, or a dealer outside of any. */
  readonly kind: 'ATS' | 'OTC';
  readonly shares: number;
  readonly trades: number;
};
export type StoryNews = {
  readonly id: string;
  readonly timeMs: number;
  readonly headline: string;
  readonly publisher: string;
  readonly symbols: readonly string[];
  readonly sentiment: number;
  readonly isMajor: boolean;
};
export type StoryEconomicEvent = {
  readonly id: string;
  readonly name: string;
  readonly scheduledMs: number;
  readonly importance: 'low' | 'medium' | 'high';
  readonly unit: string;
  readonly period: string;
  readonly forecast: number | null;
  readonly previous: number | null;
  /** Null before its time. */
  readonly actual: number | null;
};
export type StoryEarnings = {
  readonly symbol: string;
  readonly date: string;
  readonly session: 'before-open' | 'after-close';
  readonly fiscalQuarterEnd: string;
  readonly epsEstimate: number;
  readonly epsActual: number | null;
  readonly revenueEstimate: number;
  readonly revenueActual: number | null;
};
export type StoryDailyBar = {
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};
export type StoryFutureDay = {
  readonly date: string;
  readonly expiry: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly settle: number;
  readonly volume: number;
  readonly openInterest: number;
};

export type StoryQuote = {
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
  readonly timeMs: number;
};

/**
 * The practice market as the outside world would report it. Every answer is a pure function of seed and venue time, so
 * that what one vendor says of a sweep, a print or a filing is what all the others say. Times ms since epoch, venue
 * clock; ranges are [fromMs, toMs) and never reach beyond now.
 */
export interface MarketStory {
  readonly seed: number;
  now(): number;
  /** `YYYYMMDD` of the running session. */
  tradingDate(): string;
  companies(): readonly StoryCompany[];
  company(symbol: string): StoryCompany | null;
  quote(symbol: string): StoryQuote | null;
  /** The whole listed chain as of now, or as of the last session's end when closed. */
  chain(symbol: string): readonly StoryOption[];
  optionTrades(symbol: string, fromMs: number, toMs: number): readonly StoryOptionTrade[];
  stockPrints(symbol: string, fromMs: number, toMs: number): readonly StoryStockPrint[];
  /** Prints that were taken back in this span. */
  cancelledPrints(symbol: string, fromMs: number, toMs: number): readonly StoryStockPrint[];
  /** Runs inside the venue clock each venue `everyMs`; answers how to stop. */
  every(everyMs: number, task: () => void): () => void;
  dailyBars(symbol: string, fromDate: string, toDate: string): readonly StoryDailyBar[];
  minuteBars(symbol: string, date: string): readonly (StoryDailyBar & { readonly startMs: number })[];
  /** VX monthly contracts by expiry: the settled days. */
  futureDays(fromDate: string, toDate: string): readonly StoryFutureDay[];
  insiderFilings(fromDate: string, toDate: string): readonly StoryInsiderFiling[];
  institutionFilings(fromDate: string, toDate: string): readonly StoryInstitutionFiling[];
  shortVolume(date: string, symbol?: string): readonly StoryShortDay[];
  /** Of every company, or of one alone, which is as much cheaper. */
  shortInterest(settlementDate: string, symbol?: string): readonly StoryShortInterest[];
  /** Settlement dates published by now, newest first. */
  shortInterestDates(): readonly string[];
  atsWeek(weekStart: string, symbol?: string): readonly StoryAtsWeek[];
  news(fromMs: number, toMs: number): readonly StoryNews[];
  economicEvents(fromDate: string, toDate: string): readonly StoryEconomicEvent[];
  earnings(fromDate: string, toDate: string): readonly StoryEarnings[];
  /** FRED-style series by id (`DGS10`, `DFF`, `VIXCLS` ...): percent or points, null on closed days; empty = no such series. */
  macroSeries(
    id: string,
    fromDate: string,
    toDate: string,
  ): readonly { readonly date: string; readonly value: number | null }[];
}
