import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * What stands in front of every chunk, and is its entry in the index at once: reading the headers alone tells what a
 * file holds, and a file is whole up to its last whole chunk whenever the program died.
 *
 * `QRC1` · u32 packed bytes · u32 raw bytes · u32 items · f64 first time · f64 last time · SHA-256 of the packed bytes ·
 * u32 CRC-32 of all before. 68 bytes, little-endian.
 */
export type ChunkHeader = {
  readonly packedBytes: number;
  readonly rawBytes: number;
  readonly items: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly sha256: Buffer;
};

export const headerBytes = 68;
export const chunkMagic = Buffer.from('QRC1', 'latin1');
/** A header that claims more is damaged, whatever its checksum says. */
/** The last moment that a date can tell. */
const latestMs = 8.64e15;
export const mostRawBytes = 512 * 1024 * 1024;

export function sha256Of(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

export function writeHeader(header: ChunkHeader): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  chunkMagic.copy(bytes, 0);
  bytes.writeUInt32LE(header.packedBytes, 4);
  bytes.writeUInt32LE(header.rawBytes, 8);
  bytes.writeUInt32LE(header.items, 12);
  bytes.writeDoubleLE(header.firstMs, 16);
  bytes.writeDoubleLE(header.lastMs, 24);
  header.sha256.copy(bytes, 32);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 64)), 64);
  return bytes;
}

/** Null for anything that is no whole, sound header. */
export function readHeader(bytes: Buffer): ChunkHeader | null {
  if (bytes.length < headerBytes || !bytes.subarray(0, 4).equals(chunkMagic)) return null;
  if (crc32(bytes.subarray(0, 64)) !== bytes.readUInt32LE(64)) return null;
  const header = {
    packedBytes: bytes.readUInt32LE(4),
    rawBytes: bytes.readUInt32LE(8),
    items: bytes.readUInt32LE(12),
    firstMs: bytes.readDoubleLE(16),
    lastMs: bytes.readDoubleLE(24),
    sha256: Buffer.from(bytes.subarray(32, 64)),
  };
  const hasTimes = header.firstMs >= 0 && header.firstMs <= header.lastMs && header.lastMs <= latestMs;
  return header.rawBytes > mostRawBytes || !hasTimes ? null : header;
}
