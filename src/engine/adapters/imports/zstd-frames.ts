import { zstdDecompressSync } from 'node:zlib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';

const frameMagic = 0xfd2fb528;
const dictionaryIdBytes = [0, 1, 2, 4] as const;
const contentSizeBytes = [0, 2, 4, 8] as const;

/**
 * All frames of a zstd file. Node's own decompression ends with the first and says nothing of the rest. Boundaries come from
 * the frames' own block lengths: the magic number may well occur inside compressed data.
 */
export function unzstd(packed: Buffer, mostBytes: number): Outcome<Buffer, 'damaged' | 'too-large'> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for (let at = 0; at < packed.length;) {
    const end = endOfFrame(packed, at);
    if (end === null) return fail('damaged', `zstd frame at ${at} of ${packed.length} bytes is not whole`);
    if (packed.readUInt32LE(at) === frameMagic) {
      try {
        const part = zstdDecompressSync(packed.subarray(at, end), { maxOutputLength: mostBytes - bytes + 1 });
        bytes += part.length;
        parts.push(part);
      } catch (error) {
        if (isTooLarge(error)) return tooLarge(mostBytes);
        return fail('damaged', `zstd frame at ${at}: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (bytes > mostBytes) return tooLarge(mostBytes);
    }
    at = end;
  }
  return ok(parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts));
}

function tooLarge(mostBytes: number): Outcome<never, 'too-large'> {
  return fail('too-large', `unpacked it has more than ${mostBytes} bytes`, { mostBytes });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/** Null when the bytes end before the frame does, or are no frame. */
function endOfFrame(bytes: Buffer, at: number): number | null {
  if (at + 8 > bytes.length) return null;
  const magic = bytes.readUInt32LE(at);
  if (magic >>> 4 === 0x184d2a5) return within(bytes, at + 8 + bytes.readUInt32LE(at + 4));
  if (magic !== frameMagic) return null;
  const descriptor = bytes[at + 4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const sizeBytes = contentSizeBytes[descriptor >>> 6] ?? 0;
  let next = at + 5 + (single ? 0 : 1) + (dictionaryIdBytes[descriptor & 3] ?? 0);
  next += sizeBytes === 0 && single ? 1 : sizeBytes;
  for (;;) {
    if (next + 3 > bytes.length) return null;
    const block = bytes.readUIntLE(next, 3);
    const repeated = ((block >>> 1) & 3) === 1;
    next += 3 + (repeated ? 1 : block >>> 3);
    if ((block & 1) === 1) return within(bytes, next + ((descriptor & 4) === 0 ? 0 : 4));
  }
}

function within(bytes: Buffer, end: number): number | null {
  return end <= bytes.length ? end : null;
}
