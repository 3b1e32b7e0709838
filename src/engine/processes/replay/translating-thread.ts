import { parentPort, workerData } from 'node:worker_threads';
import { vendorList } from '../../adapters/vendor-list.ts';
import { invariant } from '../../domain/outcome.ts';
import { runReadingThread, type ReaderStart } from './reading-thread.ts';

invariant(parentPort, 'the translating thread is started by a replay');
await runReadingThread(workerData as ReaderStart, parentPort, vendorList);
