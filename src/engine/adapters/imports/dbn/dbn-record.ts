import type { DbnCursor } from './dbn-cursor.ts';
import { dbnLayout, type DbnField } from './dbn-layouts.ts';
import { cString, type DbnVersion } from './dbn-metadata.ts';

export type DbnValue = number | bigint | string;
export type DbnRecord = Readonly<Record<string, DbnValue>>;

/** One record with every field of its layout and every bit of its numbers. Null for an unknown type or a short record. */
export function dbnRecord(bytes: Buffer, cursor: DbnCursor, version: DbnVersion): DbnRecord | null {
  const layout = dbnLayout(cursor.rtype, version);
  if (layout === null || cursor.length < layout.bytes) return null;
  const record: Record<string, DbnValue> = {
    rtype: cursor.rtype,
    publisher_id: cursor.publisherId,
    instrument_id: cursor.instrumentId,
    ts_event: cursor.u64(8),
  };
  for (const field of layout.fields) record[field[0]] = valueOf(bytes, cursor, field);
  return record;
}

function valueOf(bytes: Buffer, cursor: DbnCursor, [, at, type, length = 0]: DbnField): DbnValue {
  switch (type) {
    case 'u8':
      return cursor.u8(at);
    case 'u16':
      return cursor.u16(at);
    case 'u32':
      return cursor.u32(at);
    case 'i32':
      return cursor.i32(at);
    case 'u64':
      return cursor.u64(at);
    case 'i64':
      return cursor.i64(at);
    case 'c':
      return String.fromCharCode(cursor.u8(at));
    case 's':
      return cString(bytes, cursor.at + at, length);
  }
}
