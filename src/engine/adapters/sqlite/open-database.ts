import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { Log } from '../../ports/log.ts';
import type { BackupReport, StoreCode } from '../../ports/store.ts';
import { backUp } from './back-up.ts';
import { fileIdentity } from './file-identity.ts';
import { migrate, type Migration } from './migrate.ts';
import { takeOwnerLock } from './owner-lock.ts';
import { setAside } from './set-aside.ts';
import { storeFailure } from './store-failure.ts';

export type Durability = 'full' | 'normal' | 'none';

export type DatabaseSpec = {
  /** Path of the main file; its folder is created. */
  readonly file: string;
  readonly migrations: readonly Migration[];
  /**
   * `full`: a commit survives power loss (journal). `normal`: a commit survives a crash of the program (market, desk).
   * `none`: a crash costs the whole file, which is thrown away at the end anyhow.
   */
  readonly durability: Durability;
  /** What is verified at opening. `integrity` reads everything, `quick` skips indexes, `none` suits files of many GB. */
  readonly check?: 'integrity' | 'quick' | 'none';
  /** Refuses to open while another process has the same file open as its owner. Default true. */
  readonly exclusiveOwner?: boolean;
  readonly log: Log;
  readonly clock: { wallMs(): number };
};

export type StoreDatabase = {
  /** The raw connection, for prepared statements. Wrap writes in `write`. */
  readonly sql: Database.Database;
  readonly file: string;
  /** Where a damaged predecessor was put; null when the file was sound. */
  readonly damagedCopy: string | null;
  /** Runs `work` in one IMMEDIATE transaction: all of it is committed, or nothing and a failure. */
  write<Result>(work: () => Result): Outcome<Result, StoreCode>;
  /** `ok`, or the first complaints. */
  integrity(): string;
  /** Online copy beside running writes, verified afterwards. */
  backup(path: string): Promise<Outcome<BackupReport, StoreCode>>;
  sizeBytes(): number;
  /** Checkpoints the WAL into the main file. Idempotent. */
  close(): void;
};

/**
 * Opens a store for its one owner: WAL, pragmas, integrity check, migrations. A damaged file is set aside under a new
 * name and an empty one takes its place (`damagedCopy` says so); every other trouble is a failure with its reason.
 *
 * ```ts
 * const opened = openDatabase({ file, migrations: [{ title: 'bars', sql: 'CREATE TABLE bars (...) STRICT' }],
 *   durability: 'normal', check: 'quick', log, clock });
 * if (!opened.ok) return opened;
 * const insert = opened.value.sql.prepare('INSERT INTO bars ...');
 * const written = opened.value.write(() => rows.forEach((row) => insert.run(row)));
 * ```
 */
export function openDatabase(spec: DatabaseSpec): Outcome<StoreDatabase, StoreCode> {
  let lock: { close(): void } | null = null;
  try {
    mkdirSync(dirname(spec.file), { recursive: true, mode: 0o700 });
    if (spec.exclusiveOwner !== false) lock = takeOwnerLock(spec.file);
    const sound = openSound(spec);
    if (!sound.ok) lock?.close();
    return sound.ok ? ok(storeDatabase(spec, { ...sound.value, lock })) : sound;
  } catch (error) {
    lock?.close();
    return { ok: false, failure: storeFailure(error, spec.file) };
  }
}

/** Other processes read a store through this; they never write and never migrate. */
export function openReader(file: string): Outcome<Database.Database, StoreCode> {
  try {
    const sql = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
    sql.pragma('query_only = ON');
    return ok(sql);
  } catch (error) {
    return { ok: false, failure: storeFailure(error, file) };
  }
}

type Sound = { readonly sql: Database.Database; readonly damagedCopy: string | null };

function openSound(spec: DatabaseSpec): Outcome<Sound, StoreCode> {
  const first = tryOpen(spec);
  if (first.ok) return ok({ sql: first.value, damagedCopy: null });
  if (first.failure.code !== 'corrupt') return first;
  const damagedCopy = setAside(spec.file, spec.clock.wallMs());
  spec.log.error('store damaged, set aside', { file: spec.file, damagedCopy, detail: first.failure.message });
  const second = tryOpen(spec);
  return second.ok ? ok({ sql: second.value, damagedCopy }) : second;
}

