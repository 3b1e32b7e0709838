import type { InstrumentId, Ticker } from '../../../src/engine/domain/ids.ts';
import { instrumentId } from '../../../src/engine/domain/instrument.ts';
import type {
  SimInstrument,
  SimPrint,
  SimQuote,
  SimulatedMarket,
  Unsubscribe,
} from '../../../src/engine/simulators/simulated-market.ts';
import type { VirtualClock } from '../../../src/engine/simulators/virtual-clock.ts';
import { lastOfTick } from './tick-price.ts';

/** Tickers of a load of `count` instruments: LAA, LAB, ... */
export function loadTickers(count: number): readonly Ticker[] {
  const letter = (index: number): string => String.fromCharCode(65 + index);
  return Array.from({ length: count }, (_each, index) => `L${letter(Math.floor(index / 26))}${letter(index % 26)}`);
}

/** Stocks whose last price says which tick it is. Nothing else: no options, depth or history. */
export class LoadMarket implements SimulatedMarket {
  readonly clock: VirtualClock;
  readonly tradingDate: string;
  readonly instruments: readonly SimInstrument[];
  readonly #quotes = new Map<InstrumentId, SimQuote>();
  readonly #listeners = new Map<InstrumentId, Set<(quote: SimQuote) => void>>();

  constructor(clock: VirtualClock, tradingDate: string, count: number) {
    this.clock = clock;
    this.tradingDate = tradingDate;
    this.instruments = loadTickers(count).map((symbol, index) => stock(symbol, 910_000 + index));
    for (let index = 0; index < count; index += 1) this.tick(index, 0);
  }

  /** Tick number `sequence` of one instrument: a new last price; every fifth moves the book along. */
  tick(index: number, sequence: number): void {
    const instrument = this.instruments[index];
    if (!instrument) return;
    const before = this.#quotes.get(instrument.id);
    const last = lastOfTick(sequence);
    const book = !before || sequence % 5 === 0 ? { bid: round(last - 0.01), ask: round(last + 0.01) } : before;
    const next: SimQuote = {
      ...{ bidSize: 300, askSize: 400, lastSize: 100, volume: 1_000_000, high: 900, low: 90, open: 100 },
      ...{ previousClose: 100, halted: false, timeMs: this.clock.now(), last },
      bid: book.bid,
      ask: book.ask,
    };
    this.#quotes.set(instrument.id, next);
    for (const listener of this.#listeners.get(instrument.id) ?? []) listener(next);
  }

  underlyings(): readonly SimInstrument[] {
    return this.instruments;
  }
  byId(id: InstrumentId): SimInstrument | null {
    return this.instruments.find((instrument) => instrument.id === id) ?? null;
  }
  byConId(conId: number): SimInstrument | null {
    return this.instruments.find((instrument) => instrument.conId === conId) ?? null;
  }
  search(pattern: string): readonly SimInstrument[] {
    return this.instruments.filter(({ symbol }) => symbol.startsWith(pattern));
  }
  quote(id: InstrumentId): SimQuote | null {
    return this.#quotes.get(id) ?? null;
  }
  onQuote(id: InstrumentId, listener: (quote: SimQuote) => void): Unsubscribe {
    const known = this.#listeners.get(id) ?? new Set();
    known.add(listener);
    this.#listeners.set(id, known);
    return () => void known.delete(listener);
  }
  onPrint = (_id: InstrumentId, _listener: (print: SimPrint) => void): Unsubscribe => nothing;
  onDepth = (): Unsubscribe => nothing;
  derivatives = (): readonly [] => [];
  optionClasses = (): readonly [] => [];
  option = (): null => null;
  depth = (): null => null;
  model = (): null => null;
  openInterest = (): null => null;
  optionTotals = (): null => null;
  volatility = (): null => null;
  history = (): readonly [] => [];
  reportExecution = (): void => undefined;
  episodes = (): readonly [] => [];
}

const nothing = (): void => undefined;
const round = (price: number): number => Math.round(price * 100) / 100;

function stock(symbol: Ticker, conId: number): SimInstrument {
  return {
    ...{ id: instrumentId({ symbol, secType: 'STK' }), symbol, conId, secType: 'STK', name: symbol },
    ...{ exchange: 'SMART', primaryExchange: 'NASDAQ', currency: 'USD', multiplier: 1, minTick: 0.01 },
    ...{ expiry: '', strike: null, right: null, tradingClass: symbol, sector: 'Technology', industry: 'Computers' },
    ...{ underlyingConId: 0, timeZoneId: 'America/New_York', averageVolume: 1_000_000 },
  };
}
