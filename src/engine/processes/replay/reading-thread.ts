import type { MessagePort } from 'node:worker_threads';
import { openRecording } from '../../adapters/recording/recorded-session.ts';
import type { Vendor } from '../../ports/vendor.ts';
import { readingsOf, type Reading } from './readings.ts';

/** `more`: one batch beyond those already sent may come. */
export type ToReader = { readonly type: 'more' };
export type FromReader =
  | { readonly type: 'batch'; readonly readings: readonly Reading[] }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly message: string };

export type ReaderStart = { readonly path: string };

/** Batches cost a message each, and wait in memory: by facts, and by items that mean none. */
const factsPerBatch = 2_000;
const readingsPerBatch = 1_000;

/** Reads a recording for another thread, never further ahead than that one has asked for. */
export async function runReadingThread(
  { path }: ReaderStart,
  port: MessagePort,
  vendors: readonly Vendor[],
): Promise<void> {
  const demand = { batches: 0, told: (): void => undefined };
  port.on('message', ({ type }: ToReader) => {
    if (type === 'more') demand.batches += 1;
    demand.told();
  });
  const tell = (message: FromReader): void => port.postMessage(message);
  const send = async (readings: readonly Reading[]): Promise<void> => {
    while (demand.batches === 0) await new Promise<void>((resolve) => (demand.told = resolve));
    demand.batches -= 1;
    tell({ type: 'batch', readings });
  };
  try {
    const session = await openRecording(path);
    if (!session.ok) throw new Error(session.failure.message);
    let batch: Reading[] = [];
    let facts = 0;
    for await (const reading of readingsOf(session.value, vendors)) {
      batch.push(reading);
      facts += reading.facts.length;
      if (facts < factsPerBatch && batch.length < readingsPerBatch) continue;
      await send(batch);
      [batch, facts] = [[], 0];
    }
    await send(batch);
    tell({ type: 'end' });
  } catch (error) {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  port.close();
}
