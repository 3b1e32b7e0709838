/** Quotes in time order. */
export type TimedQuotes = {
  /** ms; which zero is up to the caller, as long as trades use the same. */
  readonly timeMs: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
};

/** Trades in time order. */
export type TimedTrades = {
  readonly timeMs: Float64Array;
  readonly price: Float64Array;
  readonly size: Float64Array;
};

export type TapeReader = {
  quote(row: number): void;
  trade(row: number): void;
};

/** Both tapes as one sequence of events; at the same millisecond quotes come first. */
export function readInOrder(quotes: TimedQuotes, trades: TimedTrades, reader: TapeReader): void {
  let quote = 0;
  for (let trade = 0; trade < trades.timeMs.length; trade += 1) {
    const timeMs = trades.timeMs[trade] as number;
    while (quote < quotes.timeMs.length && (quotes.timeMs[quote] as number) <= timeMs) {
      reader.quote(quote);
      quote += 1;
    }
    reader.trade(trade);
  }
  for (; quote < quotes.timeMs.length; quote += 1) reader.quote(quote);
}
