import { constants as fileFlags } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { tradingDate } from '../../domain/calendar.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ReceivedItem, Recorder } from '../../ports/recording.ts';
import { headerBytes, sha256Of, writeHeader } from './chunk-header.ts';
import { indexChunks } from './chunk-index.ts';
import { packItem } from './received-items.ts';

export const recordingExtension = '.qrec';

export type RecorderOptions = {
  readonly folder: string;
  readonly clock: Pick<Clock, 'every'>;
  readonly log: Log;
  /** Raw bytes after which a chunk is closed. */
  readonly chunkBytes?: number;
  /** Real time after which it is closed anyhow: what a crash can cost. */
  readonly chunkMs?: number;
  /** Raw bytes that may wait for a slow disk; beyond them items are lost and counted. */
  readonly mostWaitingBytes?: number;
  /** The file of a day begins: what every file has to hold is recorded now, before the first item of the day. */
  readonly onDay?: () => void;
};

type Chunk = { readonly date: string; readonly parts: Buffer[]; bytes: number; firstMs: number; lastMs: number };

const compress = promisify(zstdCompress);
const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/** Writes received things into one file a trading day, chunk by chunk, behind the back of whoever receives them. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { folder, clock, log, chunkBytes = 1 << 20, chunkMs = 1_000, mostWaitingBytes = 64 << 20 } = options;
  const counts = { items: 0, bytes: 0, lost: 0, file: '' };
  const day = daysFile(folder);
  let chunk: Chunk | null = null;
  let dayBegun = '';
  let waitingBytes = 0;
  let failing = false;
  let closed = false;
  let writing: Promise<void> = Promise.resolve();

  const seal = (): void => {
    const full = chunk;
    if (full === null) return;
    chunk = null;
    writing = writing.then(() => write(full));
  };
  const write = async (full: Chunk): Promise<void> => {
    try {
      const { path, bytes } = await day.append(full.date, await packed(full));
      counts.bytes = bytes;
      counts.file = path;
      failing = false;
    } catch (error) {
      counts.lost += full.parts.length;
      if (!failing) log.error('recording not written', { folder, items: full.parts.length, detail: String(error) });
      failing = true;
    } finally {
      waitingBytes -= full.bytes;
    }
  };
  const stop = clock.every(chunkMs, seal);

  return {
    record: (item: ReceivedItem) => {
      if (closed || waitingBytes > mostWaitingBytes) {
        counts.lost += 1;
        return;
      }
      const date = tradingDate(item.receivedTime);
      if (date !== dayBegun) {
        dayBegun = date;
        options.onDay?.();
      }
      if (chunk !== null && chunk.date !== date) seal();
      chunk ??= { date, parts: [], bytes: 0, firstMs: item.receivedTime, lastMs: item.receivedTime };
      const bytes = packItem(item);
      chunk.parts.push(bytes);
      chunk.bytes += bytes.length;
      chunk.firstMs = Math.min(chunk.firstMs, item.receivedTime);
      chunk.lastMs = Math.max(chunk.lastMs, item.receivedTime);
      waitingBytes += bytes.length;
      counts.items += 1;
      if (chunk.bytes >= chunkBytes) seal();
    },
    statistics: () => ({ ...counts }),
    close: async () => {
      if (closed) return;
      closed = true;
      stop();
      seal();
      await writing;
      await day.close();
    },
  };
}

async function packed(chunk: Chunk): Promise<Buffer> {
  const raw = Buffer.concat(chunk.parts, chunk.bytes);
  const body = await compress(raw, level);
  const { firstMs, lastMs } = chunk;
  const header = { packedBytes: body.length, rawBytes: raw.length, items: chunk.parts.length, firstMs, lastMs };
  return Buffer.concat([writeHeader({ ...header, sha256: sha256Of(body) }), body], headerBytes + body.length);
}

type Open = { readonly date: string; readonly path: string; readonly file: FileHandle; end: number };

/** The file of a trading day: appended to behind its last whole chunk, whoever began it. */
function daysFile(folder: string) {
  let held: Open | null = null;
  const opened = async (date: string): Promise<Open> => {
    if (held?.date === date) return held;
    await held?.file.close();
    held = null;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${date}${recordingExtension}`);
    const file = await open(path, fileFlags.O_RDWR | fileFlags.O_CREAT, 0o600);
    const { end } = await indexChunks(file);
    held = { date, path, file, end };
    return held;
  };
  return {
    append: async (date: string, bytes: Buffer): Promise<{ readonly path: string; readonly bytes: number }> => {
      const day = await opened(date);
      // A chunk half written to a full disk is cut off, so that the next one follows a whole one.
      await day.file.truncate(day.end);
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await day.file.write(bytes, written, bytes.length - written, day.end + written);
        written += bytesWritten;
      }
      day.end += bytes.length;
      return { path: day.path, bytes: day.end };
    },
    close: async () => {
      await held?.file.close();
      held = null;
    },
  };
}
