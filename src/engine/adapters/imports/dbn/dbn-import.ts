import type { DraftFact } from '../../../domain/facts/fact.ts';
import type { ImportFormat, ImportHints, ImportPart, ImportSink } from '../import-format.ts';
import { occurrences } from '../occurrences.ts';
import { noTrades } from '../../vendor-kit/untold-quote.ts';
import { DbnCursor } from './dbn-cursor.ts';
import { dbnLayout, type DbnLayout } from './dbn-layouts.ts';
import { cString, readDbnMetadata, type DbnVersion } from './dbn-metadata.ts';
import { symbolBook, type SymbolBook } from './symbol-of-id.ts';
import { tradingStates } from './trading-state.ts';

const intervals: Readonly<Record<number, number>> = {
  0x20: 1_000,
  0x21: 60_000,
  0x22: 3_600_000,
  0x23: 86_400_000,
  0x24: 86_400_000,
};
const undefinedSize = 0xffffffff;
const tradeAction = 0x54;

/** Databento's files, whole or without their head. */
export const dbnFile: ImportFormat = {
  id: 'dbn',
  title: 'Databento DBN',
  recognises: (file) => {
    const bytes = file.parts[0]?.bytes() ?? Buffer.alloc(0);
    return bytes.toString('latin1', 0, 3) === 'DBN' || (/\.dbn\b/.test(file.name) && fragmentVersion(bytes) !== null);
  },
  read: (file, sink, hints) => {
    for (const part of file.parts) readDbn(part, sink, hints);
  },
};

/** Which version's definitions or messages a file without a head holds; null when its records have no known lengths. */
function fragmentVersion(bytes: Buffer): DbnVersion | null {
  const cursor = new DbnCursor(bytes, 0);
  if (!cursor.next()) return null;
  const fits = ([3, 2, 1] as const).find((version) => dbnLayout(cursor.rtype, version)?.bytes === cursor.length);
  return fits ?? null;
}

function readDbn(part: ImportPart, sink: ImportSink, hints: ImportHints): void {
  const bytes = part.bytes();
  const head = readDbnMetadata(bytes);
  const fragment = fragmentVersion(bytes);
  if (!head.ok && (bytes.toString('latin1', 0, 3) === 'DBN' || fragment === null)) {
    sink.refuse(`a file whose head cannot be read: ${head.failure.message}`);
    return;
  }
  const version = head.ok ? head.value.version : (fragment ?? 1);
  if (!head.ok) sink.remark(`no head: read as version ${version}, symbols only where definitions name them`);
  const book = symbolBook(head.ok ? head.value : { mappings: [], stypeIn: 0, stypeOut: 0 });
  const cursor = new DbnCursor(bytes, head.ok ? head.value.recordsAt : 0);
  const keyOf = occurrences();
  const isHalted = tradingStates();
  while (cursor.next()) readRecord({ bytes, cursor, version, book, sink, hints, keyOf, isHalted });
  if (cursor.rest > 0) sink.refuse(`a last record cut short or broken, ${cursor.rest} bytes`);
}

type Reading = {
  readonly bytes: Buffer;
  readonly cursor: DbnCursor;
  readonly version: DbnVersion;
  readonly book: SymbolBook;
  readonly sink: ImportSink;
  readonly hints: ImportHints;
  readonly keyOf: (key: string, timeMs: number) => string;
  readonly isHalted: (cursor: DbnCursor) => boolean | null;
};

function readRecord(reading: Reading): void {
  const { cursor, version, book, sink, hints } = reading;
  const layout = dbnLayout(cursor.rtype, version);
  if (layout === null) return sink.refuse(`record type 0x${cursor.rtype.toString(16)} is not known`);
  if (cursor.length < layout.bytes) return sink.refuse(`a ${layout.name} record of ${cursor.length} bytes`);
  if (layout.name === 'definition' || layout.name === 'symbol-mapping') learn(reading);
  const receivedMs = receivedTime(cursor, layout);
  const subject = hints.symbol ?? book.of(cursor.instrumentId, receivedMs);
  const about = { subject: subject === '' ? `#${cursor.instrumentId}` : subject, receivedMs };
  for (const fact of factsOf(reading, layout.name, about)) {
    if (typeof fact === 'string') sink.refuse(fact);
    else sink.fact({ ...fact.draft, key: reading.keyOf(fact.draft.key, fact.draft.eventTime) }, fact.knownMs);
  }
}

