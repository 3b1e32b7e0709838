import { tickerSchema } from '../../contract/market-schemas.ts';
import type { Bar } from '../../domain/bar.ts';
import { tradingDate } from '../../domain/calendar.ts';
import type { InstrumentId, Ticker } from '../../domain/ids.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { factsOfRecorded } from '../../ingestion/recorded-facts.ts';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { OptionClass } from '../../ports/option-data.ts';
import type { BrokerItems, ReceivedItem, RecordedSession } from '../../ports/recording.ts';
import type { TapeAnswers, TapeRow, TapeSource } from '../../ports/tape-source.ts';
import type { Vendor } from '../../ports/vendor.ts';
import { spanOfDay } from '../data/archive-day.ts';
import { brokerItemSchemas } from './broker-item-schemas.ts';

type BrokerItem = keyof typeof brokerItemSchemas;

export type RecordedDayCode = 'no-prices' | 'no-contracts' | 'stopped';

/**
 * A recorded day as a tape with everything beside it: what the broker's lines told and answered, and what vendors said.
 */
export async function recordedDay(
  session: RecordedSession,
  vendors: readonly Vendor[],
  signal: AbortSignal,
): Promise<Outcome<TapeSource, RecordedDayCode>> {
  const first = await firstReading(session, signal);
  if (signal.aborted) return fail('stopped', 'stopped before the first moment');
  if (first.quoted.size === 0) return fail('no-prices', `${session.title} holds no prices of a broker`);
  const symbols = first.symbols();
  if (symbols.length === 0)
    return fail('no-contracts', `${session.title} holds prices, but not what they are prices of`);
  // What a recorded day holds is its day's: whatever else claims to be would have to be walked to.
  const { toMs } = spanOfDay(tradingDate(session.fromMs));
  const refused = new Map<string, number>();
  const refuse = (reason: string): void => void refused.set(reason, (refused.get(reason) ?? 0) + 1);
  return ok({
    title: session.title,
    symbols,
    answers: first.answers(),
    skipped: () => [...refused.values()].reduce((sum, count) => sum + count, 0),
    refusals: () => Object.fromEntries(refused),
    rows: async function* rows() {
      refused.clear();
      for (const [reason, count] of first.refused) refused.set(reason, count);
      for await (const item of session.items()) {
        if (item.receivedTime >= toMs) {
          refuse('later than the trading day of the first');
          continue;
        }
        const row = isToldByBroker(item) ? toldBy(item, refuse) : saidBy(item, vendors, refuse);
        if (row !== null) yield row;
      }
    },
  });
}

function isToldByBroker(item: ReceivedItem): boolean {
  return item.context === '{}' && partOf(item) !== 'facts';
}

/** Before anything is played: whose prices there are, and what was answered. */
async function firstReading(session: RecordedSession, signal: AbortSignal): Promise<FirstReading> {
  const reading = new FirstReading();
  for await (const item of session.items()) {
    if (signal.aborted) break;
    if (isToldByBroker(item)) reading.take(item);
  }
  return reading;
}

class FirstReading {
  readonly quoted = new Set<InstrumentId>();
  readonly refused = new Map<string, number>();
  readonly #instruments = new Map<InstrumentId, Instrument>();
  readonly #classes = new Map<InstrumentId, readonly OptionClass[]>();
  readonly #series = new Map<string, Map<number, Bar>>();