function tryOpen(spec: DatabaseSpec): Outcome<Database.Database, StoreCode> {
  let sql: Database.Database | null = null;
  try {
    sql = new Database(spec.file, { timeout: 5_000 });
    setPragmas(sql, spec.durability);
    const verdict = verify(sql, spec.check ?? (spec.durability === 'full' ? 'integrity' : 'quick'));
    if (verdict !== 'ok') throw new Damaged(verdict);
    const migrated = migrate(sql, spec.file, spec.migrations);
    if (migrated.ok) return ok(sql);
    sql.close();
    return migrated;
  } catch (error) {
    sql?.close();
    if (error instanceof Damaged) return fail('corrupt', `${spec.file}: the file is damaged (${error.message})`);
    return { ok: false, failure: storeFailure(error, spec.file) };
  }
}

class Damaged extends Error {}

const pragmasOf: Readonly<Record<Durability, Readonly<Record<string, string | number>>>> = {
  // Only macOS knows full syncs: there a plain one may leave the data in the drive's cache.
  full: { journal_mode: 'WAL', synchronous: 'FULL', fullfsync: 'ON', cache_size: -8_000, wal_autocheckpoint: 1_000 },
  normal: {
    // Takes effect in a new file only, before anything is in it: what is forgotten can be given back to the disk.
    ...{ auto_vacuum: 'INCREMENTAL', journal_mode: 'WAL', synchronous: 'NORMAL', fullfsync: 'OFF' },
    ...{ cache_size: -64_000, wal_autocheckpoint: 4_000 },
  },
  none: { journal_mode: 'MEMORY', synchronous: 'OFF', cache_size: -64_000 },
};

function setPragmas(sql: Database.Database, durability: Durability): void {
  for (const [name, value] of Object.entries(pragmasOf[durability])) sql.pragma(`${name} = ${value}`);
  sql.pragma('foreign_keys = ON');
  sql.pragma('temp_store = MEMORY');
  sql.pragma('journal_size_limit = 67108864');
  // A write that changes nothing: a read-only file or folder shows itself now, not at the first order.
  const version = Number(sql.pragma('user_version', { simple: true }));
  sql.transaction(() => sql.pragma(`user_version = ${version}`)).immediate();
}

function verify(sql: Database.Database, check: 'integrity' | 'quick' | 'none'): string {
  if (check === 'none') return 'ok';
  const rows = sql.pragma(`${check === 'integrity' ? 'integrity_check' : 'quick_check'}(5)`) as Record<
    string,
    string
  >[];
  return rows.map((row) => Object.values(row)[0] ?? '').join('; ');
}

function storeDatabase(spec: DatabaseSpec, opened: Sound & { lock: { close(): void } | null }): StoreDatabase {
  const { sql, damagedCopy, lock } = opened;
  const failed = (error: unknown) => ({ ok: false, failure: storeFailure(error, spec.file) }) as const;
  // Stores whose commits must survive a power loss look each time; what the others lose is only history.
  const identity = spec.durability === 'full' ? fileIdentity(spec.file) : null;
  return {
    sql,
    file: spec.file,
    damagedCopy,
    write: (work) => {
      try {
        if (identity?.unchanged() === false)
          return fail('io-error', `${spec.file}: the file was removed or replaced while the program runs; put it back`);
        return ok(sql.transaction(work).immediate());
      } catch (error) {
        // The transaction is rolled back either way; a bug must not look like a disk problem.
        if (error instanceof Error && error.message.startsWith('Invariant:')) throw error;
        return failed(error);
      }
    },
    integrity: () => verify(sql, 'integrity'),
    backup: (path) => backUp(sql, path),
    sizeBytes: () =>
      ['', '-wal'].reduce(
        (sum, suffix) => sum + (statSync(spec.file + suffix, { throwIfNoEntry: false })?.size ?? 0),
        0,
      ),
    close: () => {
      if (sql.open) closeQuietly(spec, sql);
      lock?.close();
    },
  };
}

function closeQuietly(spec: DatabaseSpec, sql: Database.Database): void {
  try {
    sql.pragma('optimize');
    sql.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // The WAL holds every commit; the next start reads it. A full disk must not keep the program from ending.
    spec.log.warn('store closed without checkpoint', { file: spec.file, detail: String(error) });
  }
  sql.close();
}
