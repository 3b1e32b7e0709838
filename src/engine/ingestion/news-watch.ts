import type { Fact } from '../domain/facts/fact.ts';
import type { Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Bulletin, BrokerNews, Headline, NewsProvider } from '../ports/broker-news.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';

export type NewsWatchOptions = {
  readonly news: BrokerNews;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  instrumentOf(ticker: Ticker): Instrument | null;
  ready(): boolean;
  /** Lines of the account that headlines may take. */
  mostLines(): number;
  /** Called when more or fewer lines are reserved. */
  onReserved(): void;
  /** TWS had no line for a symbol; it is no longer among those in use. */
  onLineLimit(): void;
  onFacts(facts: readonly Fact[]): void;
};

type Watched = {
  line: Subscription | null;
  /** Why its line does not deliver; null = it does, or has none. */
  problem: Failure | null;
  /** Real time before which no line is asked for: TWS had none. */
  openFromMs: number;
  /** Real time of the last question for past headlines. */
  askedMs: number;
  /**
   * Newest headline an answer about the past has told, and never later than its question: past ones are asked for from
   * there. A live one says nothing about those before it, and its date may be wrong.
   */
  knownToMs: number | null;
};

/** Real ms between two questions for past headlines of any symbol: far below every limit of TWS. */
const askEveryMs = 2_000;
/** A symbol with a line of its own is asked only to find what the line has missed. */
const againMs = { line: 600_000, none: 60_000 } as const;
/** A visit of the option rotation is over by then. */
const handOverMs = 2_500;
const providersAgainMs = 60_000;
/** Windows of TWS that hold lines may be closed. */
const refusedAgainMs = 60_000;
const firstLookBackMs = 3 * 86_400_000;
const mostHeadlines = 300;

/** Headlines of the watchlist as facts: the first symbols live, all of them from the past, after every outage too. */
export class NewsWatch {
  readonly #options: NewsWatchOptions;
  readonly #watched = new Map<Ticker, Watched>();
  readonly #bulletins: Subscription;
  #providers: readonly NewsProvider[] | null = null;
  #providersAskedMs = Number.NEGATIVE_INFINITY;
  #askedMs = Number.NEGATIVE_INFINITY;
  /** Lines are taken some time after they were asked for, when the rotation has given them back. */
  #openFromMs = Number.POSITIVE_INFINITY;
  #asking = false;
  #closed = false;
  headlines = 0;
  lastHeadlineMs: number | null = null;
  /** Lists that came back cut off: what lies before is missing. */
  gaps = 0;
  errors = 0;
  failure: Failure | null = null;

  constructor(options: NewsWatchOptions) {
    this.#options = options;
    this.#bulletins = options.news.bulletins((bulletin) => this.#onBulletin(bulletin));
  }