  take(item: ReceivedItem): void {
    switch (partOf(item)) {
      case 'quote':
        quotedIn(item, this.quoted);
        break;
      case 'instruments':
        for (const found of this.#read('instruments', item) ?? []) this.#instruments.set(found.id, found);
        break;
      case 'classes': {
        const told = this.#read('classes', item);
        if (told) this.#classes.set(told.underlying, told.classes);
        break;
      }
      case 'history': {
        const told = this.#read('history', item);
        if (told) this.#bars(told);
      }
    }
  }

  symbols(): readonly Ticker[] {
    const symbols = new Set<Ticker>();
    for (const id of this.quoted) {
      const instrument = this.#instruments.get(id);
      const ticker = instrument ? tickerOf(instrument) : null;
      if (ticker !== null) symbols.add(ticker);
    }
    return [...symbols].sort();
  }

  answers(): TapeAnswers {
    const sorted = new Map(
      [...this.#series].map(([key, bars]) => [key, [...bars.values()].sort((left, right) => left.start - right.start)]),
    );
    return {
      instruments: this.#instruments,
      classes: this.#classes,
      bars: (wanted) => sorted.get(seriesKey(wanted)) ?? null,
    };
  }

  /** Later answers know better: a bar that was still forming is whole in them. */
  #bars(told: BrokerItems['history']): void {
    const key = seriesKey(told);
    const known = this.#series.get(key) ?? new Map<number, Bar>();
    for (const bar of told.bars) known.set(bar.start, bar);
    this.#series.set(key, known);
  }

  #read<What extends BrokerItem>(what: What, item: ReceivedItem): BrokerItems[What] | null {
    const read = readItem(what, item);
    if (read === null) this.refused.set(unreadable(what), (this.refused.get(unreadable(what)) ?? 0) + 1);
    return read;
  }
}

const unreadable = (what: string): string => `${what} that cannot be read`;
const namedFirst = /^\{"instrument":"([^"\\]{3,80})"/;

/** Of a quote only whose it is: each is read whole when its turn comes. */
function quotedIn({ bytes }: ReceivedItem, quoted: Set<InstrumentId>): void {
  const named = namedFirst.exec(Buffer.from(bytes.subarray(0, 120)).toString('latin1'))?.[1];
  if (named !== undefined) quoted.add(named);
}

function seriesKey({ instrument, kind, interval }: Parameters<TapeAnswers['bars']>[0]): string {
  return `${instrument} ${kind} ${interval}`;
}

/** As a watchlist names it; null for options, and for futures, which watchlists name by their place in a row. */
function tickerOf({ symbol, secType, currency }: Instrument): Ticker | null {
  if (secType === 'OPT' || secType === 'FUT') return null;
  const ticker = secType === 'STK' || secType === 'IND' ? symbol : `${symbol}.${currency}`;
  return tickerSchema.safeParse(ticker).success ? ticker : null;
}

function partOf({ channel }: ReceivedItem): string {
  return channel.slice(channel.lastIndexOf('/') + 1);
}

function isBrokerItem(part: string): part is BrokerItem {
  return Object.hasOwn(brokerItemSchemas, part);
}

/** Null for what is not as this program writes it. */
function readItem<What extends BrokerItem>(what: What, { bytes }: ReceivedItem): BrokerItems[What] | null {
  try {
    const read = brokerItemSchemas[what].safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return read.success ? (read.data as BrokerItems[What]) : null;
  } catch {
    return null;
  }
}

/** Null for answers, which were read before, for order books, which nothing here looks at, and for what is refused. */
function toldBy(item: ReceivedItem, refuse: (reason: string) => void): TapeRow | null {
  const part = partOf(item);
  const time = item.receivedTime;
  if (!isBrokerItem(part)) return null;
  if (part === 'instruments' || part === 'classes' || part === 'history') return null;
  const row = rowOf(part, item, time);
  if (row === null) refuse(unreadable(part));
  return row;
}

function rowOf(part: 'quote' | 'trade' | 'option' | 'stats', item: ReceivedItem, time: number): TapeRow | null {
  if (part === 'quote') {
    const quote = readItem(part, item);
    return quote && { kind: 'whole-quote', time, quote };
  }
  if (part === 'trade') {
    const trade = readItem(part, item);
    return trade && { kind: 'print', time, trade };
  }
  if (part === 'option') {
    const told = readItem(part, item);
    return told && { kind: 'option', time, ...told };
  }
  const told = readItem(part, item);
  return told && { kind: 'stats', time, ...told };
}

function saidBy(item: ReceivedItem, vendors: readonly Vendor[], refuse: (reason: string) => void): TapeRow | null {
  const { facts, refusals } = factsOfRecorded(item, vendors);
  for (const { reason } of refusals) refuse(reason);
  return facts.length > 0 ? { kind: 'facts', time: item.receivedTime, facts } : null;
}
