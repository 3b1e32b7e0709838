import { readFileSync } from 'node:fs';
import { gunzipSync, inflateRawSync, zstdDecompressSync } from 'node:zlib';
import { sharedPath } from './shared-files.ts';

/** The first file of a zip, found through the central directory: sizes may be missing in front of the data. */
function firstOfZip(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const directory = zip.readUInt32LE(end + 16);
  const packed = zip.readUInt32LE(directory + 20);
  const local = zip.readUInt32LE(directory + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + packed);
  return zip.readUInt16LE(directory + 10) === 0 ? data : inflateRawSync(data);
}

/** Every frame of a zst file: Node's own decompression ends with the first. */
function allFrames(packed: Buffer): Buffer {
  const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
  const frames: Buffer[] = [];
  for (let start = 0; start >= 0 && start < packed.length;) {
    const next = packed.indexOf(magic, start + magic.length);
    frames.push(zstdDecompressSync(packed.subarray(start, next < 0 ? packed.length : next)));
    start = next;
  }
  return Buffer.concat(frames);
}

/** A reference file as it was before it was packed (gz, zip, zst), or null with a printed reason when absent. */
export function sharedBytes(path: string): Buffer | null {
  const full = sharedPath(path);
  if (full === null) return null;
  const bytes = readFileSync(full);
  if (path.endsWith('.gz')) return gunzipSync(bytes);
  if (path.endsWith('.zst')) return allFrames(bytes);
  return path.endsWith('.zip') ? firstOfZip(bytes) : bytes;
}

/** Its lines without the last, empty one; an empty list when absent. */
export function sharedLines(path: string): readonly string[] {
  const bytes = sharedBytes(path);
  if (bytes === null) return [];
  const lines = bytes.toString('utf8').split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
