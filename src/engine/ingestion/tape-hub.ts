import type { InstrumentId } from '../domain/ids.ts';
import type { Quote } from '../domain/quote.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { MarketData, MarketDataCode } from '../ports/market-data.ts';
import type { BatchReceiver, BatchSubscription } from './ingestion-types.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { secTypeOfId } from './instrument-query.ts';
import { columnsOf, gapAt, printOrigins, type Print, type ToldPrint } from './print.ts';
import { aheadMs, PrintSeam } from './print-seam.ts';
import { StreamWaits } from './stream-waits.ts';
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
  /** The vendor sends every print, or is about to; otherwise prints are read off the quotes. */
  exact: boolean;
  /** The stream has told of a print since it was opened. */
  told: boolean;
  /** Prints have been missed since the last one: the next one asks for them. */
  broken: boolean;
  /** Prints that come while the past is asked for wait there. */
  seam: PrintSeam | null;
  /** The newest question about the past: what an older one answers is out of date. */
  question: symbol | null;
};

const keptPrints = 1_000;

/** Tapes of the instruments somebody looks at: three tick by tick, more of them from sampled quotes. */
export class TapeHub {
  readonly #options: TapeHubOptions;
  readonly #tapes = new Map<InstrumentId, Tape>();
  readonly #waits: StreamWaits;

  constructor(options: TapeHubOptions) {
    this.#options = options;
    this.#waits = new StreamWaits(options.clock);
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
    if (!trade || trade.volume === 0) return;
    const { timeMs: time, price, volume: size } = trade;
    this.#take(tape, quote.instrument, { time, price, size, origin: printOrigins.sampled, quote });
  }

  /** The connection is there again: what traded meanwhile is not one print, and is asked for where there was a stream. */
  heal(): void {
    this.#waits.shorten();
    for (const [id, tape] of this.#tapes) {
      tape.flow.reset();
      if (tape.prints.length === 0) continue;
      if (tape.line || tape.seam || tape.broken) this.#mend(tape, id);
      else this.#add(tape, gapAt(this.#options.clock.now()));
    }
  }

  #take(tape: Tape, id: InstrumentId, print: ToldPrint): void {
    if (tape.broken) this.#mend(tape, id);
    if (tape.seam) tape.seam.hold(print);
    else this.#add(tape, print);
  }

  /** Asks for what was missed; an interruption during the question asks anew from the same place. */
  #mend(tape: Tape, id: InstrumentId): void {
    const { book, clock } = this.#options;
    const instrument = book.known(id);
    tape.broken = false;
    if (!instrument) return this.#add(tape, gapAt(clock.now()));
    if (tape.seam) tape.seam.interrupt(clock.now());
    const seam = (tape.seam ??= new PrintSeam(tape.prints, clock.now()));
    const question = Symbol(id);
    tape.question = question;
    // What is traded until the answer is part of it: the stream takes over in its middle.
    const query = { instrument, fromMs: seam.fromMs, toMs: clock.now() + aheadMs };
    void this.#options.marketData.pastTrades(query).then((answer) => {
      if (tape.question !== question || this.#tapes.get(id) !== tape) return;
      tape.seam = null;
      for (const print of seam.join(answer.ok ? answer.value : null, clock.now())) this.#add(tape, print);
    });
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
      told: false,
      broken: false,
      seam: null,
      question: null,
    };
    this.#tapes.set(id, tape);
    this.#openExact(id, tape);
    return tape;
  }

  #openExact(id: InstrumentId, tape: Tape): void {
    // Options have no tick-by-tick stream, currencies and indices no trades.
    if (!isOnTape(id) || this.#waits.isWaiting(id) || !this.#hasSlot()) return;
    void this.#options.book.resolve(id).then((found) => {
      if (!found.ok || tape.line || this.#tapes.get(id) !== tape || !this.#hasSlot()) return;
      tape.line = this.#options.marketData.trades(found.value, {
        onTrade: ({ unreported, eventTime: time, price, size }) => {
          if (unreported) return;
          if (!tape.told) this.#waits.delivered(id);
          tape.told = true;
          const quote = this.#options.quoteOf(id);
          this.#take(tape, id, { time, price, size, origin: printOrigins.exact, quote });
        },
        onProblem: (failure) => this.#onProblem(tape, id, failure?.code ?? null),
      });
      tape.exact = true;
      this.#waits.opened(id);
    });
  }

  #hasSlot(): boolean {
    const streams = [...this.#tapes.values()].filter(({ line }) => line).length;
    return streams < this.#options.slots();
  }

  #onProblem(tape: Tape, id: InstrumentId, code: MarketDataCode | null): void {
    // The quotes' total stood still while prints came one by one.
    tape.flow.reset();
    if (code === null) return;
    if (tape.told) tape.broken = true;
    tape.told = false;
    // Comes back by itself, and quotes would tell of its prints a second time.
    if (code !== 'not-connected') this.#giveUp(tape, id, code);
  }

  /** TWS has no stream for us now: sampled prints go on, another tape gets the slot, and it is asked again later. */
  #giveUp(tape: Tape, id: InstrumentId, code: MarketDataCode): void {
    tape.line?.close();
    tape.line = null;
    tape.exact = false;
    this.#waits.refused(id, code);
  }

  #add(tape: Tape, { quote, ...print }: ToldPrint): void {
    const isGap = print.origin === printOrigins.gap;
    if (isGap) this.#options.onGap();
    else tape.aggressor = aggressorOf(print.price, quote, tape);
    if (!isGap) tape.lastPrice = print.price;
    tape.prints.push({ ...print, aggressor: isGap ? 0 : tape.aggressor });
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
