import { createRecorder } from '../../src/engine/adapters/recording/recorder.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import { keptLog } from './silent-log.ts';

/** Records without end into the folder named first; the test kills it. */
const recorder = createRecorder({
  folder: process.argv[2] ?? '',
  clock: createWorldClock(),
  log: keptLog(),
  chunkBytes: 20_000,
});
let number = 0;
setInterval(() => {
  for (let more = 0; more < 50; more += 1, number += 1) {
    const bytes = Buffer.from(JSON.stringify({ number, text: 'x'.repeat(200) }));
    recorder.record({ channel: 'test/number', receivedTime: Date.UTC(2026, 9, 12, 14) + number, context: '{}', bytes });
  }
}, 1);
