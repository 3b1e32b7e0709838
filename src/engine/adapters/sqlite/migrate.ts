import { copyFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { StoreCode } from '../../ports/store.ts';
import { storeCodeOf } from './store-failure.ts';

/** Its number is its place in the list, from 1; a released migration is never edited or moved. */
export type Migration = { readonly title: string; readonly sql: string };

export type Migrated = { readonly from: number; readonly to: number; readonly backup: string | null };

/**
 * Brings `user_version` up to the length of the list, all steps in one transaction. A file with content is copied
 * to `<file>.v<version>.bak` first; without that copy nothing is touched.
 */
export function migrate(
  sql: Database.Database,
  file: string,
  migrations: readonly Migration[],
): Outcome<Migrated, StoreCode> {
  const from = Number(sql.pragma('user_version', { simple: true }));
  const to = migrations.length;
  if (from > to)
    return fail('too-new', `${file}: layout ${from} is newer than this program knows (${to})`, { from, to });
  if (from === to) return ok({ from, to, backup: null });
  const backup = from === 0 ? null : `${file}.v${from}.bak`;
  if (backup !== null) copyQuiet(sql, file, backup);
  try {
    sql.transaction(() => apply(sql, migrations, from)).immediate();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const code = storeCodeOf(error);
    const known = code === 'disk-full' || code === 'read-only' || code === 'io-error' ? code : 'migration-failed';
    return fail(known, `${file}: layout ${from} could not become ${to}; the file is unchanged (${detail})`, {
      from,
      to,
    });
  }
  return ok({ from, to, backup });
}

function apply(sql: Database.Database, migrations: readonly Migration[], from: number): void {
  for (const migration of migrations.slice(from)) sql.exec(migration.sql);
  sql.pragma(`user_version = ${migrations.length}`);
}

/** After a full checkpoint the main file alone is the whole database, so that a plain copy is a valid backup. */
function copyQuiet(sql: Database.Database, file: string, backup: string): void {
  sql.pragma('wal_checkpoint(TRUNCATE)');
  sql.transaction(() => copyFileSync(file, backup)).immediate();
}
