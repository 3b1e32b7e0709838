import { barMs, type Bar } from '../../domain/bar.ts';
import type { InstrumentId, Ticker } from '../../domain/ids.ts';
import { instrumentId, type Instrument } from '../../domain/instrument.ts';
import { fail, ok } from '../../domain/outcome.ts';
import { emptyQuote, type Quote } from '../../domain/quote.ts';
import type { Connection, Subscription } from '../../ports/connection.ts';
import type {
  ContractQuery,
  HistoryQuery,
  MarketData,
  QuoteListener,
  UnderlyingStats,
} from '../../ports/market-data.ts';
import type { OptionData, OptionTick } from '../../ports/option-data.ts';
import type { TapeAnswers, TapeSource, TapeTick, TapeTold } from '../../ports/tape-source.ts';
import type { ReplayClock } from './replay-clock.ts';

type TradeListener = Parameters<MarketData['trades']>[1];
type OptionListener = Parameters<OptionData['option']>[1];

/** A recording behind the market data port: what lies outside it answers no-data, never an invention. */
export class ReplayMarketData {
  readonly port: MarketData & OptionData;
  readonly #clock: ReplayClock;
  readonly #answers: TapeAnswers | null;
  readonly #instruments: ReadonlyMap<InstrumentId, Instrument>;
  readonly #quotes = new Map<InstrumentId, Quote>();
  readonly #stats = new Map<InstrumentId, UnderlyingStats>();
  readonly #options = new Map<InstrumentId, OptionTick>();
  readonly #quoteListeners = new Map<InstrumentId, Set<QuoteListener>>();
  readonly #tradeListeners = new Map<InstrumentId, Set<TradeListener>>();
  readonly #optionListeners = new Map<InstrumentId, Set<OptionListener>>();
  readonly #connectionListeners = new Set<(connection: Connection) => void>();
  #connection: Connection;
  #rows = 0;

  constructor(clock: ReplayClock, { symbols, answers }: Pick<TapeSource, 'symbols' | 'answers'>) {
    this.#clock = clock;
    this.#answers = answers;
    this.#instruments = answers?.instruments ?? new Map(symbols.map(stock).map((each) => [each.id, each]));
    const base = { detail: 'Replay not started', failure: null, attempts: 0, notices: [] };
    this.#connection = { ...base, phase: 'connecting', since: clock.now() };
    this.port = this.#makePort();
  }

