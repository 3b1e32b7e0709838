import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { ok, type Outcome } from '../../domain/outcome.ts';
import type { BackupReport, StoreCode } from '../../ports/store.ts';
import { storeFailure } from './store-failure.ts';

/** Pages copied between two turns of the event loop: a few ms of work each. */
const pagesPerStep = 500;

/** Copies a running database to `path`, checks the copy, and only then gives it its name. */
export async function backUp(sql: Database.Database, path: string): Promise<Outcome<BackupReport, StoreCode>> {
  const partial = `${path}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(partial, { force: true });
    await sql.backup(partial, { progress: () => pagesPerStep });
    const integrity = checkCopy(partial);
    renameSync(partial, path);
    return ok({ path, bytes: statSync(path).size, integrity });
  } catch (error) {
    removeQuietly(partial);
    return { ok: false, failure: storeFailure(error, path) };
  }
}

function checkCopy(file: string): string {
  const copy = new Database(file);
  try {
    // One self-contained file: a backup must not need a WAL beside it.
    copy.pragma('journal_mode = DELETE');
    return (copy.pragma('integrity_check(5)') as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .join('; ');
  } finally {
    copy.close();
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The reason of the failed backup matters more than its remains.
  }
}
