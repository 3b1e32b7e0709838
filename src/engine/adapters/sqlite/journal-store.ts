import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { JournalStore } from '../../ports/journal-store.ts';
import type { Log } from '../../ports/log.ts';
import type { StoreCode } from '../../ports/store.ts';
import { journalMigrations } from './journal-migrations.ts';
import { journalReads } from './journal-reads.ts';
import { journalWrites } from './journal-writes.ts';
import { openDatabase, type StoreDatabase } from './open-database.ts';

/** Opens `journal.db`: every commit waits until the disk has it (synchronous=FULL). */
export function openJournalStore(options: {
  readonly file: string;
  readonly log: Log;
  readonly clock: { wallMs(): number };
}): Outcome<JournalStore, StoreCode> {
  const opened = openDatabase({ ...options, migrations: journalMigrations, durability: 'full', check: 'integrity' });
  return opened.ok ? ok(journalStore(opened.value)) : opened;
}

/** The journal on an open database; separate so that tests can put limits on the file underneath. */
export function journalStore(database: StoreDatabase): JournalStore {
  const reads = journalReads(database.sql);
  const write = journalWrites(database.sql);
  const annotation = database.sql.prepare(`INSERT INTO annotations (trade, notes, tags) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET notes = excluded.notes, tags = excluded.tags`);
  return {
    ...reads,
    damagedCopy: database.damagedCopy,
    commit: (batch) => database.write(() => write(batch)),
    annotate: (id, change) => {
      const before = reads.trade(id);
      if (before === null) return fail('no-trade', `No trade ${id} in the journal`);
      const after = { ...before, notes: change.notes ?? before.notes, tags: change.tags ?? before.tags };
      const written = database.write(() => annotation.run(id, after.notes, JSON.stringify(after.tags)));
      return written.ok ? ok(after) : written;
    },
    backup: (path) => database.backup(path),
    integrity: () => database.integrity(),
    sizeBytes: () => database.sizeBytes(),
    close: () => database.close(),
  };
}
