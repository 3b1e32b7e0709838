import type Database from 'better-sqlite3';
import { ok, type Outcome } from '../../domain/outcome.ts';
import type { FactReader, FactStore } from '../../ports/fact-store.ts';
import type { StoreCode } from '../../ports/store.ts';
import { factAppend } from './fact-append.ts';
import { keyLimits, keysByClass, type KeyLimits } from './fact-keys.ts';
import { factNames } from './fact-names.ts';
import { factReads } from './fact-reads.ts';
import { factRetention } from './fact-retention.ts';
import { keptSpans } from './kept-spans.ts';
import { openReader, type StoreDatabase } from './open-database.ts';
import { RecentVersions } from './recent-versions.ts';
import { storeFailure } from './store-failure.ts';

/** The facts in the open `market.db` of ingestion. */
export function factStore(database: StoreDatabase, limits: KeyLimits = keyLimits): FactStore {
  const { sql, write } = database;
  const names = factNames(sql);
  const keys = keysByClass(database, limits);
  const recent = new RecentVersions(limits.mostRecent);
  const note = sql.prepare('INSERT OR IGNORE INTO fact_document (source, name) VALUES (?, ?)');
  return {
    ...factReads(sql, names),
    ...factAppend(database, { names, keys, recent }),
    ...factRetention(database, { keys, recent }),
    ...keptSpans(database),
    noteDocument: (source, name) => write(() => void note.run(source, name)),
    sizeBytes: () => database.sizeBytes(),
    close: () => database.close(),
  };
}

/** For processes that only read: they see what ingestion has committed. */
export function openFactReader(file: string): Outcome<FactReader, StoreCode> {
  const opened = openReader(file);
  if (!opened.ok) return opened;
  try {
    return ok(factReader(opened.value));
  } catch (error) {
    opened.value.close();
    return { ok: false, failure: storeFailure(error, file) };
  }
}

/** The facts on an open reading connection. */
export function factReader(sql: Database.Database): FactReader {
  const lastSeq = sql.prepare<[], number>(`SELECT value FROM fact_state WHERE name = 'last_seq'`).pluck();
  return {
    ...factReads(sql, factNames(sql)),
    lastSeq: () => lastSeq.get() ?? 0,
    close: () => void sql.close(),
  };
}
