import type { DraftFact } from '../../../domain/facts/fact.ts';
import type { ImportFormat, ImportHints, ImportPart, ImportSink } from '../import-format.ts';
import { occurrences } from '../occurrences.ts';
import { noTrades } from '../../vendor-kit/untold-quote.ts';
import { DbnCursor } from './dbn-cursor.ts';
import { dbnLayout } from './dbn-layouts.ts';
import { cString, readDbnMetadata, type DbnVersion } from './dbn-metadata.ts';
import { symbolBook, type SymbolBook } from './symbol-of-id.ts';

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
  const book = symbolBook(head.ok ? head.value : { mappings: [], stypeOut: 0 });
  const cursor = new DbnCursor(bytes, head.ok ? head.value.recordsAt : 0);
  const keyOf = occurrences();
  while (cursor.next()) readRecord({ bytes, cursor, version, book, sink, hints, keyOf });
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
};

function readRecord(reading: Reading): void {
  const { cursor, version, book, sink, hints } = reading;
  const layout = dbnLayout(cursor.rtype, version);
  if (layout === null) return sink.refuse(`record type 0x${cursor.rtype.toString(16)} is not known`);
  if (cursor.length < layout.bytes) return sink.refuse(`a ${layout.name} record of ${cursor.length} bytes`);
  if (layout.name === 'definition' || layout.name === 'symbol-mapping') learn(reading);
  const subject = hints.symbol ?? book.of(cursor.instrumentId, cursor.eventMs);
  const fact = factOf(reading, layout.name, subject === '' ? `#${cursor.instrumentId}` : subject);
  if (typeof fact === 'string') return sink.refuse(fact);
  const { draft, knownMs } = fact;
  return sink.fact({ ...draft, key: reading.keyOf(draft.key, draft.eventTime) }, knownMs);
}

function learn({ bytes, cursor, version, book }: Reading): void {
  const name = cursor.rtype === 0x13 ? 'raw_symbol' : 'stype_out_symbol';
  const field = dbnLayout(cursor.rtype, version)?.fields.find(([title]) => title === name);
  if (field) book.learn(cursor.instrumentId, cString(bytes, cursor.at + field[1], field[3] ?? 0));
}

type Known = { readonly draft: DraftFact; readonly knownMs: number };

function factOf(reading: Reading, layout: string, subject: string): Known | string {
  const { cursor } = reading;
  switch (layout) {
    case 'trades':
      return tradeFact(cursor, subject, { price: 16, size: 24, sequence: 44 });
    case 'mbo':
      return cursor.u8(38) === tradeAction
        ? tradeFact(cursor, subject, { price: 24, size: 32, sequence: 52 })
        : 'a change of the order book: not kept as a fact';
    case 'mbp-1':
    case 'bbo':
    case 'cmbp-1':
    case 'cbbo':
    case 'mbp-10':
      return quoteFact(cursor, subject);
    case 'ohlcv':
      return barFact(cursor, subject);
    case 'status':
      return statusFact(cursor, subject);
    default:
      return `${layout} records are not kept as facts`;
  }
}

function tradeFact(
  cursor: DbnCursor,
  subject: string,
  at: { readonly price: number; readonly size: number; readonly sequence: number },
): Known | string {
  const price = cursor.price(at.price);
  if (price === null) return 'a trade without a price';
  const eventTime = cursor.eventMs;
  const venue = String(cursor.publisherId);
  const body = { price, size: cursor.u32(at.size), venue, conditions: [], cancelled: false };
  const key = `${cursor.u64(8)}:${cursor.u32(at.sequence)}:${cursor.publisherId}:${body.size}:${price}`;
  return { draft: { kind: 'trade', subject, key, eventTime, body }, knownMs: eventTime };
}

function quoteFact(cursor: DbnCursor, subject: string): Known | string {
  const [bid, ask] = [cursor.price(48), cursor.price(56)];
  if (bid === null && ask === null) return 'a book without either side';
  const size = (field: number): number | null => (cursor.u32(field) === undefinedSize ? null : cursor.u32(field));
  const receivedMs = cursor.timeMs(32);
  const body = { bid, ask, bidSize: size(64), askSize: size(68), ...noTrades, delayMs: 0 };
  const key = `${cursor.u64(32)}:${cursor.u64(8)}:${cursor.u32(44)}:${cursor.publisherId}`;
  return { draft: { kind: 'quote', subject, key, eventTime: receivedMs, body }, knownMs: receivedMs };
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

const halting = new Set([8, 9, 10]);

function statusFact(cursor: DbnCursor, subject: string): Known {
  const eventTime = cursor.eventMs;
  const action = cursor.u16(24);
  const body = { halted: halting.has(action), reason: `action ${action}, reason ${cursor.u16(26)}` };
  return {
    draft: { kind: 'trading-status', subject, key: String(cursor.u64(8)), eventTime, body },
    knownMs: eventTime,
  };
}
