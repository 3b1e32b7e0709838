import type { Bar } from '../domain/bar.ts';
import type { OptionChain } from '../domain/chain.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Exposure } from '../domain/exposure.ts';
import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Quote } from '../domain/quote.ts';
import type { Volatility } from '../domain/volatility.ts';
import type { Clock } from '../ports/clock.ts';

export type VolatilityHistory = { readonly dates: readonly string[]; readonly impliedVol: readonly (number | null)[] };

/** All that is known of one ticker, and what has changed since it was last looked at. */
export type TickerBook = {
  readonly ticker: Ticker;
  instrument: InstrumentId | null;
  impliedVol30: number | null;
  quote: Quote | null;
  chain: OptionChain | null;
  dailyBars: readonly Bar[];
  fiveMinuteBars: readonly Bar[];
  volatilityHistory: VolatilityHistory | null;
  evidence: Evidence | null;
  exposure: Exposure | null;
  volatility: Volatility | null;
  /** Spot and real time of the last exposure, to decide when it is due again. */
  exposureSpot: number | null;
  exposureMs: number;
  /** Market time of the last exposure: while it stands still, nothing grows older. */
  exposureTime: number;
  chainChanged: boolean;
  /** Something a layer reads has changed. */
  dirty: boolean;
  scoredMs: number;
};

export function newTickerBook(ticker: Ticker): TickerBook {
  return {
    ticker,
    instrument: null,
    impliedVol30: null,
    quote: null,
    chain: null,
    dailyBars: [],
    fiveMinuteBars: [],
    volatilityHistory: null,
    evidence: null,
    exposure: null,
    volatility: null,
    exposureSpot: null,
    exposureMs: Number.NEGATIVE_INFINITY,
    exposureTime: Number.NEGATIVE_INFINITY,
    chainChanged: false,
    dirty: false,
    scoredMs: Number.NEGATIVE_INFINITY,
  };
}

const spotStep = 0.0005;
const slowestExposureMs = 15_000;
const fastestExposureMs = 2_000;

/**
 * Exposure and volatility are wanted when the chain changed or spot moved by 5 basis points, at least every 15 s unless market
 * time stands still; they are computed at most every 2 s. Without a chain only volatility can be told, from the vendor's
 * 30-day vol.
 */
export function quantWanted(
  book: TickerBook,
  { spot, clock }: { readonly spot: number | null; readonly clock: Pick<Clock, 'monotonicMs' | 'now'> },
): boolean {
  if (spot === null || (book.chain === null && book.impliedVol30 === null)) return false;
  const age = clock.monotonicMs() - book.exposureMs;
  if (book.chainChanged || book.exposureSpot === null) return true;
  if (age >= slowestExposureMs && clock.now() !== book.exposureTime) return true;
  return Math.abs(spot / book.exposureSpot - 1) >= spotStep;
}

/** What is wanted and may be computed already. */
export function quantDue(book: TickerBook, at: Parameters<typeof quantWanted>[1]): boolean {
  return at.clock.monotonicMs() - book.exposureMs >= fastestExposureMs && quantWanted(book, at);
}
