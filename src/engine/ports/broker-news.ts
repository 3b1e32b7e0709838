import type { Instrument } from '../domain/instrument.ts';
import type { Failure, Outcome } from '../domain/outcome.ts';
import type { Subscription } from './connection.ts';
import type { MarketDataCode } from './market-data.ts';

export type NewsProvider = { readonly code: string; readonly name: string };

/** One headline, cleaned of everything that is not text. */
export type Headline = {
  /** Code of the provider. */
  readonly provider: string;
  readonly articleId: string;
  readonly text: string;
  /** -1 bearish .. 1 bullish as the broker's machine reads it; null = not told. */
  readonly sentiment: number | null;
  /** When it was published, whole seconds, ms since epoch. */
  readonly eventTime: number;
};

/** A notice of the broker itself. */
export type Bulletin = {
  readonly number: number;
  readonly kind: 'notice' | 'exchange-unavailable' | 'exchange-available';
  readonly text: string;
  readonly exchange: string;
};

export type HeadlineListener = {
  onHeadline(headline: Headline): void;
  onProblem(failure: Failure<MarketDataCode> | null): void;
};

/** Headlines that come with a broker's data connection. Watching survives reconnects; what came meanwhile is in `past`. */
export interface BrokerNews {
  readonly id: string;
  /** Those this account may read; empty = none. */
  providers(): Promise<Outcome<readonly NewsProvider[], MarketDataCode>>;
  /** Headlines published in (fromMs, now], oldest first; `isCut` = there were more than `count`, and the older ones are missing. */
  past(
    instrument: Instrument,
    query: { readonly providers: readonly string[]; readonly fromMs: number; readonly count: number },
  ): Promise<Outcome<{ readonly headlines: readonly Headline[]; readonly isCut: boolean }, MarketDataCode>>;
  /** Headlines from now on. Takes a market data line of the account. */
  watch(instrument: Instrument, providers: readonly string[], listener: HeadlineListener): Subscription;
  /** Text of one article, bounded, without markup. */
  article(provider: string, articleId: string): Promise<Outcome<string, MarketDataCode>>;
  bulletins(listener: (bulletin: Bulletin) => void): Subscription;
}
