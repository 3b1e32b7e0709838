import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedPath } from '../../../../../tests/vectors/shared-files.ts';
import { unzstd } from '../zstd-frames.ts';
import { DbnCursor } from './dbn-cursor.ts';
import { readDbnMetadata, type DbnMetadata, type DbnVersion } from './dbn-metadata.ts';
import { dbnRecord, type DbnRecord } from './dbn-record.ts';
import { symbolBook } from './symbol-of-id.ts';

const most = 1 << 28;
const samples = sharedPath('facts/samples/databento');

type Expected = {
  readonly metadata: Record<string, unknown> | null;
  /** Of all; the list may hold the first few only. */
  readonly record_count: number;
  readonly records: readonly Record<string, string | number>[];
};

function plain(path: string): Buffer {
  const bytes = readFileSync(path);
  if (!path.endsWith('.zst')) return bytes;
  const unpacked = unzstd(bytes, most);
  if (!unpacked.ok) throw new Error(unpacked.failure.message);
  return unpacked.value;
}

function decoded(bytes: Buffer, from: number, version: DbnVersion): readonly DbnRecord[] {
  const cursor = new DbnCursor(bytes, from);
  const records: DbnRecord[] = [];
  while (cursor.next()) {
    const record = dbnRecord(bytes, cursor, version);
    if (record) records.push(record);
  }
  expect(cursor.rest).toBe(0);
  return records;
}

function files(): readonly string[] {
  if (samples === null) return [];
  const all = readdirSync(samples, { recursive: true, withFileTypes: true });
  return all.filter(({ name }) => name.endsWith('.decoded.json')).map((file) => join(file.parentPath, file.name));
}

