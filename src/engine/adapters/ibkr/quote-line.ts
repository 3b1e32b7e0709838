import type { Instrument } from '../../domain/instrument.ts';
import { emptyQuote, type Quote } from '../../domain/quote.ts';
import type { QuoteListener, UnderlyingStats } from '../../ports/market-data.ts';
import { competingSession, dataFailure } from './error-codes.ts';
import type { Route } from './frame-sink.ts';
import { contractOf } from './instrument-translate.ts';
import { connectionLost, LineProblem } from './line-problem.ts';
import type { LineSpec } from './line-registry.ts';
import { dataTypeOf, liveTick, tick } from './tick-types.ts';

export type QuoteLineOptions = {
  readonly instrument: Instrument;
  readonly listener: QuoteListener;
  readonly priority: number;
  now(): number;
  /** Called when something changed; `flush` is due at the end of the input chunk. */
  dirty(line: { flush(): void }): void;
  /** Asks for the subscription again, later. */
  retry(): void;
};

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** Prices that may be zero or negative: rates, spreads and futures, never stocks, options or indices. */
function priceOrNull(price: number, negativeAllowed: boolean): number | null {
  if (Number.isNaN(price) || price === -1) return null;
  return price > 0 || (negativeAllowed && price !== 0) ? price : null;
}

const sizeOrNull = (size: number): number | null => (size >= 0 ? size : null);

const emptyStats: UnderlyingStats = {
  impliedVol30: null,
  historicalVol30: null,
  averageVolume: null,
  callVolume: null,
  putVolume: null,
  callOpenInterest: null,
  putOpenInterest: null,
  receivedTime: 0,
};

/** One level-1 subscription: raw ticks in, whole quotes out, at most one per input chunk. */
export class QuoteLine implements LineSpec {
  readonly priority: number;
  readonly route: Route;
  readonly #options: QuoteLineOptions;
  readonly #problem: LineProblem;
  readonly #negative: boolean;
  #quote: Mutable<Quote>;
  #stats: Mutable<UnderlyingStats> = { ...emptyStats };
  #dirtyQuote = false;
  #dirtyStats = false;
  #lastTimeSec = 0;

  constructor(options: QuoteLineOptions) {
    this.#options = options;
    this.priority = options.priority;
    this.#problem = new LineProblem((failure) => options.listener.onProblem(failure));
    this.#negative = options.instrument.secType === 'FUT';
    this.#quote = emptyQuote(options.instrument.id);
    this.route = {
      price: (type, price, size) => this.#onPrice(liveTick(type), price, size),
      size: (type, size) => this.#onSize(liveTick(type), size),
      value: (type, value) => this.#onValue(liveTick(type), value),
      text: (type, text) => this.#onText(liveTick(type), text),
      dataType: (type) => this.#onDataType(type),
      problem: (code, message) => this.#onError(code, message),
    };
  }

  open(...[api, reqId]: Parameters<LineSpec['open']>): void {
    const { instrument } = this.#options;
    api.reqMktData(reqId, contractOf(instrument), genericTicks(instrument), false, false);
  }

  cancel(...[api, reqId]: Parameters<LineSpec['cancel']>): void {
    api.cancelMktData(reqId);
  }

  lost(): void {
    this.#quote = emptyQuote(this.#options.instrument.id);
    this.#stats = { ...emptyStats };
    this.#problem.is(connectionLost);
  }

  flush(): void {
    const receivedTime = this.#options.now();
    if (this.#dirtyQuote) {
      this.#dirtyQuote = false;
      const live = this.#quote.dataType === 'live' || this.#lastTimeSec === 0;
      this.#quote.receivedTime = receivedTime;
      // TWS stamps only trades, in seconds; live quotes are taken as of their arrival.
      this.#quote.eventTime = live ? receivedTime : this.#lastTimeSec * 1000;
      this.#options.listener.onQuote({ ...this.#quote });
    }
    if (this.#dirtyStats) {
      this.#dirtyStats = false;
      this.#stats.receivedTime = receivedTime;
      this.#options.listener.onStats?.({ ...this.#stats });
    }
  }

  #onPrice(type: number, raw: number, size: number): void {
    const price = priceOrNull(raw, this.#negative);
    const quote = this.#quote;
    if (type === tick.bid) {
      quote.bid = price;
      quote.bidSize = price === null ? null : sizeOrNull(size);
    } else if (type === tick.ask) {
      quote.ask = price;
      quote.askSize = price === null ? null : sizeOrNull(size);
    } else if (type === tick.last && price !== null) {
      quote.last = price;
      quote.lastSize = sizeOrNull(size);
    } else if (type === tick.open && price !== null) quote.open = price;
    else if (type === tick.high && price !== null) quote.high = price;
    else if (type === tick.low && price !== null) quote.low = price;
    else if (type === tick.close && price !== null) quote.close = price;
    else return;
    this.#changed();
  }

  #onSize(type: number, raw: number): void {
    const size = sizeOrNull(raw);
    const quote = this.#quote;
    if (type === tick.bidSize) quote.bidSize = quote.bid === null ? null : size;
    else if (type === tick.askSize) quote.askSize = quote.ask === null ? null : size;
    else if (type === tick.lastSize) quote.lastSize = size;
    else if (type === tick.volume) quote.volume = size;
    else return this.#onStatistic(type, raw);
    this.#changed();
  }

  #onStatistic(type: number, raw: number): void {
    const stats = this.#stats;
    const value = Number.isNaN(raw) ? null : raw;
    if (type === tick.averageVolume) stats.averageVolume = value;
    else if (type === tick.callOpenInterest) stats.callOpenInterest = value;
    else if (type === tick.putOpenInterest) stats.putOpenInterest = value;
    else if (type === tick.callVolume) stats.callVolume = value;
    else if (type === tick.putVolume) stats.putVolume = value;
    else if (type === tick.historicalVol) stats.historicalVol30 = value;
    else if (type === tick.impliedVol) stats.impliedVol30 = value;
    else return;
    this.#dirtyStats = true;
    this.#options.dirty(this);
  }

  #onValue(type: number, value: number): void {
    if (type !== tick.halted) return this.#onStatistic(type, value);
    // 0 not halted, 1 general halt, 2 volatility pause, -1 not known.
    this.#quote.halted = value > 0;
    this.#changed();
  }

  #onText(type: number, text: string): void {
    if (type === tick.lastTime) this.#lastTimeSec = Number(text) || 0;
  }

  #onDataType(type: number): void {
    this.#quote.dataType = dataTypeOf(type);
    this.#problem.dataType(type);
  }

  #onError(code: number, message: string): void {
    if (code === 300 || code === 366 || (code >= 2100 && code < 2200)) return;
    this.#problem.is(dataFailure(code, message));
    if (code === competingSession) this.#options.retry();
  }

  #changed(): void {
    this.#dirtyQuote = true;
    this.#problem.clear();
    this.#options.dirty(this);
  }
}

/** 100 option volume, 101 open interest, 104 and 106 volatilities, 165 average volume. */
function genericTicks(instrument: Instrument): string {
  if (instrument.secType === 'STK') return '100,101,104,106,165';
  if (instrument.secType === 'IND') return '104,106';
  return instrument.secType === 'OPT' ? '100,101' : '';
}
