/** One print of the stock tape. `offExchange`: reported by a trade reporting facility, not by a lit exchange. */
export type StockPrint = {
  readonly offExchange: boolean;
  readonly price: number;
  /** Shares. */
  readonly size: number;
  /** Dollars. */
  readonly premium: number;
  readonly bid: number | null;
  readonly ask: number | null;
  /** One-letter market centre or venue name as the vendor writes it. */
  readonly venue: string;
  /** Shares traded today, cumulative; may arrive out of order. */
  readonly dayVolume: number | null;
  readonly conditions: readonly string[];
  readonly cancelled: boolean;
};

/** Volume by price of one day, aligned columns, prices ascending. */
export type PriceLevels = {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly prices: readonly number[];
  readonly litVolumes: readonly (number | null)[];
  readonly offExchangeVolumes: readonly (number | null)[];
};
