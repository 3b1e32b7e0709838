import { parentPort, workerData } from 'node:worker_threads';
import { runReadingThread, type ReaderStart } from '../../src/engine/processes/replay/reading-thread.ts';
import { testVendor } from './test-vendor.ts';

if (!parentPort) throw new Error('started by a test of replays');
await runReadingThread(workerData as ReaderStart, parentPort, [testVendor({ streams: [] })]);
