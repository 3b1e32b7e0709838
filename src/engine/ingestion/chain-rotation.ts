import { sessionPhase } from '../domain/calendar.ts';
import type { ChainCoverage, ChainScope, OptionChain } from '../domain/chain.ts';
import type { Ticker } from '../domain/ids.ts';
import type { Failure } from '../domain/outcome.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { MarketDataCode } from '../ports/market-data.ts';
import type { OptionTick } from '../ports/option-data.ts';
import { ChainSource, type ChainSourceOptions } from './chain-source.ts';
import type { ChainSlot } from './chain-slot.ts';
import { FanOut } from './fan-out.ts';
import type { LatestReceiver } from './ingestion-types.ts';

export type ChainRotationOptions = ChainSourceOptions & {
  readonly clock: Pick<Clock, 'after' | 'speed'>;
  /** Market data lines free for options right now. */
  capacity(): number;
  ready(): boolean;
};

type Visit = {
  readonly source: ChainSource;
  readonly slot: ChainSlot;
  readonly sinceMs: number;
  line: Subscription | null;
  tick: OptionTick | null;
  failure: Failure<MarketDataCode> | null;
};

/** Longest stay on one option; most tell everything within a few hundred ms. */
const dwellMs = 1_500;
/** A visit is two messages, of about 37 that this connection may spend on data each second. */
const visitsPerSecond = 16;
/** Once this many visits in a row have told nothing new, the market rests and so does the walk. */
const restAfterVisits = 200;
/** Enough to notice that something moves again; a spot that moves is noticed by itself. Of a market that runs faster, more. */
const [restingVisitsPerSecond, mostRestingPerSecond] = [0.2, 1];
const pauseMs = 300_000;
/** Of four visits one goes to chains somebody looks at, and a second one until each of their options has been seen. */
const turns = 4;

/** Walks the account's spare lines over the options of all underlyings, so that every chain keeps filling. */
export class ChainRotation {
  readonly chains = new FanOut<OptionChain>((chain) => chain.underlying);
  readonly #coverages = new FanOut<ChainCoverage>((coverage) => coverage.underlying);
  readonly #covered = new Map<Ticker, number>();
  readonly #options: ChainRotationOptions;
  readonly #sources = new Map<Ticker, ChainSource>();
  readonly #visits = new Set<Visit>();
  readonly #dirty = new Set<ChainSource>();
  #watched: readonly Ticker[] = [];
  #turn = 0;
  #allowance = 0;
  #visitsWithoutNews = 0;
  #filledMs: number;
  #pausedUntilMs = -Infinity;

  constructor(options: ChainRotationOptions) {
    this.#options = options;
    this.#filledMs = options.clock.monotonicMs();
  }

  get lines(): number {
    return this.#visits.size;
  }

  /** Nothing has been news for a while: to look less often costs nothing. */
  get resting(): boolean {
    return this.#visitsWithoutNews >= restAfterVisits;
  }

  watch(tickers: readonly Ticker[]): void {
    this.#watched = tickers;
    for (const ticker of tickers) this.#source(ticker);
    for (const [ticker, source] of this.#sources) {
      if (tickers.includes(ticker) || source.demands > 0) continue;
      this.#sources.delete(ticker);
      this.chains.remove(ticker);
    }
  }

