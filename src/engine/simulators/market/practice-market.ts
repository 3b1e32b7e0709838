import type { InstrumentId, Ticker } from '../../domain/ids.ts';
import { invariant } from '../../domain/outcome.ts';
import type { SimEpisode, SimInstrument, SimPrint, SimulatedMarket } from '../simulated-market.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { describeEpisodes } from './episodes.ts';
import { createFactorWorld } from './factor-world.ts';
import type { FeedSource, InstrumentFeed } from './instrument-feed.ts';
import { createInstrumentFeed } from './instrument-feed.ts';
import { createHistory } from './history.ts';
import { optionSource, underlyingSource } from './feed-sources.ts';
import { optionModel, optionQuote, underlyingQuote } from './quote-board.ts';
import { optionTotals } from './option-totals.ts';
import type { TradingDay } from './trading-day.ts';
import { createTradingDay } from './trading-day.ts';
import { tradingDayIndex } from './trading-days.ts';
import { hasImpliedVol, impliedVolAt, realisedVol } from './volatility-history.ts';

export type PracticeMarket = SimulatedMarket & {
  readonly seed: number;
  /** Everything known of the running date; for those who tell the market's story, never for a wire. */
  today(): TradingDay;
  /** An earlier trading date of the practice market as it was, executions and halts apart; null when there was none. */
  dayOf(date: string): TradingDay | null;
  /** Told of every execution reported to this market. */
  onExecution(listener: (id: InstrumentId, print: SimPrint) => void): () => void;
  /** Stops trading of a symbol and its options from now for some venue time; quotes empty, nothing prints. */
  halt(symbol: Ticker, durationMs: number): void;
  /** Silences every subscription until `startDay`, so that a leap to the next day does not play the hours between. */
  suspend(): void;
  /** Moves to another trading date: subscriptions stay, what is no longer listed falls silent. Call between clock runs. */
  startDay(date: string): void;
};

const optionInstruments = (day: TradingDay, symbol: string): readonly SimInstrument[] =>
  day.board(symbol)?.options.map((option) => option.instrument) ?? [];

function futuresOf(day: TradingDay, symbol: string): readonly SimInstrument[] {
  const underlying = day.bySymbol(symbol)?.instrument.conId;
  return day.futures
    .map((future) => future.instrument)
    .filter((instrument) => instrument.symbol === symbol || instrument.underlyingConId === underlying);
}

function matches(instrument: SimInstrument, pattern: string): boolean {
  return instrument.symbol.startsWith(pattern) || instrument.name.toUpperCase().includes(pattern);
}

/**
 * A synthetic market that is a pure function of seed and trading date: asking for any moment gives the same answer,
 * whatever was asked before and however fast the clock runs. Only reported executions and halts add to it.
 */
