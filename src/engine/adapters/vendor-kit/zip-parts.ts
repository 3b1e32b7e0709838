import { inflateRawSync } from 'node:zlib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';

/** One file of a zip, unpacked when asked for; throws when it is damaged. */
export type ZipPart = { readonly name: string; bytes(): Buffer };

const endMagic = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const entryMagic = 0x02014b50;
const locatorMagic = 0x07064b50;
const stored = 0;
const deflated = 8;
const elsewhere = 0xffffffff;
const wideNumbersId = 1;

/** Files of a zip by its directory, unpacked when asked for. Sizes in front of the data may be missing, the directory's are not. */
export function zipParts(zip: Buffer, mostBytes: number): Outcome<readonly ZipPart[], 'damaged' | 'too-large'> {
  const end = zip.lastIndexOf(endMagic);
  if (end < 0 || end + 22 > zip.length) return fail('damaged', 'the zip has no directory: it is cut short');
  const parts: ZipPart[] = [];
  let total = 0;
  const directory = directoryOf(zip, end);
  let { at } = directory;
  for (let left = directory.entries; left > 0; left -= 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== entryMagic)
      return fail('damaged', `the zip's directory is broken at ${at}`);
    const entry = readEntry(zip, at);
    total += entry.size;
    if (total > mostBytes) return fail('too-large', `unpacked it has more than ${mostBytes} bytes`);
    if (!entry.name.endsWith('/')) parts.push({ name: entry.name, bytes: () => unpackEntry(zip, entry) });
    at = entry.next;
  }
  return ok(parts);
}

function directoryOf(zip: Buffer, end: number): { readonly entries: number; readonly at: number } {
  const narrow = { entries: zip.readUInt16LE(end + 10), at: zip.readUInt32LE(end + 16) };
  const locator = end - 20;
  if (locator < 0 || zip.readUInt32LE(locator) !== locatorMagic) return narrow;
  const wide = Number(zip.readBigUInt64LE(locator + 8));
  if (wide + 56 > zip.length) return narrow;
  return { entries: Number(zip.readBigUInt64LE(wide + 32)), at: Number(zip.readBigUInt64LE(wide + 48)) };
}

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly local: number;
  readonly next: number;
};

function readEntry(zip: Buffer, at: number): Entry {
  const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
  const extraEnd = nameEnd + zip.readUInt16LE(at + 30);
  const wide = wideNumbers(zip, nameEnd, extraEnd);
  // Files beyond 4 GB, and of writers that never know, put their numbers into an extra field, in this order.
  const number = (field: number): number => {
    const told = zip.readUInt32LE(at + field);
    return told === elsewhere ? (wide.shift() ?? told) : told;
  };
  const [size = 0, packed = 0, local = 0] = [24, 20, 42].map(number);
  const name = zip.toString('utf8', at + 46, nameEnd);
  return { name, method: zip.readUInt16LE(at + 10), packed, size, local, next: extraEnd + zip.readUInt16LE(at + 32) };
}

function wideNumbers(zip: Buffer, from: number, end: number): number[] {
  for (let at = from; at + 4 <= Math.min(end, zip.length);) {
    const bytes = zip.readUInt16LE(at + 2);
    if (zip.readUInt16LE(at) === wideNumbersId) {
      const count = Math.floor(Math.min(bytes, zip.length - at - 4) / 8);
      return Array.from({ length: count }, (_, number) => Number(zip.readBigUInt64LE(at + 4 + number * 8)));
    }
    at += 4 + bytes;
  }
  return [];
}

function unpackEntry(zip: Buffer, { name, method, packed, size, local }: Entry): Buffer {
  if (local + 30 > zip.length) throw new Error(`${name} lies outside the zip`);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + packed);
  if (method === stored) return data;
  if (method !== deflated) throw new Error(`${name} is packed by a method this program does not know (${method})`);
  const bytes = inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  if (bytes.length !== size) throw new Error(`${name} has ${bytes.length} bytes instead of ${size}`);
  return bytes;
}
