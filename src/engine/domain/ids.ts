/**
 * Canonical text ids, readable in logs and stable over restarts.
 * Instrument ids: `SPY.STK`, `SPX.IND`, `VX.FUT.20261118`, `SPY.OPT.20261016.C.450`, `EUR.CASH.USD`.
 */
export type InstrumentId = string;
/** One intention of the trader or a strategy; sent to the broker as orderRef. */
export type IntentId = string;
/** The broker's key of one execution; a correction shares all but the last segment. */
export type ExecutionId = string;
export type AlertId = string;
export type TradeId = string;
/** Watchlist symbol, for example `SPY`. */
export type Ticker = string;
