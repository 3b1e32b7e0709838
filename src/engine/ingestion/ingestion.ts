import { tradingDate } from '../domain/calendar.ts';
import type { InstrumentId, Ticker } from '../domain/ids.ts';
import { ok } from '../domain/outcome.ts';
import { markOf } from '../domain/quote.ts';
import { createBeat } from '../ports/beat.ts';
import { realAgeMs, type Clock } from '../ports/clock.ts';
import type { ConnectionPhase } from '../ports/connection.ts';
import type { Fact } from '../domain/facts/fact.ts';
import type { BrokerNews } from '../ports/broker-news.ts';
import type { Log } from '../ports/log.ts';
import type { MarketData } from '../ports/market-data.ts';
import type { MarketStore } from '../ports/market-store.ts';
import type { OptionData } from '../ports/option-data.ts';
import { LatencySamples } from '../quant/statistics/latency-samples.ts';
import { BarHub } from './bar-hub.ts';
import { ChainRotation } from './chain-rotation.ts';
import { DepthRotation } from './depth-rotation.ts';
import { FeedHealth, newsHealthRow } from './feed-health.ts';
import type { Ingestion, IngestionSettings } from './ingestion-types.ts';
import { ingestionTimings, type IngestionTimings } from './ingestion-timings.ts';
import { FrontMonth } from './front-month.ts';
import { InstrumentBook } from './instrument-book.ts';
import { isStockOrIndex } from './instrument-query.ts';
import { slotsOf } from './line-budget.ts';
import { LineShortage } from './line-shortage.ts';
import { NewsWatch } from './news-watch.ts';
import { countedOptions } from './option-lines.ts';
import { QuoteBoard } from './quote-board.ts';
import { StoreKeeper } from './store-keeper.ts';
import { TapeHub } from './tape-hub.ts';
import { VolatilityWatch } from './volatility-watch.ts';
import { Watchlist } from './watchlist.ts';

export type IngestionDeps = {
  readonly marketData: MarketData;
  readonly optionData: OptionData;
  readonly store: MarketStore;
  /** Headlines that come with the data connection, and where they go; left out = none are read. */
  readonly news?: { readonly source: BrokerNews; onFacts(facts: readonly Fact[]): void };
  readonly settings: IngestionSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly timings?: Partial<IngestionTimings>;
};

/** Indices without options of their own that could be rotated over. */
const withoutChain = new Set<Ticker>(['VIX', 'VIX3M', 'VIX9D', 'VIX6M', 'VVIX', 'SKEW']);

/** Of the account's lines, how many may carry headlines: quotes and chains need the others more. */
const newsShare = 0.1;