  become(phase: Connection['phase'], detail: string): void {
    this.#connection = { ...this.#connection, phase, detail, since: this.#clock.now() };
    for (const listener of this.#connectionListeners) listener(this.#connection);
  }

  take(row: TapeTick | TapeTold): void {
    this.#rows += 1;
    switch (row.kind) {
      case 'quote':
      case 'trade':
        this.#tick(row);
        break;
      case 'whole-quote':
        this.#quote(row.quote);
        break;
      case 'print':
        for (const listener of this.#tradeListeners.get(row.trade.instrument) ?? []) listener.onTrade(row.trade);
        break;
      case 'option':
        this.#options.set(row.instrument, row.tick);
        for (const listener of this.#optionListeners.get(row.instrument) ?? []) listener.onTick(row.tick);
        break;
      case 'stats':
        this.#stats.set(row.instrument, row.stats);
        for (const listener of this.#quoteListeners.get(row.instrument) ?? []) listener.onStats?.(row.stats);
    }
  }

  #tick(row: TapeTick): void {
    const id = instrumentId({ symbol: row.symbol, secType: 'STK' });
    const before = this.#quotes.get(id) ?? emptyQuote(id);
    const seen = { ...before, eventTime: row.time, receivedTime: row.time };
    this.#quote(row.kind === 'quote' ? { ...seen, ...sidesOf(row) } : traded(seen, row));
    if (row.kind === 'quote') return;
    const { price, size, venue, conditions, unreported, time } = row;
    const trade = { instrument: id, price, size, venue, conditions, unreported, eventTime: time, receivedTime: time };
    for (const listener of this.#tradeListeners.get(id) ?? []) listener.onTrade(trade);
  }

  #quote(quote: Quote): void {
    this.#quotes.set(quote.instrument, quote);
    for (const listener of this.#quoteListeners.get(quote.instrument) ?? []) listener.onQuote(quote);
  }

  #makePort(): MarketData & OptionData {
    return {
      id: 'replay',
      connection: () => this.#connection,
      onConnection: (listener) => subscribe(this.#connectionListeners, listener),
      statistics: () => ({
        messages: this.#rows,
        faults: 0,
        reconnects: 0,
        sentLastMinute: 0,
        sendBudgetPerMinute: 0,
        roundTripP50Ms: null,
        roundTripP99Ms: null,
        lastInputMs: this.#clock.monotonicMs(),
      }),
      vendorTime: () => Promise.resolve(ok(this.#clock.now())),
      resolve: (query) => {
        const found = [...this.#instruments.values()].filter((instrument) => isAskedFor(instrument, query));
        return Promise.resolve(
          found.length > 0 ? ok(found) : fail('no-contract', `the recording has no ${query.symbol}`),
        );
      },
      search: (pattern) => {
        const wanted = pattern.toUpperCase();
        return Promise.resolve(ok([...this.#instruments.values()].filter(({ symbol }) => symbol.startsWith(wanted))));
      },
      quotes: (instrument, listener) => {
        const quote = this.#quotes.get(instrument.id);
        const stats = this.#stats.get(instrument.id);
        if (quote) listener.onQuote(quote);
        if (stats) listener.onStats?.(stats);
        return subscribe(setOf(this.#quoteListeners, instrument.id), listener);
      },
      trades: (instrument, listener) => subscribe(setOf(this.#tradeListeners, instrument.id), listener),
      pastTrades: () => Promise.resolve(fail('no-data', 'A recording has no past beside its tape')),
      depth: (_instrument, _levels, listener) => {
        listener.onProblem({ code: 'no-data', message: 'The recording has no depth' });
        return { close: () => undefined };
      },
      history: (query) => Promise.resolve(ok(this.#history(query))),
      classes: (underlying) => Promise.resolve(ok(this.#answers?.classes.get(underlying.id) ?? [])),
      optionInstrument: (underlying, option) => ({
        ...{ ...underlying, ...option, exchange: 'SMART', primaryExchange: '', minTick: 0.01, conId: null, name: '' },
        ...{ secType: 'OPT', id: instrumentId({ symbol: underlying.symbol, secType: 'OPT', ...option }) },
      }),
      option: (instrument, listener) => {
        const tick = this.#options.get(instrument.id);
        // As the broker does: what is known of a line is told at once.
        if (tick) listener.onTick(tick);
        if (this.#answers === null) listener.onProblem({ code: 'no-data', message: 'The recording has no options' });
        return subscribe(setOf(this.#optionListeners, instrument.id), listener);
      },
    };
  }

  /** Of a recorded answer what was over by now: it may have come later in the day than it is asked for in a replay. */
  #history({ instrument, kind, interval, endMs, count }: HistoryQuery): readonly Bar[] {
    const untilMs = Math.min(endMs ?? Infinity, this.#clock.now());
    const bars = this.#answers?.bars({ instrument: instrument.id, kind, interval }) ?? [];
    return bars.filter(({ start }) => start + barMs[interval] <= untilMs).slice(-count);
  }
}

function isAskedFor({ symbol, secType, currency, expiry }: Instrument, query: ContractQuery): boolean {
  if (symbol !== query.symbol || secType !== query.secType) return false;
  if (secType === 'CASH' || secType === 'CRYPTO') return currency === query.currency;
  return query.expiry === undefined || query.expiry === expiry;
}

function sidesOf(row: Extract<TapeTick, { kind: 'quote' }>): Partial<Quote> {
  return {
    bid: row.bid,
    ask: row.ask,
    bidSize: row.bid === null ? null : row.bidSize,
    askSize: row.ask === null ? null : row.askSize,
  };
}

/** Every print counts into the volume; only regular ones set prices. */
function traded(quote: Quote, row: Extract<TapeTick, { kind: 'trade' }>): Quote {
  const volume = (quote.volume ?? 0) + row.size;
  if (row.unreported) return { ...quote, volume };
  return {
    ...quote,
    volume,
    last: row.price,
    lastSize: row.size,
    open: quote.open ?? row.price,
    high: Math.max(quote.high ?? row.price, row.price),
    low: Math.min(quote.low ?? row.price, row.price),
  };
}

function stock(symbol: Ticker): Instrument {
  return {
    id: instrumentId({ symbol, secType: 'STK' }),
    symbol,
    secType: 'STK',
    exchange: 'SMART',
    primaryExchange: '',
    currency: 'USD',
    multiplier: 1,
    minTick: 0.01,
    expiry: '',
    strike: null,
    right: null,
    tradingClass: symbol,
    conId: null,
    name: `${symbol} (recording)`,
  };
}

function setOf<Listener>(listeners: Map<InstrumentId, Set<Listener>>, id: InstrumentId): Set<Listener> {
  const set = listeners.get(id) ?? new Set<Listener>();
  listeners.set(id, set);
  return set;
}

function subscribe<Listener>(set: Set<Listener>, listener: Listener): Subscription {
  set.add(listener);
  return { close: () => void set.delete(listener) };
}
