import type { InstrumentId } from '../domain/ids.ts';
import type { Quote } from '../domain/quote.ts';
import type { Subscription } from '../ports/connection.ts';
import type { MarketData } from '../ports/market-data.ts';
import type { BatchReceiver, BatchSubscription, Columns } from './ingestion-types.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { secTypeOfId } from './instrument-query.ts';
import { TradeFlow } from './trade-flow.ts';

export type TapeHubOptions = {
  readonly marketData: Pick<MarketData, 'trades'>;
  readonly book: InstrumentBook;
  quoteOf(id: InstrumentId): Quote | undefined;
};

type Print = { readonly time: number; readonly price: number; readonly size: number; readonly aggressor: number };
type Reader = { readonly receiver: BatchReceiver; seen: number; snapshotDue: boolean };
type Tape = {
  readonly readers: Set<Reader>;
  readonly flow: TradeFlow;
  prints: Print[];
  /** Number of the first print in `prints` since the tape began. */
  first: number;
  lastPrice: number | null;
  aggressor: number;
  line: Subscription | null;
  /** The vendor sends every print; otherwise prints are read off the quotes. */
  exact: boolean;
};

const keptPrints = 1_000;
/** Tick-by-tick streams of an account with 100 lines. */
const exactTapes = 3;

/** Tapes of the instruments somebody looks at: three tick by tick, more of them from sampled quotes. */
export class TapeHub {
  readonly #options: TapeHubOptions;
  readonly #tapes = new Map<InstrumentId, Tape>();

  constructor(options: TapeHubOptions) {
    this.#options = options;
  }

  subscribe(id: InstrumentId, receiver: BatchReceiver): BatchSubscription {
    const tape = this.#tapes.get(id) ?? this.#start(id);
    const reader: Reader = { receiver, seen: 0, snapshotDue: true };
    tape.readers.add(reader);
    send(tape, reader);
    return {
      close: () => this.#leave(id, tape, reader),
      resend: () => {
        reader.snapshotDue = true;
      },
    };
  }

  onQuote(quote: Quote): void {
    const tape = this.#tapes.get(quote.instrument);
    if (!tape || tape.exact) return;
    const trade = tape.flow.next(quote);
    if (trade && trade.volume > 0) this.#print(tape, quote.instrument, { ...trade, size: trade.volume });
  }

  /** The connection is there again: what traded meanwhile is not one print. */
  heal(): void {
    for (const tape of this.#tapes.values()) tape.flow.reset();
  }

  /** Opens what could not be opened before; called once a second. */
  turn(): void {
    for (const [id, tape] of this.#tapes) if (!tape.line) this.#openExact(id, tape);
  }

  flush(): void {
    for (const tape of this.#tapes.values()) for (const reader of tape.readers) send(tape, reader);
  }

  close(): void {
    for (const tape of this.#tapes.values()) tape.line?.close();
    this.#tapes.clear();
  }

  #start(id: InstrumentId): Tape {
    const tape: Tape = {
      readers: new Set(),
      flow: new TradeFlow(),
      prints: [],
      first: 0,
      lastPrice: null,
      aggressor: 0,
      line: null,
      exact: false,
    };
    this.#tapes.set(id, tape);
    this.#openExact(id, tape);
    return tape;
  }

  #openExact(id: InstrumentId, tape: Tape): void {
    // Options have no tick-by-tick stream, currencies and indices no trades.
    if (!isOnTape(id) || [...this.#tapes.values()].filter((other) => other.line).length >= exactTapes) return;
    void this.#options.book.resolve(id).then((found) => {
      if (!found.ok || tape.line || this.#tapes.get(id) !== tape) return;
      tape.line = this.#options.marketData.trades(found.value, {
        onTrade: (trade) => {
          if (!trade.unreported)
            this.#print(tape, id, { timeMs: trade.eventTime, price: trade.price, size: trade.size });
        },
        onProblem: (failure) => {
          tape.exact = failure === null;
          // The quotes' total stood still while prints came one by one.
          tape.flow.reset();
        },
      });
      tape.exact = true;
    });
  }

  #print(tape: Tape, id: InstrumentId, trade: { timeMs: number; price: number; size: number }): void {
    tape.aggressor = aggressorOf(trade.price, this.#options.quoteOf(id), tape);
    tape.lastPrice = trade.price;
    tape.prints.push({ time: trade.timeMs, price: trade.price, size: trade.size, aggressor: tape.aggressor });
    if (tape.prints.length < 2 * keptPrints) return;
    tape.first += tape.prints.length - keptPrints;
    tape.prints = tape.prints.slice(-keptPrints);
  }

  #leave(id: InstrumentId, tape: Tape, reader: Reader): void {
    tape.readers.delete(reader);
    if (tape.readers.size > 0 || this.#tapes.get(id) !== tape) return;
    tape.line?.close();
    this.#tapes.delete(id);
    this.turn();
  }
}

function isOnTape(id: InstrumentId): boolean {
  const secType = secTypeOfId(id);
  return secType === 'STK' || secType === 'FUT' || secType === 'CRYPTO';
}

/** Quote rule first, tick rule inside the spread: +1 buyer, -1 seller, 0 not known yet. */
function aggressorOf(price: number, quote: Quote | undefined, tape: Pick<Tape, 'lastPrice' | 'aggressor'>): number {
  if (quote?.ask !== null && quote?.ask !== undefined && price >= quote.ask) return 1;
  if (quote?.bid !== null && quote?.bid !== undefined && price <= quote.bid) return -1;
  if (tape.lastPrice === null || price === tape.lastPrice) return tape.aggressor;
  return price > tape.lastPrice ? 1 : -1;
}

function send(tape: Tape, reader: Reader): void {
  const end = tape.first + tape.prints.length;
  if (!reader.snapshotDue && reader.seen === end) return;
  const snapshot = reader.snapshotDue || reader.seen < tape.first;
  const columns = columnsOf(snapshot ? tape.prints.slice(-keptPrints) : tape.prints.slice(reader.seen - tape.first));
  if (snapshot) reader.receiver.snapshot(columns);
  else reader.receiver.append(columns);
  reader.seen = end;
  reader.snapshotDue = false;
}

function columnsOf(prints: readonly Print[]): Columns {
  return {
    time: Float64Array.from(prints, (print) => print.time),
    price: Float64Array.from(prints, (print) => print.price),
    size: Float64Array.from(prints, (print) => print.size),
    aggressor: Float64Array.from(prints, (print) => print.aggressor),
  };
}
