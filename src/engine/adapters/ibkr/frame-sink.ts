/** One bar as it stood on the wire; `date` is epoch seconds for intraday and `YYYYMMDD` for daily bars. NaN = not told. */
export type WireBar = {
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** A headline as it stood on the wire: epoch ms, or `2026-10-05 14:00:00.0`. */
export type WireHeadline = {
  readonly time: string;
  readonly provider: string;
  readonly articleId: string;
  readonly headline: string;
  readonly extra: string;
};

/** What the hot decoder says about one request id. Numbers are NaN when TWS did not tell them. */
export interface Route {
  price?(tickType: number, price: number, size: number): void;
  size?(tickType: number, size: number): void;
  value?(tickType: number, value: number): void;
  text?(tickType: number, text: string): void;
  option?(tickType: number, impliedVol: number, delta: number, underlyingPrice: number): void;
  /** operation 0 insert, 1 update, 2 delete; side 0 ask, 1 bid. */
  depth?(position: number, operation: number, side: number, price: number, size: number, maker: string): void;
  trade?(timeSec: number, price: number, size: number, mask: number, venue: string, conditions: string): void;
  pastTrade?(timeSec: number, price: number, size: number, mask: number, venue: string, conditions: string): void;
  pastTradesEnd?(): void;
  /** 1 live, 2 frozen, 3 delayed, 4 delayed frozen. */
  dataType?(type: number): void;
  bars?(bars: readonly WireBar[]): void;
  news?(item: WireHeadline): void;
  /** The list is complete; true = older ones were left out. */
  newsEnd?(isCut: boolean): void;
  /** 0 text or HTML, 1 a document in base64. */
  article?(type: number, text: string): void;
  problem?(code: number, message: string): void;
}

export interface FrameSink {
  route(reqId: number): Route | undefined;
  error(id: number, code: number, message: string): void;
}