  subscribe(ticker: Ticker, receiver: LatestReceiver<OptionChain>): Subscription {
    const source = this.#source(ticker);
    source.demands += 1;
    this.#visitsWithoutNews = 0;
    const subscription = this.chains.subscribe(receiver, (key) => key === ticker);
    let closed = false;
    return {
      close: () => {
        if (closed) return;
        closed = true;
        subscription.close();
        source.demands -= 1;
        this.watch(this.#watched);
      },
    };
  }

  /** Wants a larger part of a chain, and is told how far each expiry has been seen. */
  cover(ticker: Ticker, scope: ChainScope, receiver: LatestReceiver<ChainCoverage>): Subscription {
    const demand = this.subscribe(ticker, { set: () => undefined, remove: () => undefined });
    const source = this.#source(ticker);
    const wider = source.widen(scope);
    this.#covered.set(ticker, (this.#covered.get(ticker) ?? 0) + 1);
    const subscription = this.#coverages.subscribe(receiver, (key) => key === ticker);
    let closed = false;
    return {
      close: () => {
        if (closed) return;
        closed = true;
        subscription.close();
        wider.close();
        const left = (this.#covered.get(ticker) ?? 1) - 1;
        if (left > 0) this.#covered.set(ticker, left);
        else this.#covered.delete(ticker);
        demand.close();
      },
    };
  }

  #publishCoverage(): void {
    for (const ticker of this.#covered.keys()) {
      const source = this.#sources.get(ticker);
      if (source) this.#coverages.set({ underlying: ticker, expiries: source.state.coverage(), listed: source.listed });
    }
    this.#coverages.flush();
  }

  /** Steps every so often, a quarter as often while nothing is news. */
  walk(periodMs: number): CancelTimer {
    let cancel: CancelTimer = () => undefined;
    const walk = (): void => {
      this.step();
      cancel = this.#options.clock.after(this.resting ? 4 * periodMs : periodMs, walk);
    };
    walk();
    return () => cancel();
  }

  /** Ends what is complete or overdue and starts the next visits; called many times a second. */
  step(): void {
    const now = this.#options.clock.monotonicMs();
    for (const visit of this.#visits) if (finished(visit, now)) this.#end(visit);
    const resting = Math.min(mostRestingPerSecond, restingVisitsPerSecond * Math.max(1, this.#options.clock.speed));
    const rate = this.resting ? resting : visitsPerSecond;
    this.#allowance = Math.min(Math.max(1, rate), this.#allowance + ((now - this.#filledMs) / 1000) * rate);
    this.#filledMs = now;
    if (!this.#options.ready() || now < this.#pausedUntilMs) return;
    while (this.#allowance >= 1 && this.#visits.size < this.#options.capacity()) {
      const next = this.#next(now);
      if (next === null) return;
      this.#allowance -= 1;
      this.#begin(next.source, next.slot, now);
    }
  }

  /** Plans and passes on what has changed; called about once a second. */
  publish(): void {
    for (const source of this.#sources.values()) {
      const { spot, date } = source.state;
      source.prepare();
      if (source.state.spot !== spot) this.#visitsWithoutNews = 0;
      // What was told of the day before is no more.
      if (source.state.date !== date && date !== '') this.#dirty.add(source);
    }
    for (const source of this.#dirty) this.chains.set(source.state.chain());
    this.#dirty.clear();
    this.chains.flush();
    this.#publishCoverage();
  }

  unsaved(): readonly { readonly ticker: Ticker; readonly date: string; readonly rows: OptionChain['rows'] }[] {
    return [...this.#sources.values()]
      .map(({ state }) => ({ ticker: state.underlying, date: state.date, rows: state.unsaved() }))
      .filter(({ rows }) => rows.length > 0);
  }

  close(): void {
    for (const visit of this.#visits) visit.line?.close();
    this.#visits.clear();
  }

  #source(ticker: Ticker): ChainSource {
    let source = this.#sources.get(ticker);
    if (!source) {
      source = new ChainSource(ticker, this.#options);
      this.#sources.set(ticker, source);
    }
    return source;
  }

  #next(now: number): { readonly source: ChainSource; readonly slot: ChainSlot } | null {
    const open = [...this.#sources.values()].filter((source) => source.pausedUntilMs <= now);
    this.#turn += 1;
    return this.#slotOf(this.#preferred(open)) ?? this.#slotOf(open);
  }

  /** The chain that has waited longest; counting turns would pass some by where pools and turns have a common factor. */
  #slotOf(pool: readonly ChainSource[]): { readonly source: ChainSource; readonly slot: ChainSlot } | null {
    const byWait = [...pool].sort((left, right) => left.servedTurn - right.servedTurn);
    for (const source of byWait) {
      const slot = source.state.next();
      if (slot === null) continue;
      source.servedTurn = this.#turn;
      return { source, slot };
    }
    return null;
  }

  #preferred(open: readonly ChainSource[]): readonly ChainSource[] {
    const turn = this.#turn % turns;
    if (turn % 2 === 0) return [];
    const demanded = open.filter((source) => source.demands > 0);
    const filling = demanded.filter((source) => source.state.incomplete);
    if (filling.length > 0) return filling;
    return turn === 1 ? demanded : [];
  }

  #begin(source: ChainSource, slot: ChainSlot, now: number): void {
    const visit: Visit = { source, slot, sinceMs: now, line: null, tick: null, failure: null };
    slot.onLine = true;
    this.#visits.add(visit);
    visit.line = this.#options.optionData.option(slot.instrument, {
      onTick: (tick) => {
        visit.tick = tick;
      },
      onProblem: (failure) => {
        visit.failure = failure;
      },
    });
  }

  #end(visit: Visit): void {
    const { source, slot, failure } = visit;
    const now = this.#options.clock.monotonicMs();
    visit.line?.close();
    this.#visits.delete(visit);
    slot.onLine = false;
    slot.visitedMs = now;
    slot.silent = visit.tick === null && failure === null && sessionPhase(this.#options.clock.now()) === 'regular';
    if (failure?.code === 'no-contract') slot.dead = true;
    else if (failure?.code === 'no-entitlement') source.pausedUntilMs = now + pauseMs;
    else if (failure?.code === 'line-limit') this.#pausedUntilMs = now + pauseMs / 10;
    const told = source.state.take(slot, visit.tick);
    this.#visitsWithoutNews = told === 'changed' ? 0 : this.#visitsWithoutNews + 1;
    if (told !== 'nothing' || failure !== null) this.#dirty.add(source);
  }
}

function finished(visit: Visit, now: number): boolean {
  if (now - visit.sinceMs >= dwellMs) return true;
  const { tick, failure, slot, source } = visit;
  if (failure !== null && failure.code !== 'delayed-only') return true;
  if (tick === null || tick.impliedVol === null || tick.ask === null) return false;
  return tick.openInterest !== null || source.state.knowsOpenInterest(slot);
}
