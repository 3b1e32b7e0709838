import { open, readdir, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import { unreadableFile } from '../../domain/unreadable-file.ts';
import type { ReceivedItem, RecordedSession } from '../../ports/recording.ts';
import type { StoreCode } from '../../ports/store.ts';
import { headerBytes, sha256Of } from './chunk-header.ts';
import { bytesAt, indexChunks, type ChunkIndex, type ChunkPlace } from './chunk-index.ts';
import { unpackItems } from './received-items.ts';
import { recordingExtension } from './recorder.ts';

export type RecordingCode = StoreCode | 'no-file' | 'empty';

const decompress = promisify(zstdDecompress);

/** Opens a recorded day for reading. Its unfinished tail, if a crash left one, is no part of it. */
export async function openRecording(path: string): Promise<Outcome<RecordedSession, RecordingCode>> {
  let index: ChunkIndex;
  try {
    index = await withFile(path, indexChunks);
  } catch (error) {
    return fail('no-file', unreadableFile(path, error));
  }
  const { chunks, damaged, tornBytes } = index;
  if (chunks.length === 0) return fail('empty', `${path} holds no whole chunk`);
  return ok({
    title: basename(path),
    fromMs: chunks.reduce((least, { firstMs }) => Math.min(least, firstMs), Infinity),
    toMs: chunks.reduce((most, { lastMs }) => Math.max(most, lastMs), -Infinity),
    content: {
      chunks: chunks.length,
      items: chunks.reduce((sum, { items }) => sum + items, 0),
      packedBytes: index.end,
      rawBytes: chunks.reduce((sum, { rawBytes }) => sum + rawBytes, 0),
      tornBytes,
    },
    items: () => itemsOf(path, chunks),
    verify: () => verify(path, { chunks, damaged }),
  });
}

/** Files of recorded days in a folder, oldest first. */
export async function recordingsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(recordingExtension))
    .sort()
    .map((name) => join(folder, name));
}

/** Damaged chunks are left out: `verify` says which they are. */
async function* itemsOf(path: string, chunks: readonly ChunkPlace[]): AsyncGenerator<ReceivedItem> {
  const file = await open(path, 'r');
  const unpacked = (at: number): Promise<readonly ReceivedItem[] | null> => {
    const chunk = chunks[at];
    const items = chunk ? itemsOfChunk(file, chunk) : Promise.resolve(null);
    // Whoever waits for it is told; until then nobody else has to be.
    items.catch(() => null);
    return items;
  };
  let next = unpacked(0);
  try {
    for (const at of chunks.keys()) {
      const items = await next;
      // Read and unpacked by another thread while the reader is busy with the one before.
      next = unpacked(at + 1);
      yield* items ?? [];
    }
  } finally {
    await next.catch(() => null);
    await file.close();
  }
}

async function itemsOfChunk(file: FileHandle, chunk: ChunkPlace): Promise<readonly ReceivedItem[] | null> {
  const body = await bytesAt(file, chunk.at + headerBytes, chunk.packedBytes);
  if (!sha256Of(body).equals(chunk.sha256)) return null;
  try {
    const raw = await decompress(body, { maxOutputLength: Math.max(1, chunk.rawBytes) });
    return raw.length === chunk.rawBytes ? unpackItems(raw, chunk) : null;
  } catch {
    return null;
  }
}

async function verify(
  path: string,
  { chunks, damaged }: Pick<ChunkIndex, 'chunks' | 'damaged'>,
): Promise<Outcome<void, StoreCode>> {
  const bad = damaged.map(({ at, bytes }) => `${bytes} bytes at ${at}`);
  const file = await open(path, 'r');
  try {
    for (const [number, chunk] of chunks.entries())
      if ((await itemsOfChunk(file, chunk)) === null) bad.push(`chunk ${number + 1} at ${chunk.at}`);
  } finally {
    await file.close();
  }
  if (bad.length === 0) return ok(undefined);
  const more = bad.length > 3 ? ` and ${bad.length - 3} more` : '';
  return fail('corrupt', `${path}: damaged: ${bad.slice(0, 3).join(', ')}${more}`, { damaged: bad.length });
}

async function withFile<Result>(path: string, work: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const file = await open(path, 'r');
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