/** Owns the market data of the program: who wants what, within the account's lines, conflated and kept. */
export function createIngestion(deps: IngestionDeps): Ingestion {
  const { marketData, store, clock } = deps;
  const log = deps.log.child('ingestion');
  const pace = { ...ingestionTimings, ...deps.timings };
  let settings = deps.settings;
  const book = new InstrumentBook(marketData);
  const front = new FrontMonth({
    marketData,
    clock,
    ready: () => marketData.connection().phase === 'ready',
    onRoll: () => apply(settings),
  });
  const watchlist = new Watchlist(book, front);
  const tickToLink = new LatencySamples('tick-to-link');
  const today = (): string => tradingDate(clock.now());
  const known = (ticker: Ticker) => {
    const id = watchlist.idOf(ticker);
    return id === null ? null : book.known(id);
  };

  const shortage = new LineShortage(settings.marketDataLines, clock);
  const linesInUse = (): number => board.usage.quotes + optionData.open + (news?.lines ?? 0);
  const onLineLimit = (): void => {
    shortage.refused(linesInUse());
    board.refresh();
  };
  const optionData = countedOptions(deps.optionData, onLineLimit);

  const health = new FeedHealth({
    marketData,
    clock,
    title: 'Market data',
    lines: () => ({ used: linesInUse(), limit: shortage.available }),
    lineShortage: () => shortage.failure,
  });
  const onGap = (): void => void (health.gaps += 1);
  const slots = (): number => slotsOf(settings.marketDataLines);
  const rows = createBeat(clock, pace.rowsMs, () => {
    watchlist.rows.flush();
    depth.books.flush();
  });
  const batches = createBeat(clock, pace.batchesMs, () => {
    bars.flush();
    tape.flush();
  });
  const onPending = batches.wake;
  const bars: BarHub = new BarHub({ marketData, book, store, clock, onGap, onPending });
  const depth: DepthRotation = new DepthRotation({ marketData, book, clock, dwellMs: pace.depthDwellMs, slots, onGap });
  const quoteOf = (id: InstrumentId) => board.quotes.get(id);
  const tape: TapeHub = new TapeHub({ marketData, book, clock, slots, onGap, onPending, quoteOf });
  const board: QuoteBoard = new QuoteBoard({
    marketData,
    book,
    clock,
    lines: () => ({ limit: shortage.available - (news?.reserved ?? 0), isShort: shortage.isShort }),
    lingerMs: pace.lingerMs,
    pace: pace.quotesMs === 0 ? 'at-once' : 'flushed',
    onQuote: (quote) => {
      if (pace.quotesMs === 0) tickToLink.add(realAgeMs(clock, quote.receivedTime));
      bars.onQuote(quote);
      tape.onQuote(quote);
    },
    onStats: (id, stats) => watchlist.onStats(id, stats),
    onProblem: (id, failure) => {
      if (failure && failure.code !== 'delayed-only' && failure.code !== 'not-connected') health.errors += 1;
      watchlist.onProblem(id, failure);
    },
    onLineLimit,
  });
  const chains: ChainRotation = new ChainRotation({
    optionData,
    store,
    clock,
    instrumentOf: known,
    spotOf: (ticker) => {
      const quote = board.quotes.get(watchlist.idOf(ticker) ?? '');
      return quote ? markOf(quote) : null;
    },
    tradingDate: today,
    capacity: () => board.usage.rotation,
    ready: () => marketData.connection().phase === 'ready',
  });
  const news: NewsWatch | null = deps.news
    ? new NewsWatch({
        news: deps.news.source,
        clock,
        instrumentOf: known,
        ready: () => marketData.connection().phase === 'ready',
        mostLines: () => Math.floor(shortage.available * newsShare),
        onReserved: () => board.refresh(),
        onLineLimit,
        onFacts: deps.news.onFacts,
      })
    : null;
  const measure = (): void => {
    health.measure();
    if (news) health.rows.set(newsHealthRow(news, marketData.connection(), clock.monotonicMs()));
    health.rows.flush();
  };
  const volatility = new VolatilityWatch({
    marketData,
    store,
    clock,
    instrumentOf: known,
    tradingDate: today,
    onError: () => void (health.errors += 1),
  });
  const keeper = new StoreKeeper({
    store,
    clock,
    log,
    bars,
    chains,
    quotes: board.quotes,
    intradayDays: () => settings.intradayDays,
    onError: () => void (health.errors += 1),
  });

  function apply(next: IngestionSettings): void {
    settings = next;
    shortage.setLimit(next.marketDataLines);
    front.watch(next.watchlist);
    watchlist.set(next.watchlist);
    board.watch(watchlist.instruments);
    const withOptions = watchlist.tickers.filter((ticker) => isStockOrIndex(ticker));
    chains.watch(withOptions.filter((ticker) => !withoutChain.has(ticker)));
    volatility.watch(withOptions);
    news?.watch(withOptions);
  }

  function flushQuotes(): void {
    for (const quote of board.quotes.pending()) tickToLink.add(realAgeMs(clock, quote.receivedTime));
    board.quotes.flush();
  }

  const stops: (() => void)[] = [];
  let before: ConnectionPhase = 'disconnected';
  const connection = marketData.onConnection(({ phase }) => {
    if (phase === 'ready' && before !== 'ready') {
      bars.heal();
      tape.heal();
      news?.heal();
      board.refresh();
    }
    before = phase;
    measure();
  });

  return {
    start() {
      for (const quote of store.quotes()) if (quote.receivedTime <= clock.now()) board.quotes.set(quote);
      apply(settings);
      for (const part of [watchlist.rows, depth.books]) part.onPending(rows.wake);
      stops.push(
        ...(pace.quotesMs === 0 ? [] : [clock.every(pace.quotesMs, flushQuotes)]),
        rows.stop,
        batches.stop,
        chains.walk(pace.rotationMs),
        clock.every(pace.housekeepingMs, () => {
          if (shortage.step()) board.refresh();
          board.turn();
          depth.turn();
          tape.turn();
          chains.publish();
          front.step();
          volatility.step();
          news?.step();
          measure();
        }),
        clock.every(pace.saveMs, () => keeper.save()),
        clock.every(pace.saveQuotesMs, () => keeper.saveQuotes()),
        clock.every(pace.pruneMs, () => keeper.prune()),
      );
      keeper.prune();
      measure();
    },
    applySettings: apply,
    watchlist: (receiver) => watchlist.rows.subscribe(receiver),
    search: (pattern) => book.search(pattern),
    async instrument(id) {
      const found = await book.resolve(id);
      if (found.ok) return found;
      return found.failure.code === 'no-contract' ? ok(null) : found;
    },
    quotes: (instruments, receiver) => board.subscribe(instruments, receiver),
    bars: (query, receiver) => board.readWith(query.instrument, () => bars.subscribe(query, receiver)),
    tape: (instrument, receiver) => board.readWith(instrument, () => tape.subscribe(instrument, receiver)),
    depth: (instrument, levels, receiver) => depth.subscribe(instrument, levels, receiver),
    chain: (underlying, receiver) => chains.subscribe(underlying, receiver),
    chainCoverage: (underlying, scope, receiver) => chains.cover(underlying, scope, receiver),
    chains: (receiver) => chains.chains.subscribe(receiver),
    volatilityHistory: (receiver) => volatility.histories.subscribe(receiver),
    health: (receiver) => health.rows.subscribe(receiver),
    latencies: () => [tickToLink.summary()].filter((summary) => summary !== null),
    storeBytes: () => store.sizeBytes(),
    close() {
      for (const stop of stops.splice(0)) stop();
      connection.close();
      news?.close();
      keeper.save();
      keeper.saveQuotes();
      for (const part of [bars, tape, depth, chains, board]) part.close();
    },
  };
}
