import type { InstrumentId, Ticker } from '../../../domain/ids.ts';
import type {
  SimBar,
  SimDepth,
  SimHistoryKind,
  SimInstrument,
  SimOptionModel,
  SimPrint,
  SimQuote,
  SimulatedMarket,
  Unsubscribe,
} from '../../simulated-market.ts';
import type { VirtualClock } from '../../virtual-clock.ts';
import { steppedHistory } from './stepped-history.ts';
import {
  allInstruments,
  aapl,
  bitcoin,
  euro,
  optionExpiries,
  optionStrikes,
  spy,
  spyOptions,
  underlyings,
  vix,
  vxFuture,
} from './test-instruments.ts';

type Listeners<Value> = Map<InstrumentId, Set<(value: Value) => void>>;

/** A market that stands still until a test moves it. Only for tests of the simulator. */
export class SteppedMarket implements SimulatedMarket {
  readonly clock: VirtualClock;
  readonly tradingDate = '20260105';
  readonly #quotes = new Map<InstrumentId, SimQuote>();
  readonly #depths = new Map<InstrumentId, SimDepth>();
  readonly #quoteListeners: Listeners<SimQuote> = new Map();
  readonly #printListeners: Listeners<SimPrint> = new Map();
  readonly #depthListeners: Listeners<SimDepth> = new Map();
  readonly reported: { readonly id: InstrumentId; readonly print: SimPrint }[] = [];

  constructor(clock: VirtualClock) {
    this.clock = clock;
    this.setQuote(spy.id, { bid: 600, ask: 600.02, bidSize: 300, askSize: 400, last: 600.01 });
    this.setQuote(aapl.id, { bid: 250, ask: 250.05, bidSize: 200, askSize: 200, last: 250.02 });
    this.setQuote(vix.id, { bid: null, ask: null, bidSize: 0, askSize: 0, last: 16.5 });
    this.setQuote(vxFuture.id, { bid: 17.5, ask: 17.55, bidSize: 20, askSize: 25, last: 17.5 });
    this.setQuote(bitcoin.id, { bid: 90_000, ask: 90_010, bidSize: 0.5, askSize: 0.25, last: 90_005 });
    this.setQuote(euro.id, { bid: 1.1, ask: 1.10005, bidSize: 1_000_000, askSize: 1_000_000, last: 1.1 });
    for (const option of spyOptions)
      this.setQuote(option.id, { bid: 5, ask: 5.1, bidSize: 40, askSize: 50, last: 5.05 });
  }