export function createPracticeMarket(options: {
  readonly seed: number;
  readonly tradingDate: string;
  readonly clock: VirtualClock;
}): PracticeMarket {
  const { seed, clock } = options;
  const world = createFactorWorld(seed);
  const history = createHistory();
  const feeds = new Map<InstrumentId, InstrumentFeed>();
  const executions = new Set<(id: InstrumentId, print: SimPrint) => void>();
  const pastDays = createBoundedCache<TradingDay>(4);
  let day = createTradingDay(world, options.tradingDate);
  const now = (): number => Math.floor(clock.now());

  function sourceOf(id: InstrumentId): FeedSource | null {
    const underlying = day.underlying(id);
    if (underlying) return underlyingSource(day, underlying);
    const option = day.option(id);
    return option ? optionSource(day, option) : null;
  }

  function feedOf(id: InstrumentId): InstrumentFeed {
    const known = feeds.get(id);
    if (known) return known;
    const source = sourceOf(id);
    invariant(source, `no instrument ${id}`);
    const feed = createInstrumentFeed(clock, source);
    feeds.set(id, feed);
    return feed;
  }

  function volatility(symbol: Ticker): { readonly impliedVol: number; readonly historicalVol: number } | null {
    const underlying = day.bySymbol(symbol);
    if (!underlying || !hasImpliedVol(underlying)) return null;
    const second = Math.max(0, Math.floor((now() - day.grid.startMs) / 1000));
    return { impliedVol: impliedVolAt(day, underlying, second), historicalVol: realisedVol(underlying, day.index - 1) };
  }

  return {
    seed,
    clock,
    today: () => day,
    dayOf(date) {
      if (date === day.date) return day;
      if (date > day.date || tradingDayIndex(date) < 1) return null;
      return pastDays.get(date, () => createTradingDay(world, date));
    },
    get tradingDate() {
      return day.date;
    },
    underlyings: () => day.spots.map((underlying) => underlying.instrument),
    byId: (id) => day.underlying(id)?.instrument ?? day.option(id)?.instrument ?? null,
    byConId: (conId) => day.byConId(conId)?.instrument ?? day.optionByConId(conId)?.instrument ?? null,
    derivatives: (symbol, secType) => (secType === 'OPT' ? optionInstruments(day, symbol) : futuresOf(day, symbol)),
    optionClasses: (symbol) => day.board(symbol)?.classes ?? [],
    option: (symbol, expiry, strike, right) =>
      optionInstruments(day, symbol).findLast(
        (option) => option.expiry === expiry && option.strike === strike && option.right === right,
      ) ?? null,
    search(pattern) {
      const wanted = pattern.trim().toUpperCase();
      if (wanted === '') return [];
      return [...day.spots, ...day.futures]
        .map((underlying) => underlying.instrument)
        .filter((instrument) => matches(instrument, wanted));
    },
    quote(id) {
      const underlying = day.underlying(id);
      if (underlying) return underlyingQuote(day, underlying, now());
      const option = day.option(id);
      return option ? optionQuote(day, option, now()) : null;
    },
    depth(id, levels) {
      const source = sourceOf(id);
      const depth = source?.depth(now()) ?? null;
      return depth ? { ...depth, bids: depth.bids.slice(0, levels), asks: depth.asks.slice(0, levels) } : null;
    },
    model(id) {
      const option = day.option(id);
      return option ? optionModel(day, option, now()) : null;
    },
    openInterest: (id) => day.option(id)?.openInterest ?? null,
    optionTotals: (symbol) => optionTotals(day, symbol, now()),
    volatility,
    history: (id, kind, barMs, fromMs, toMs) => history.bars(day, id, { kind, barMs, fromMs, toMs, nowMs: now() }),
    onQuote: (id, listener) => feedOf(id).onQuote(listener),
    onPrint: (id, listener) => feedOf(id).onPrint(listener),
    onDepth: (id, listener) => feedOf(id).onDepth(listener),
    reportExecution(id: InstrumentId, print: SimPrint) {
      const underlying = day.underlying(id);
      if (underlying) day.tape(underlying).execute(print);
      else day.optionExecutions(id).push(print);
      feeds.get(id)?.emitPrint(print);
      for (const tell of executions) tell(id, print);
    },
    onExecution(listener) {
      executions.add(listener);
      return () => executions.delete(listener);
    },
    episodes: (): readonly SimEpisode[] => describeEpisodes(seed, day.date),
    halt(symbol, durationMs) {
      const underlying = day.bySymbol(symbol);
      invariant(underlying, `no symbol ${symbol}`);
      // From the next whole second, so that nothing already shown is taken back.
      const second = Math.floor((now() - day.grid.startMs) / 1000) + 1;
      day.tape(underlying).halt(second, second + Math.ceil(durationMs / 1000));
    },
    suspend() {
      for (const feed of feeds.values()) feed.replace(null);
    },
    startDay(date) {
      day = createTradingDay(world, date);
      for (const [id, feed] of feeds) feed.replace(sourceOf(id));
    },
  };
}
