import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const writes = 300;
const betweenMs = 10;

/** How long this disk takes to keep one page for good, alone, ms each: an order waits for one such flush. */
export async function diskFlushTimes(folder: string): Promise<readonly number[]> {
  const file = join(folder, 'flush.tmp');
  const handle = openSync(file, 'w', 0o600);
  const page = Buffer.alloc(4_096, 1);
  const times: number[] = [];
  try {
    for (let index = 0; index < writes; index += 1) {
      writeSync(handle, page);
      const startMs = performance.now();
      fdatasyncSync(handle);
      times.push(performance.now() - startMs);
      await wait(betweenMs);
    }
    return times;
  } finally {
    closeSync(handle);
    rmSync(file);
  }
}
