/**
 * Calls and puts of one expiry by strike, one length, any order. A bid that is 0, NaN or above its ask is no bid; an ask
 * that is NaN leaves the row without a mid.
 */
export type StripQuotes = {
  readonly strike: Float64Array;
  readonly callBid: Float64Array;
  readonly callAsk: Float64Array;
  readonly putBid: Float64Array;
  readonly putAsk: Float64Array;
};

/** Strikes ascending, each once, with mids; a side without a live bid is marked, its mid stays usable for parity. */
export type PricedStrip = {
  readonly strike: Float64Array;
  /** NaN where there is none. */
  readonly callMid: Float64Array;
  readonly putMid: Float64Array;
  /** 1 where the bid is live. */
  readonly callBidLive: Uint8Array;
  readonly putBidLive: Uint8Array;
};

function middle(bid: number, ask: number): number {
  return bid >= 0 && ask >= bid ? 0.5 * (bid + ask) : Number.NaN;
}

function isLive(bid: number, ask: number): boolean {
  return bid > 0 && ask >= bid;
}

/** Null when a strike is not a positive number or stands there twice. */
export function pricedStrip(quotes: StripQuotes): PricedStrip | null {
  const { strike, callBid, callAsk, putBid, putAsk } = quotes;
  const at = (column: Float64Array, row: number) => column[row] ?? Number.NaN;
  const rows = Array.from(strike, (_value, row) => row).sort((left, right) => at(strike, left) - at(strike, right));
  for (const [index, row] of rows.entries()) {
    const here = at(strike, row);
    const before = index === 0 ? 0 : at(strike, rows[index - 1] ?? -1);
    if (!(here > before) || here === Number.POSITIVE_INFINITY) return null;
  }
  return {
    strike: Float64Array.from(rows, (row) => at(strike, row)),
    callMid: Float64Array.from(rows, (row) => middle(at(callBid, row), at(callAsk, row))),
    putMid: Float64Array.from(rows, (row) => middle(at(putBid, row), at(putAsk, row))),
    callBidLive: Uint8Array.from(rows, (row) => Number(isLive(at(callBid, row), at(callAsk, row)))),
    putBidLive: Uint8Array.from(rows, (row) => Number(isLive(at(putBid, row), at(putAsk, row)))),
  };
}
