import { fail, ok } from '../../src/engine/domain/outcome.ts';
import type { BatchSink, EverySink, Implementation, LatestSink } from '../../src/engine/link/api.ts';
import type { SampleEntries } from './sample-contract.ts';

type Event = { readonly text: string };
type Quote = { readonly ticker: string; readonly last: number };
type Meta = { readonly ticker: string };

/** A server whose sources the test drives by hand. */
export type Sample = {
  readonly implementation: Implementation<SampleEntries>;
  /** Appends to the journal and tells live readers. */
  emit(text: string): void;
  readonly journalLength: number;
  setQuote(ticker: string, last: number): void;
  removeQuote(ticker: string): void;
  append(prices: readonly number[]): void;
  readonly tapeLength: number;
  readonly aborted: string[];
  readonly placed: number[];
  readonly resends: number;
  /** Sources that are open: must be zero when everything is closed. */
  readonly open: number;
};

export function createSample(): Sample {
  const journal: Event[] = [];
  const quotes = new Map<string, Quote>();
  const tape: number[] = [];
  const readers = {
    events: new Set<EverySink<Event>>(),
    quotes: new Set<LatestSink<Quote>>(),
    tape: new Set<BatchSink<Meta>>(),
  };
  const state = { aborted: [] as string[], placed: [] as number[], resends: 0 };
  const hang = (name: string) => (_input: unknown, call: { readonly signal: AbortSignal }) =>
    new Promise<never>(() => call.signal.addEventListener('abort', () => state.aborted.push(name)));
  const snapshot = (sink: BatchSink<Meta>): void =>
    sink.snapshot(
      { ticker: 'SPY' },
      { time: Float64Array.from(tape, (_price, index) => index), price: Float64Array.from(tape) },
    );

  const implementation: Implementation<SampleEntries> = {
    echo: ({ text }, { peer }) => ok({ text, role: peer.role }),
    hang: hang('hang'),
    hasty: hang('hasty'),
    place: ({ order }) => {
      state.placed.push(order.quantity);
      return ok({ placed: order.quantity });
    },
    hangingCommand: hang('hangingCommand'),
    explode: () => {
      throw new Error('a bug');
    },
    refuse: () => fail('market-closed', 'The market is closed', { opensInMs: 5 }),
    large: ({ bytes }) => ok({ text: 'x'.repeat(bytes) }),
    events: (_params, sink) => {
      journal.forEach((event, index) => {
        if (sink.after !== null && index + 1 > sink.after) sink.emit(index + 1, event);
      });
      sink.caughtUp(journal.length);
      readers.events.add(sink);
      return () => readers.events.delete(sink);
    },
    quotes: ({ tickers }, sink) => {
      for (const quote of quotes.values()) if (tickers.length === 0 || tickers.includes(quote.ticker)) sink.set(quote);
      readers.quotes.add(sink);
      return () => readers.quotes.delete(sink);
    },
    tape: (_params, sink) => {
      snapshot(sink);
      readers.tape.add(sink);
      return {
        close: () => void readers.tape.delete(sink),
        resend: () => {
          state.resends += 1;
          snapshot(sink);
        },
      };
    },
  };

  return {
    implementation,
    emit(text) {
      journal.push({ text });
      for (const sink of readers.events) sink.emit(journal.length, { text });
    },
    get journalLength() {
      return journal.length;
    },
    setQuote(ticker, last) {
      quotes.set(ticker, { ticker, last });
      for (const sink of readers.quotes) sink.set({ ticker, last });
    },
    removeQuote(ticker) {
      quotes.delete(ticker);
      for (const sink of readers.quotes) sink.remove(ticker);
    },
    append(prices) {
      const start = tape.length;
      tape.push(...prices);
      const columns = {
        time: Float64Array.from(prices, (_price, index) => start + index),
        price: Float64Array.from(prices),
      };
      for (const sink of readers.tape) sink.append({ ticker: 'SPY' }, columns);
    },
    get tapeLength() {
      return tape.length;
    },
    get aborted() {
      return state.aborted;
    },
    get placed() {
      return state.placed;
    },
    get resends() {
      return state.resends;
    },
    get open() {
      return readers.events.size + readers.quotes.size + readers.tape.size;
    },
  };
}