  /** Changes a quote and tells its listeners. */
  setQuote(id: InstrumentId, change: Partial<SimQuote>): void {
    const before = this.#quotes.get(id) ?? emptyQuote;
    const next = { ...before, ...change, timeMs: this.clock.now() };
    this.#quotes.set(id, next);
    for (const listener of [...(this.#quoteListeners.get(id) ?? [])]) listener(next);
  }

  setDepth(id: InstrumentId, depth: Omit<SimDepth, 'timeMs'>): void {
    const next = { ...depth, timeMs: this.clock.now() };
    this.#depths.set(id, next);
    for (const listener of [...(this.#depthListeners.get(id) ?? [])]) listener(next);
  }

  /** A trade of somebody else. */
  trade(id: InstrumentId, print: Pick<SimPrint, 'price' | 'size' | 'aggressor'>): void {
    const full: SimPrint = { venue: 'ARCA', conditions: '', timeMs: this.clock.now(), ...print };
    const before = this.#quotes.get(id) ?? emptyQuote;
    this.#quotes.set(id, {
      ...before,
      last: print.price,
      lastSize: print.size,
      volume: before.volume + print.size,
      timeMs: full.timeMs,
    });
    for (const listener of [...(this.#printListeners.get(id) ?? [])]) listener(full);
  }

  underlyings(): readonly SimInstrument[] {
    return underlyings;
  }

  byId(id: InstrumentId): SimInstrument | null {
    return allInstruments.find((instrument) => instrument.id === id) ?? null;
  }

  byConId(conId: number): SimInstrument | null {
    return allInstruments.find((instrument) => instrument.conId === conId) ?? null;
  }

  derivatives(symbol: Ticker, secType: 'OPT' | 'FUT'): readonly SimInstrument[] {
    return allInstruments.filter((instrument) => instrument.symbol === symbol && instrument.secType === secType);
  }

  optionClasses(symbol: Ticker): ReturnType<SimulatedMarket['optionClasses']> {
    if (symbol !== 'SPY') return [];
    const shape = {
      underlyingConId: spy.conId,
      tradingClass: 'SPY',
      multiplier: 100,
      expiries: optionExpiries,
      strikes: optionStrikes,
    };
    return [
      { exchange: 'SMART', ...shape },
      { exchange: 'CBOE', ...shape },
    ];
  }

  option(symbol: Ticker, expiry: string, strike: number, right: 'C' | 'P'): SimInstrument | null {
    const found = this.derivatives(symbol, 'OPT');
    return (
      found.find((option) => option.expiry === expiry && option.strike === strike && option.right === right) ?? null
    );
  }

  search(pattern: string): readonly SimInstrument[] {
    return underlyings.filter((instrument) => instrument.symbol.startsWith(pattern.toUpperCase()));
  }

  quote(id: InstrumentId): SimQuote | null {
    return this.#quotes.get(id) ?? null;
  }

  depth(id: InstrumentId, levels: number): SimDepth | null {
    const depth = this.#depths.get(id);
    return depth ? { ...depth, bids: depth.bids.slice(0, levels), asks: depth.asks.slice(0, levels) } : null;
  }

  model(id: InstrumentId): SimOptionModel | null {
    if (this.byId(id)?.secType !== 'OPT') return null;
    return {
      impliedVol: 0.18,
      price: 5.05,
      delta: 0.5,
      gamma: 0.02,
      vega: 0.4,
      theta: -0.3,
      underlyingPrice: 600.01,
      presentValueDividend: 0,
    };
  }

  openInterest(id: InstrumentId): number | null {
    return this.byId(id)?.secType === 'OPT' ? 1_500 : null;
  }

  optionTotals(symbol: Ticker): ReturnType<SimulatedMarket['optionTotals']> {
    return symbol === 'SPY'
      ? { callVolume: 1000, putVolume: 1200, callOpenInterest: 15_000, putOpenInterest: 18_000 }
      : null;
  }

  volatility(symbol: Ticker): ReturnType<SimulatedMarket['volatility']> {
    return symbol === 'SPY' ? { impliedVol: 0.17, historicalVol: 0.14 } : null;
  }

  history(id: InstrumentId, kind: SimHistoryKind, barMs: number, fromMs: number, toMs: number): readonly SimBar[] {
    const middle = this.quote(id)?.last ?? null;
    return middle === null ? [] : steppedHistory({ middle, kind, barMs, fromMs, toMs, nowMs: this.clock.now() });
  }

  onQuote(id: InstrumentId, listener: (quote: SimQuote) => void): Unsubscribe {
    return listen(this.#quoteListeners, id, listener);
  }

  onPrint(id: InstrumentId, listener: (print: SimPrint) => void): Unsubscribe {
    return listen(this.#printListeners, id, listener);
  }

  onDepth(id: InstrumentId, listener: (depth: SimDepth) => void): Unsubscribe {
    return listen(this.#depthListeners, id, listener);
  }

  /** Trades of the simulator come back on the tape, as in a real market. */
  reportExecution(id: InstrumentId, print: SimPrint): void {
    this.reported.push({ id, print });
    for (const listener of [...(this.#printListeners.get(id) ?? [])]) listener(print);
  }

  episodes(): readonly [] {
    return [];
  }

  /** Listeners still attached, so that tests can see that nothing leaks. */
  listenerCount(): number {
    const maps = [this.#quoteListeners, this.#printListeners, this.#depthListeners];
    return maps.reduce((total, map) => total + [...map.values()].reduce((sum, set) => sum + set.size, 0), 0);
  }
}

const emptyQuote: SimQuote = {
  bid: null,
  ask: null,
  bidSize: 0,
  askSize: 0,
  last: null,
  lastSize: 100,
  volume: 1_000_000,
  open: null,
  high: null,
  low: null,
  previousClose: null,
  halted: false,
  timeMs: 0,
};

function listen<Value>(listeners: Listeners<Value>, id: InstrumentId, listener: (value: Value) => void): Unsubscribe {
  const known = listeners.get(id) ?? new Set<(value: Value) => void>();
  known.add(listener);
  listeners.set(id, known);
  return () => known.delete(listener);
}
