import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../domain/outcome.ts';
import type { ApartStart } from '../../simulators/vendors/apart-messages.ts';
import { runVendorThread } from '../../simulators/vendors/vendor-thread.ts';

invariant(parentPort, 'the vendors’ thread is started by the practice market');
await runVendorThread(workerData as ApartStart, parentPort);