describe.skipIf(samples === null)('the official samples', () => {
  test('every field of every record of every version is what was expected', () => {
    let fields = 0;
    for (const file of files()) {
      const expected = JSON.parse(readFileSync(file, 'utf8')) as Expected;
      const bytes = plain(file.replace('.decoded.json', ''));
      const head = readDbnMetadata(bytes);
      if (expected.metadata !== null) expect(head.ok, file).toBe(true);
      const version = head.ok ? head.value.version : versionOfFragment(file);
      if (head.ok) checkHead(head.value, expected.metadata ?? {}, file);
      const records = decoded(bytes, head.ok ? head.value.recordsAt : 0, version);
      expect(records.length, file).toBe(expected.record_count);
      for (const [number, record] of records.entries())
        for (const [name, value] of Object.entries(record)) {
          const wanted = expected.records[number]?.[name];
          if (wanted === undefined) continue;
          expect(String(value), `${file} record ${number} ${name}`).toBe(String(wanted));
          fields += 1;
        }
    }
    expect(fields).toBeGreaterThan(3_000);
  });

  test('the rows the publisher printed', () => {
    const lines = readFileSync(join(samples ?? '', 'official-expected-json-rows.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown> & { hd: Record<string, unknown> });
    const all = files().flatMap((file) => {
      const bytes = plain(file.replace('.decoded.json', ''));
      const head = readDbnMetadata(bytes);
      return head.ok ? decoded(bytes, head.value.recordsAt, head.value.version) : [];
    });
    for (const { hd, levels, ...row } of rows) {
      const [level = {}] = (levels ?? []) as readonly Record<string, unknown>[];
      const flat = Object.entries(level).map(([name, value]) => [`${name}_00`, value]);
      const wanted = Object.entries({ ...hd, ...row, ...Object.fromEntries(flat) });
      const found = all.some((record) => wanted.every(([name, value]) => String(record[name]) === String(value)));
      expect(found, JSON.stringify(row)).toBe(true);
    }
    expect(rows).toHaveLength(8);
  });
});

function versionOfFragment(file: string): DbnVersion {
  const named = /\.v([123])/.exec(file)?.[1];
  return named === undefined ? 1 : (Number(named) as DbnVersion);
}

function checkHead(head: DbnMetadata, expected: Record<string, unknown>, file: string): void {
  expect({ ...head, tsOut: Number(head.tsOut), mappings: head.mappings.length }, file).toMatchObject({
    version: expected['version'],
    dataset: expected['dataset'],
    schema: expected['schema'],
    stypeIn: expected['stype_in'],
    stypeOut: expected['stype_out'],
    tsOut: expected['ts_out'],
    symbols: expected['symbols'],
    notFound: expected['not_found'],
    mappings: (expected['mappings'] as readonly unknown[]).length,
  });
}

/** A small version 1 file of our own: one symbol, trades at odd offsets. */
function ownFile(count: number): Buffer {
  const head = Buffer.alloc(8 + 100 + 4 + 4 + 22 + 4 + 4 + 4 + 22 + 4 + 8 + 22);
  head.write('DBN', 0);
  head[3] = 1;
  head.writeUInt32LE(head.length - 8, 4);
  head.write('XNAS.ITCH', 8);
  head.writeUInt16LE(4, 24);
  let at = 8 + 100 + 4;
  head.writeUInt32LE(1, at);
  head.write('SPY', at + 4);
  at += 4 + 22 + 4 + 4;
  head.writeUInt32LE(1, at);
  head.write('SPY', at + 4);
  head.writeUInt32LE(1, at + 26);
  head.writeUInt32LE(20261012, at + 30);
  head.writeUInt32LE(20261013, at + 34);
  head.write('77', at + 38);
  const records = Array.from({ length: count }, (_, number) => {
    const record = Buffer.alloc(48);
    record[0] = 12;
    record.writeUInt32LE(77, 4);
    record.writeBigUInt64LE(1_791_800_000_000_000_000n + BigInt(number), 8);
    record.writeBigInt64LE(450_010_000_000n, 16);
    record.writeUInt32LE(number, 24);
    return record;
  });
  return Buffer.concat([head, ...records]);
}

describe('the decoder', () => {
  test('reads our own file, with halves as exact as they need be', () => {
    const bytes = ownFile(3);
    const head = readDbnMetadata(bytes);
    if (!head.ok) throw new Error(head.failure.message);
    expect(head.value.recordsAt % 8).not.toBe(0);
    const cursor = new DbnCursor(bytes, head.value.recordsAt);
    const sizes: number[] = [];
    while (cursor.next()) {
      expect(cursor.price(16)).toBe(450.01);
      expect(cursor.eventMs).toBeCloseTo(1_791_800_000_000, 3);
      sizes.push(cursor.u32(24));
    }
    expect(sizes).toEqual([0, 1, 2]);
    expect(symbolBook(head.value).of(77, cursor.eventMs)).toBe('SPY');
    expect(symbolBook(head.value).of(78, cursor.eventMs)).toBe('');
  });

  test('no price is no price', () => {
    const bytes = ownFile(1);
    bytes.writeBigInt64LE(2n ** 63n - 1n, bytes.length - 32);
    const cursor = new DbnCursor(bytes, bytes.length - 48);
    expect(cursor.next() && cursor.price(16)).toBeNull();
    bytes.writeBigInt64LE(-1_500_000_000n, bytes.length - 32);
    expect(cursor.price(16)).toBe(-1.5);
  });

  test('any bytes end in records, a refusal or a rest; never in a crash, a loop or a giant list', () => {
    const sound = ownFile(20);
    const mutation = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 8 }), fc.nat(sound.length), (changes, length) => {
        const bytes = Buffer.from(sound.subarray(0, length));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const head = readDbnMetadata(bytes);
        const cursor = new DbnCursor(bytes, head.ok ? head.value.recordsAt : 0);
        let records = 0;
        while (cursor.next()) {
          const record = dbnRecord(bytes, cursor, head.ok ? head.value.version : 1);
          expect(Object.values(record ?? {}).some((value) => Number.isNaN(value))).toBe(false);
          records += 1;
        }
        expect(records).toBeLessThanOrEqual(bytes.length / 16);
        expect(cursor.rest).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a newer version, a legacy file and something else are refused by name', () => {
    const bytes = ownFile(0);
    bytes[3] = 4;
    expect(readDbnMetadata(bytes)).toMatchObject({ ok: false, failure: { code: 'too-new' } });
    bytes[3] = 0;
    expect(readDbnMetadata(bytes)).toMatchObject({ ok: false, failure: { code: 'not-dbn' } });
    expect(readDbnMetadata(Buffer.from('PK'))).toMatchObject({ ok: false, failure: { code: 'not-dbn' } });
  });
});

describe('zstd', () => {
  const parts = ['first', 'second '.repeat(10_000), ''].map((text) => Buffer.from(text));
  const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

  test('all frames are read, skippable ones passed over, whatever their bytes contain', () => {
    const tricky = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.from('literal')]);
    const packed = [...parts, tricky].flatMap((part) => [zstdCompressSync(part), skippable]);
    const unpacked = unzstd(Buffer.concat(packed), most);
    expect(unpacked.ok && unpacked.value.equals(Buffer.concat([...parts, tricky]))).toBe(true);
  });

  test('a frame cut short, another format and a bomb are refused', () => {
    const packed = zstdCompressSync(parts[1] ?? '');
    expect(unzstd(packed.subarray(0, packed.length - 1), most)).toMatchObject({ failure: { code: 'damaged' } });
    expect(unzstd(Buffer.from('never zstd'), most)).toMatchObject({ failure: { code: 'damaged' } });
    expect(unzstd(packed, 1_000)).toMatchObject({ failure: { code: 'too-large' } });
  });
});
