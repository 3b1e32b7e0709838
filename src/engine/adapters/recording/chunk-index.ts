import type { FileHandle } from 'node:fs/promises';
import { chunkMagic, headerBytes, readHeader, type ChunkHeader } from './chunk-header.ts';

export type ChunkPlace = ChunkHeader & { readonly at: number };

export type ChunkIndex = {
  readonly chunks: readonly ChunkPlace[];
  /** Stretches between sound chunks that are none: damaged headers. */
  readonly damaged: readonly { readonly at: number; readonly bytes: number }[];
  /** Where the last whole chunk ends; what follows is a tail that was never finished. */
  readonly end: number;
  readonly tornBytes: number;
};

const searchBytes = 1024 * 1024;

/** Reads the headers of a file, one after the other; behind a damaged one it looks for the next that is sound. */
export async function indexChunks(file: FileHandle): Promise<ChunkIndex> {
  const { size } = await file.stat();
  const chunks: ChunkPlace[] = [];
  const damaged: { at: number; bytes: number }[] = [];
  let at = 0;
  let end = 0;
  while (at + headerBytes <= size) {
    const header = readHeader(await bytesAt(file, at, headerBytes));
    if (header !== null && at + headerBytes + header.packedBytes > size) break;
    if (header === null) {
      const next = await nextHeader(file, at + 1, size);
      if (next === null) break;
      damaged.push({ at, bytes: next - at });
      at = next;
      continue;
    }
    chunks.push({ ...header, at });
    at += headerBytes + header.packedBytes;
    end = at;
  }
  return { chunks, damaged, end, tornBytes: size - end };
}

export async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

async function nextHeader(file: FileHandle, from: number, size: number): Promise<number | null> {
  for (let start = from; start + headerBytes <= size; start += searchBytes) {
    const stretch = await bytesAt(file, start, searchBytes + headerBytes);
    for (let hit = stretch.indexOf(chunkMagic); hit >= 0; hit = stretch.indexOf(chunkMagic, hit + 1)) {
      const header = readHeader(stretch.subarray(hit, hit + headerBytes));
      if (header !== null && start + hit + headerBytes + header.packedBytes <= size) return start + hit;
    }
  }
  return null;
}