/** When it was captured; when it happened where no record of its kind says more. */
function receivedTime(cursor: DbnCursor, { fields }: DbnLayout): number {
  const at = fields.find(([name]) => name === 'ts_recv')?.[1];
  return (at === undefined ? null : cursor.toldMs(at)) ?? cursor.eventMs;
}

function learn({ bytes, cursor, version, book }: Reading): void {
  const name = cursor.rtype === 0x13 ? 'raw_symbol' : 'stype_out_symbol';
  const field = dbnLayout(cursor.rtype, version)?.fields.find(([title]) => title === name);
  if (field) book.learn(cursor.instrumentId, cString(bytes, cursor.at + field[1], field[3] ?? 0));
}

type Known = { readonly draft: DraftFact; readonly knownMs: number };
type About = { readonly subject: string; readonly receivedMs: number };

const tradeFields = { price: 16, size: 24, sequence: 44 };
const orderFields = { price: 24, size: 32, sequence: 52 };

function factsOf({ cursor, isHalted }: Reading, layout: string, about: About): readonly (Known | string)[] {
  switch (layout) {
    case 'trades':
      return [tradeFact(cursor, about, tradeFields)];
    case 'mbo':
      return cursor.u8(38) === tradeAction
        ? [tradeFact(cursor, about, orderFields)]
        : ['a change of the order book: not kept as a fact'];
    case 'mbp-1':
    case 'cmbp-1':
    case 'mbp-10': {
      const quote = quoteFact(cursor, about, cursor.toldMs(8));
      // A trade stands beside the book as it was just before.
      return cursor.u8(28) === tradeAction ? [quote, tradeFact(cursor, about, tradeFields)] : [quote];
    }
    case 'bbo':
    case 'cbbo':
      // The book at the end of an interval; its event is the last trade, however long ago.
      return [quoteFact(cursor, about, null)];
    case 'ohlcv':
      return [barFact(cursor, about.subject)];
    case 'status':
      return [statusFact(cursor, about, isHalted(cursor))];
    default:
      return [`${layout} records are not kept as facts`];
  }
}

function tradeFact(
  cursor: DbnCursor,
  { subject, receivedMs }: About,
  at: { readonly price: number; readonly size: number; readonly sequence: number },
): Known | string {
  const price = cursor.price(at.price);
  if (price === null) return 'a trade without a price';
  const eventTime = cursor.toldMs(8) ?? receivedMs;
  const venue = String(cursor.publisherId);
  const body = { price, size: cursor.u32(at.size), venue, conditions: [], cancelled: false };
  const key = `${cursor.u64(8)}:${cursor.u32(at.sequence)}:${cursor.publisherId}:${body.size}:${price}`;
  return { draft: { kind: 'trade', subject, key, eventTime, body }, knownMs: receivedMs };
}

function quoteFact(cursor: DbnCursor, { subject, receivedMs }: About, happenedMs: number | null): Known | string {
  const [bid, ask] = [cursor.price(48), cursor.price(56)];
  if (bid === null && ask === null) return 'a book without either side';
  const size = (field: number): number | null => (cursor.u32(field) === undefinedSize ? null : cursor.u32(field));
  const body = { bid, ask, bidSize: size(64), askSize: size(68), ...noTrades, delayMs: 0 };
  const key = `${cursor.u64(32)}:${cursor.u64(8)}:${cursor.u32(44)}:${cursor.publisherId}`;
  const eventTime = happenedMs ?? receivedMs;
  return { draft: { kind: 'quote', subject, key, eventTime, body }, knownMs: receivedMs };
}

function barFact(cursor: DbnCursor, subject: string): Known | string {
  const close = cursor.price(40);
  const intervalMs = intervals[cursor.rtype];
  if (close === null || intervalMs === undefined) return 'a bar without a close or an interval';
  const start = cursor.eventMs;
  const body = {
    ...{ intervalMs, start, open: cursor.price(16), high: cursor.price(24), low: cursor.price(32), close },
    volume: cursor.wide(48),
  };
  const key = `${intervalMs}:${start}:${cursor.publisherId}`;
  return { draft: { kind: 'bar', subject, key, eventTime: start, body }, knownMs: start + intervalMs };
}

function statusFact(cursor: DbnCursor, { subject, receivedMs }: About, halted: boolean | null): Known | string {
  if (halted === null) return 'a notice that says neither whether it trades nor whether it is halted';
  const body = { halted, reason: `action ${cursor.u16(24)}, reason ${cursor.u16(26)}` };
  const eventTime = cursor.toldMs(8) ?? receivedMs;
  return {
    draft: { kind: 'trading-status', subject, key: String(cursor.u64(8)), eventTime, body },
    knownMs: receivedMs,
  };
}
