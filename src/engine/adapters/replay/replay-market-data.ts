import type { InstrumentId, Ticker } from '../../domain/ids.ts';
import { instrumentId, type Instrument } from '../../domain/instrument.ts';
import { fail, ok } from '../../domain/outcome.ts';
import { emptyQuote, type Quote } from '../../domain/quote.ts';
import type { Connection, Subscription } from '../../ports/connection.ts';
import type { MarketData, QuoteListener } from '../../ports/market-data.ts';
import type { OptionData } from '../../ports/option-data.ts';
import type { TapeRow } from '../../ports/tape-source.ts';
import type { ReplayClock } from './replay-clock.ts';

type TradeListener = Parameters<MarketData['trades']>[1];

/** A recording behind the market data port: what lies outside it answers no-data, never an invention. */
export class ReplayMarketData {
  readonly port: MarketData & OptionData;
  readonly #clock: ReplayClock;
  readonly #instruments: ReadonlyMap<Ticker, Instrument>;
  readonly #quotes = new Map<InstrumentId, Quote>();
  readonly #quoteListeners = new Map<InstrumentId, Set<QuoteListener>>();
  readonly #tradeListeners = new Map<InstrumentId, Set<TradeListener>>();
  readonly #connectionListeners = new Set<(connection: Connection) => void>();
  #connection: Connection;
  #rows = 0;

  constructor(clock: ReplayClock, symbols: readonly Ticker[]) {
    this.#clock = clock;
    this.#instruments = new Map(symbols.map((symbol) => [symbol, stock(symbol)]));
    const base = { detail: 'Replay not started', failure: null, attempts: 0, notices: [] };
    this.#connection = { ...base, phase: 'connecting', since: clock.now() };
    this.port = this.#makePort();
  }

  become(phase: Connection['phase'], detail: string): void {
    this.#connection = { ...this.#connection, phase, detail, since: this.#clock.now() };
    for (const listener of this.#connectionListeners) listener(this.#connection);
  }

  take(row: TapeRow): void {
    this.#rows += 1;
    const id = instrumentId({ symbol: row.symbol, secType: 'STK' });
    const before = this.#quotes.get(id) ?? emptyQuote(id);
    const seen = { ...before, eventTime: row.time, receivedTime: row.time };
    const quote: Quote = row.kind === 'quote' ? { ...seen, ...sidesOf(row) } : traded(seen, row);
    this.#quotes.set(id, quote);
    for (const listener of this.#quoteListeners.get(id) ?? []) listener.onQuote(quote);
    if (row.kind === 'quote') return;
    const { price, size, venue, conditions, unreported, time } = row;
    const trade = { instrument: id, price, size, venue, conditions, unreported, eventTime: time, receivedTime: time };
    for (const listener of this.#tradeListeners.get(id) ?? []) listener.onTrade(trade);
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
      resolve: ({ symbol, secType }) => {
        const instrument = secType === 'STK' ? this.#instruments.get(symbol) : undefined;
        return Promise.resolve(instrument ? ok([instrument]) : fail('no-contract', `the recording has no ${symbol}`));
      },
      search: (pattern) => {
        const wanted = pattern.toUpperCase();
        return Promise.resolve(ok([...this.#instruments.values()].filter(({ symbol }) => symbol.startsWith(wanted))));
      },
      quotes: (instrument, listener) => {
        const quote = this.#quotes.get(instrument.id);
        if (quote) listener.onQuote(quote);
        return subscribe(setOf(this.#quoteListeners, instrument.id), listener);
      },
      trades: (instrument, listener) => subscribe(setOf(this.#tradeListeners, instrument.id), listener),
      pastTrades: () => Promise.resolve(fail('no-data', 'A recording has no past beside its tape')),
      depth: (_instrument, _levels, listener) => {
        listener.onProblem({ code: 'no-data', message: 'The recording has no depth' });
        return { close: () => undefined };
      },
      history: () => Promise.resolve(ok([])),
      classes: () => Promise.resolve(ok([])),
      optionInstrument: (underlying) => underlying,
      option: (_instrument, listener) => {
        listener.onProblem({ code: 'no-data', message: 'The recording has no options' });
        return { close: () => undefined };
      },
    };
  }
}

function sidesOf(row: Extract<TapeRow, { kind: 'quote' }>): Partial<Quote> {
  return {
    bid: row.bid,
    ask: row.ask,
    bidSize: row.bid === null ? null : row.bidSize,
    askSize: row.ask === null ? null : row.askSize,
  };
}

/** Every print counts into the volume; only regular ones set prices. */
function traded(quote: Quote, row: Extract<TapeRow, { kind: 'trade' }>): Quote {
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