  get lines(): number {
    let lines = 0;
    for (const watched of this.#watched.values()) if (watched.line) lines += 1;
    return lines;
  }

  /** Lines nobody else may use. */
  get reserved(): number {
    return this.#codes().length === 0 ? 0 : Math.min(this.#options.mostLines(), this.#watched.size);
  }

  /** Null until the broker has said which it has. */
  get providers(): readonly NewsProvider[] | null {
    return this.#providers;
  }

  watch(tickers: readonly Ticker[]): void {
    const wanted = new Set(tickers);
    for (const [ticker, watched] of this.#watched) {
      if (wanted.has(ticker)) continue;
      watched.line?.close();
      this.#watched.delete(ticker);
    }
    for (const ticker of tickers) {
      if (!this.#watched.has(ticker)) this.#watched.set(ticker, newlyWatched());
    }
    this.#share(tickers);
    this.#options.onReserved();
  }

  /** The connection is there again: every symbol is asked for what came meanwhile, and the providers may be others. */
  heal(): void {
    this.#providersAskedMs = Number.NEGATIVE_INFINITY;
    for (const watched of this.#watched.values()) watched.askedMs = Number.NEGATIVE_INFINITY;
  }

  /** Called once a second. */
  step(): void {
    if (!this.#options.ready() || this.#asking || this.#closed) return;
    const now = this.#options.clock.monotonicMs();
    if (now - this.#providersAskedMs >= (this.#providers === null ? providersAgainMs : Number.POSITIVE_INFINITY)) {
      this.#providersAskedMs = now;
      void this.#askProviders();
      return;
    }
    if (!this.#providers || this.#providers.length === 0) return;
    this.#share([...this.#watched.keys()]);
    if (now - this.#askedMs < askEveryMs) return;
    const due = this.#mostDue(now);
    if (due) void this.#askPast(due, now);
  }

  close(): void {
    this.#closed = true;
    this.#bulletins.close();
    for (const watched of this.#watched.values()) watched.line?.close();
    this.#watched.clear();
  }

  /** Lines go to the first symbols of the watchlist. */
  #share(tickers: readonly Ticker[]): void {
    const now = this.#options.clock.monotonicMs();
    if (now < this.#openFromMs) return;
    let left = this.#options.mostLines();
    for (const ticker of tickers) {
      const watched = this.#watched.get(ticker);
      const instrument = this.#options.instrumentOf(ticker);
      if (!watched || !instrument) continue;
      if (left <= 0) {
        watched.line?.close();
        watched.line = null;
        continue;
      }
      left -= 1;
      if (now >= watched.openFromMs) watched.line ??= this.#open(ticker, instrument, watched);
    }
  }

  #open(ticker: Ticker, instrument: Instrument, watched: Watched): Subscription {
    watched.problem = null;
    return this.#options.news.watch(instrument, this.#codes(), {
      onHeadline: (headline) => this.#keep(ticker, [headline], 'tick-news'),
      onProblem: (failure) => {
        watched.problem = failure;
        if (failure) this.#failed(failure);
        if (failure?.code === 'line-limit') this.#refused(watched);
      },
    });
  }

  #refused(watched: Watched): void {
    watched.line?.close();
    watched.line = null;
    watched.openFromMs = this.#options.clock.monotonicMs() + refusedAgainMs;
    this.#options.onLineLimit();
  }

  async #askProviders(): Promise<void> {
    this.#asking = true;
    const answer = await this.#options.news.providers();
    this.#asking = false;
    if (!answer.ok) return this.#failed(answer.failure);
    this.#providers = answer.value;
    this.failure =
      answer.value.length > 0
        ? null
        : { code: 'no-entitlement', message: 'This account has no news provider for the API' };
    this.#openFromMs = Math.min(this.#openFromMs, this.#options.clock.monotonicMs() + handOverMs);
    this.#options.onReserved();
  }

  #mostDue(now: number): Ticker | null {
    let found: { readonly ticker: Ticker; readonly overdueMs: number } | null = null;
    for (const [ticker, watched] of this.#watched) {
      if (!this.#options.instrumentOf(ticker)) continue;
      const live = watched.line !== null && watched.problem === null;
      const overdueMs = now - watched.askedMs - (live ? againMs.line : againMs.none);
      if (overdueMs >= 0 && (found === null || overdueMs > found.overdueMs)) found = { ticker, overdueMs };
    }
    return found?.ticker ?? null;
  }

  async #askPast(ticker: Ticker, now: number): Promise<void> {
    const watched = this.#watched.get(ticker);
    const instrument = this.#options.instrumentOf(ticker);
    if (!watched || !instrument) return;
    this.#asking = true;
    this.#askedMs = now;
    watched.askedMs = now;
    // A minute of overlap: providers publish out of order, and what is known already changes nothing.
    const askedTime = this.#options.clock.now();
    const fromMs = (watched.knownToMs ?? askedTime - firstLookBackMs) - 60_000;
    const query = { providers: this.#codes(), fromMs, count: mostHeadlines };
    const answer = await this.#options.news.past(instrument, query);
    this.#asking = false;
    if (this.#closed) return;
    if (!answer.ok) return this.#failed(answer.failure);
    this.failure = null;
    if (answer.value.isCut) this.gaps += 1;
    for (const { eventTime } of answer.value.headlines)
      watched.knownToMs = Math.max(watched.knownToMs ?? 0, Math.min(eventTime, askedTime));
    this.#keep(ticker, answer.value.headlines, 'historical-news');
  }

  #failed(failure: Failure): void {
    if (failure.code === 'not-connected') return;
    this.errors += 1;
    this.failure = failure;
  }

  #keep(ticker: Ticker, headlines: readonly Headline[], endpoint: string): void {
    if (headlines.length === 0) return;
    if (endpoint === 'tick-news') this.#counted();
    const receivedTime = this.#options.clock.now();
    this.#options.onFacts(headlines.map((headline) => this.#factOf(ticker, headline, { endpoint, receivedTime })));
  }

  #counted(): void {
    this.headlines += 1;
    this.lastHeadlineMs = this.#options.clock.monotonicMs();
  }

  #factOf(
    ticker: Ticker,
    { provider, articleId, text, sentiment, eventTime }: Headline,
    arrival: { readonly endpoint: string; readonly receivedTime: number },
  ): Fact<'news'> {
    const publisher = this.#providers?.find(({ code }) => code === provider)?.name ?? provider;
    return {
      ...{ kind: 'news', source: 'ibkr', subject: ticker, key: `${provider}|${articleId}`, eventTime, ...arrival },
      body: { headline: text, publisher, url: null, tickers: [ticker], sentiment, isMajor: false },
    };
  }

  #onBulletin({ number, kind, text, exchange }: Bulletin): void {
    if (text === '') return;
    this.#counted();
    const receivedTime = this.#options.clock.now();
    const isMajor = kind !== 'notice';
    const headline = exchange === '' ? text : `${exchange}: ${text}`;
    const body = { headline, publisher: 'Interactive Brokers', url: null, tickers: [], sentiment: null, isMajor };
    const key = `bulletin|${number}|${text.slice(0, 80)}`;
    const arrival = { source: 'ibkr', endpoint: 'bulletins', receivedTime, eventTime: receivedTime };
    this.#options.onFacts([{ kind: 'news', subject: '', key, body, ...arrival }]);
  }

  #codes(): readonly string[] {
    return (this.#providers ?? []).map(({ code }) => code);
  }
}

function newlyWatched(): Watched {
  const never = Number.NEGATIVE_INFINITY;
  return { line: null, problem: null, openFromMs: never, askedMs: never, knownToMs: null };
}
