export type NewsItem = {
  readonly headline: string;
  readonly publisher: string;
  readonly url: string | null;
  readonly tickers: readonly string[];
  /** -1 bearish .. 1 bullish, the vendor's; null = not told. */
  readonly sentiment: number | null;
  readonly isMajor: boolean;
};

export type EventImportance = 'low' | 'medium' | 'high' | 'holiday' | 'unknown';

/** A scheduled economic release. Values as written by the source, with their unit. */
export type EconomicEvent = {
  readonly name: string;
  /** Two-letter country, or the currency area the source names. */
  readonly country: string;
  /** Ms since epoch; null = only the day is known. */
  readonly scheduledTime: number | null;
  /** New York day, `YYYYMMDD`. */
  readonly date: string;
  readonly importance: EventImportance;
  readonly actual: number | null;
  readonly forecast: number | null;
  readonly previous: number | null;
  readonly unit: string;
  readonly period: string;
};

export type EarningsEvent = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly session: 'before-open' | 'after-close' | 'during' | 'unknown';
  readonly fiscalQuarterEnd: string | null;
  readonly epsEstimate: number | null;
  readonly epsActual: number | null;
  readonly revenueEstimate: number | null;
  readonly revenueActual: number | null;
  /** Fraction of spot the options expected. */
  readonly expectedMove: number | null;
};

export type AnalystRating = {
  readonly firm: string;
  readonly analyst: string;
  readonly action: string;
  readonly recommendation: string;
  readonly target: number | null;
};

/** A drug decision or trial date. */
export type FdaEvent = {
  readonly drug: string;
  readonly catalyst: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly description: string;
};
