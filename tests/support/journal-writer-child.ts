import { openJournalStore } from '../../src/engine/adapters/sqlite/journal-store.ts';
import { keptLog } from './silent-log.ts';
import { sampleBatch } from './journal-samples.ts';

/** Writes numbered orders without end and says each number once it is durable; the parent kills it in the middle. */
const [file = ''] = process.argv.slice(2);
const opened = openJournalStore({ file, log: keptLog(), clock: { wallMs: () => 0 } });
if (!opened.ok) throw new Error(opened.failure.message);
for (let seq = opened.value.lastSeq() + 1; ; seq += 1) {
  const written = opened.value.commit(sampleBatch(seq));
  if (!written.ok) throw new Error(written.failure.message);
  process.stdout.write(`${seq}\n`);
}
