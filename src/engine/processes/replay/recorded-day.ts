import type { Bar } from '../../domain/bar.ts';
import type { InstrumentId, Ticker } from '../../domain/ids.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { factsOfRecorded } from '../../ingestion/recorded-facts.ts';
import type { OptionClass } from '../../ports/option-data.ts';
import type { BrokerItems, ReceivedItem, RecordedSession } from '../../ports/recording.ts';
import type { TapeAnswers, TapeRow, TapeSource } from '../../ports/tape-source.ts';
import type { Vendor } from '../../ports/vendor.ts';
import { brokerItemSchemas } from './broker-item-schemas.ts';

type BrokerItem = keyof typeof brokerItemSchemas;

/**
 * A recorded day as a tape with everything beside it: what the broker's lines told and answered, and what vendors said.
 * Null when no line told a price.
 */
export async function recordedDay(session: RecordedSession, vendors: readonly Vendor[]): Promise<TapeSource | null> {
  const { symbols, answers } = await looked(session);
  if (symbols.length === 0) return null;
  const refused = new Map<string, number>();
  const refuse = (reason: string): void => void refused.set(reason, (refused.get(reason) ?? 0) + 1);
  return {
    title: session.title,
    symbols,
    answers,
    skipped: () => [...refused.values()].reduce((sum, count) => sum + count, 0),
    refusals: () => Object.fromEntries(refused),
    rows: async function* rows() {
      refused.clear();
      for await (const item of session.items()) {
        const row =
          item.context === '{}' && partOf(item) !== 'facts' ? toldBy(item, refuse) : saidBy(item, vendors, refuse);
        if (row !== null) yield row;
      }
    },
  };
}

/** The first reading: whose prices there are, and what was answered. */
async function looked(
  session: RecordedSession,
): Promise<{ readonly symbols: readonly Ticker[]; readonly answers: TapeAnswers }> {
  const quoted = new Set<InstrumentId>();
  const instruments = new Map<InstrumentId, Instrument>();
  const classes = new Map<InstrumentId, readonly OptionClass[]>();
  const series = new Map<string, Map<number, Bar>>();
  for await (const item of session.items()) {
    if (item.context !== '{}') continue;
    const part = partOf(item);
    if (part === 'quote') quoted.add(readItem('quote', item)?.instrument ?? '');
    if (part === 'instruments') for (const found of readItem(part, item) ?? []) instruments.set(found.id, found);
    if (part === 'classes') {
      const told = readItem(part, item);
      if (told) classes.set(told.underlying, told.classes);
    }
    if (part === 'history') {
      const told = readItem(part, item);
      if (!told) continue;
      const key = seriesKey(told);
      const known = series.get(key) ?? new Map<number, Bar>();
      for (const bar of told.bars) known.set(bar.start, bar);
      series.set(key, known);
    }
  }
  const sorted = new Map(
    [...series].map(([key, bars]) => [key, [...bars.values()].sort((left, right) => left.start - right.start)]),
  );
  const symbols = new Set<Ticker>();
  for (const id of quoted) {
    const instrument = instruments.get(id);
    const ticker = instrument ? tickerOf(instrument) : null;
    if (ticker !== null) symbols.add(ticker);
  }
  return {
    symbols: [...symbols].sort(),
    answers: { instruments, classes, bars: (wanted) => sorted.get(seriesKey(wanted)) ?? null },
  };
}

function seriesKey({ instrument, kind, interval }: Parameters<TapeAnswers['bars']>[0]): string {
  return `${instrument} ${kind} ${interval}`;
}

/** As a watchlist names it; null for options, and for futures, which watchlists name by their place in a row. */
function tickerOf({ symbol, secType, currency }: Instrument): Ticker | null {
  if (secType === 'OPT' || secType === 'FUT') return null;
  return secType === 'STK' || secType === 'IND' ? symbol : `${symbol}.${currency}`;
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
  if (row === null) refuse(`${part} that cannot be read`);
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
