import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromReader, ReaderStart, ToReader } from './reading-thread.ts';
import type { Reading } from './readings.ts';

const built = join(import.meta.dirname, 'replay-translator.js');
const translatingThread = existsSync(built) ? built : join(import.meta.dirname, 'translating-thread.ts');
/** One is worked on while others are made: enough for a chunk that takes longer than its neighbours. */
const batchesAhead = 4;

/**
 * The readings of a recording by the translators of now, made in a thread of its own: to unpack and translate takes as
 * long as to store what comes of it, so both at once take half the time.
 */
export async function* readingsApart(path: string, entry: string = translatingThread): AsyncGenerator<Reading> {
  const worker = new Worker(entry, { workerData: { path } satisfies ReaderStart });
  const arrived: FromReader[] = [];
  let told = (): void => undefined;
  const take = (message: FromReader): void => {
    arrived.push(message);
    told();
  };
  worker.on('message', take);
  worker.on('error', (error) => take({ type: 'failed', message: String(error) }));
  worker.on('exit', (code) => take({ type: 'failed', message: `the translating thread ended with ${code}` }));
  const ask = (): void => worker.postMessage({ type: 'more' } satisfies ToReader);
  for (let ahead = 0; ahead < batchesAhead; ahead += 1) ask();
  try {
    for (;;) {
      const message = arrived.shift();
      if (message === undefined) {
        await new Promise<void>((resolve) => (told = resolve));
        continue;
      }
      if (message.type === 'end') return;
      if (message.type === 'failed') throw new Error(message.message);
      ask();
      yield* message.readings;
    }
  } finally {
    worker.removeAllListeners('exit');
    await worker.terminate();
  }
}
