import type { InstrumentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Quote } from '../domain/quote.ts';
import type { Trade } from '../domain/trade.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { MarketData } from '../ports/market-data.ts';
import type { BatchReceiver, BatchSubscription, Columns } from './ingestion-types.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { secTypeOfId } from './instrument-query.ts';
import { TradeFlow } from './trade-flow.ts';

export type TapeHubOptions = {
  readonly marketData: Pick<MarketData, 'trades' | 'pastTrades'>;
  readonly book: InstrumentBook;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  /** Tick-by-tick streams the account may have at once. */
  slots(): number;
  onGap(): void;
  /** Somebody has to be told something with the next flush. */
  onPending(): void;
  quoteOf(id: InstrumentId): Quote | undefined;
};

/** Where a print comes from: 0 tick by tick, 1 read off sampled quotes, 2 from the vendor's past, 3 is no print but a gap. */
export const printOrigins = { exact: 0, sampled: 1, past: 2, gap: 3 } as const;

type Print = {
  readonly time: number;
  readonly price: number;
  readonly size: number;
  readonly aggressor: number;
  readonly origin: number;
};
type Seen = { readonly timeMs: number; readonly price: number; readonly size: number };
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
  /** Prints that came while the past was asked for: they wait for what lies before them. */
  waiting: Seen[] | null;
  /** Real time before which no stream is asked for. */
  notBeforeMs: number;
};

const keptPrints = 1_000;
/** TWS gives one tick-by-tick stream of an instrument in so many real ms. */
const againMs = 15_000;

/** Tapes of the instruments somebody looks at: three tick by tick, more of them from sampled quotes. */
export class TapeHub {
  readonly #options: TapeHubOptions;
  readonly #tapes = new Map<InstrumentId, Tape>();
  /** Real time of the last stream of an instrument. */
  readonly #closedMs = new Map<InstrumentId, number>();

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
        this.#options.onPending();
      },
    };
  }

  onQuote(quote: Quote): void {
    const tape = this.#tapes.get(quote.instrument);
    if (!tape || tape.exact) return;
    const trade = tape.flow.next(quote);
    if (trade && trade.volume > 0)
      this.#print(tape, quote.instrument, { ...trade, size: trade.volume, origin: printOrigins.sampled });
  }

  /** The connection is there again: what traded meanwhile is not one print, and is asked for where there was a stream. */
  heal(): void {
    for (const [id, tape] of this.#tapes) {
      tape.flow.reset();
      const instrument = this.#options.book.known(id);
      const last = tape.prints.at(-1);
      if (!last) continue;
      if (tape.line && instrument) void this.#catchUp(tape, instrument, last.time);
      else this.#gap(tape);
    }
  }

  async #catchUp(tape: Tape, instrument: Instrument, fromMs: number): Promise<void> {
    if (tape.waiting) return;
    tape.waiting = [];
    const toMs = this.#options.clock.now();
    const answer = await this.#options.marketData.pastTrades({ instrument, fromMs, toMs });
    const { waiting } = tape;
    tape.waiting = null;
    if (this.#tapes.get(instrument.id) !== tape) return;
    if (answer.ok) {
      for (const trade of missed(answer.value.trades, tape.prints, waiting ?? []))
        this.#print(tape, instrument.id, { ...trade, timeMs: trade.eventTime, origin: printOrigins.past });
    }
    if (!answer.ok || answer.value.isCut) this.#gap(tape);
    for (const print of waiting ?? []) this.#print(tape, instrument.id, { ...print, origin: printOrigins.exact });
  }

  #gap(tape: Tape): void {
    this.#options.onGap();
    const time = this.#options.clock.now();
    tape.prints.push({ time, price: Number.NaN, size: Number.NaN, aggressor: 0, origin: printOrigins.gap });
    this.#options.onPending();
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
      waiting: null,
      notBeforeMs: (this.#closedMs.get(id) ?? Number.NEGATIVE_INFINITY) + againMs,
    };
    this.#tapes.set(id, tape);
    this.#openExact(id, tape);
    return tape;
  }

  #openExact(id: InstrumentId, tape: Tape): void {
    // Options have no tick-by-tick stream, currencies and indices no trades.
    if (!isOnTape(id) || this.#options.clock.monotonicMs() < tape.notBeforeMs) return;
    if ([...this.#tapes.values()].filter((other) => other.line).length >= this.#options.slots()) return;
    void this.#options.book.resolve(id).then((found) => {
      if (!found.ok || tape.line || this.#tapes.get(id) !== tape) return;
      tape.line = this.#options.marketData.trades(found.value, {
        onTrade: (trade) => {
          if (trade.unreported) return;
          const seen = { timeMs: trade.eventTime, price: trade.price, size: trade.size };
          if (tape.waiting) tape.waiting.push(seen);
          else this.#print(tape, id, { ...seen, origin: printOrigins.exact });
        },
        onProblem: (failure) => {
          tape.exact = failure === null;
          if (failure?.code === 'line-limit') this.#giveUp(id, tape);
          // The quotes' total stood still while prints came one by one.
          tape.flow.reset();
        },
      });
      tape.exact = true;
      this.#closedMs.set(id, this.#options.clock.monotonicMs());
    });
  }

  /** TWS has no stream for us now: sampled prints go on, and it is asked again later. */
  #giveUp(id: InstrumentId, tape: Tape): void {
    tape.line?.close();
    tape.line = null;
    tape.notBeforeMs = this.#options.clock.monotonicMs() + againMs;
    this.#closedMs.set(id, this.#options.clock.monotonicMs());
  }

  #print(tape: Tape, id: InstrumentId, trade: Seen & { readonly origin: number }): void {
    tape.aggressor = aggressorOf(trade.price, this.#options.quoteOf(id), tape);
    tape.lastPrice = trade.price;
    const { timeMs: time, price, size, origin } = trade;
    tape.prints.push({ time, price, size, aggressor: tape.aggressor, origin });
    this.#options.onPending();
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

/**
 * Past trades that are on the tape neither before nor after the outage. Times are whole seconds on both sides, so that
 * of the first and the last second as many are left out as the tape has of them.
 */
function missed(past: readonly Trade[], before: readonly Print[], after: readonly Seen[]): readonly Trade[] {
  const first = before.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  const last = after[0]?.timeMs ?? Number.POSITIVE_INFINITY;
  const known = before.filter(({ time }) => time === first).length;
  const follow = after.filter(({ timeMs }) => timeMs === last).length;
  const between = past.filter(({ eventTime, unreported }) => eventTime >= first && eventTime <= last && !unreported);
  const atFirst = between.filter(({ eventTime }) => eventTime === first).length;
  const atLast = between.filter(({ eventTime }) => eventTime === last).length;
  return between.slice(Math.min(known, atFirst), between.length - Math.min(follow, atLast));
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
    origin: Float64Array.from(prints, (print) => print.origin),
  };
}
