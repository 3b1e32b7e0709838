/** Short sales of a day as one reporter saw them; off-exchange volume only where FINRA reports. Shares. */
export type ShortVolume = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly shortVolume: number;
  readonly exemptVolume: number | null;
  readonly totalVolume: number;
  readonly markets: string;
};

/** Shares sold short and not yet bought back, twice a month. */
export type ShortInterest = {
  readonly settlementDate: string;
  readonly shares: number;
  readonly previousShares: number | null;
  readonly averageDailyVolume: number | null;
  readonly daysToCover: number | null;
  /** Percent against the previous report. */
  readonly changePercent: number | null;
  readonly isRevised: boolean;
  /** Fraction of the float; null = float unknown. */
  readonly ofFloat: number | null;
};

/** What borrowing costs. Rates in percent a year. */
export type ShortAvailability = {
  readonly feeRate: number | null;
  readonly rebateRate: number | null;
  readonly sharesAvailable: number | null;
};

export type FailsToDeliver = { readonly date: string; readonly quantity: number; readonly price: number | null };

/** A week of trading in alternative systems or elsewhere off exchange; one level of detail, so that sums are not double. */
export type OffExchangeWeek = {
  /** Monday, `YYYYMMDD`. */
  readonly weekStart: string;
  readonly kind: 'ats' | 'otc';
  readonly tier: string;
  /** Empty = all venues together. */
  readonly venue: string;
  readonly shares: number;
  readonly trades: number;
};
