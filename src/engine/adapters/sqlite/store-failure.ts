import Database from 'better-sqlite3';
import type { Failure } from '../../domain/outcome.ts';
import type { StoreCode } from '../../ports/store.ts';

const sentences: Readonly<Record<StoreCode, string>> = {
  'disk-full': 'the disk is full',
  'read-only': 'the file or its folder is read-only',
  'io-error': 'the disk reported an error',
  corrupt: 'the file is damaged',
  'too-new': 'the file was written by a newer version of the program',
  'migration-failed': 'the file could not be brought to the present layout',
  locked: 'another running program owns the file',
  closed: 'the store is closed',
  'store-error': 'the store refused the statement',
};

/** SQLite's extended result codes share the prefix of their family. */
const families: readonly (readonly [prefix: string, code: StoreCode])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_CANTOPEN', 'read-only'],
  ['SQLITE_IOERR', 'io-error'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
];

/** Turns what SQLite or the file system threw into a closed code and a sentence that names the file. */
export function storeFailure(error: unknown, file: string): Failure<StoreCode> {
  const code = storeCodeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code,
    message: `${file}: ${sentences[code]} (${detail})`,
    facts: { file, sqliteCode: systemCodeOf(error) },
  };
}

export function storeCodeOf(error: unknown): StoreCode {
  const code = systemCodeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'read-only';
  if (code === 'EIO') return 'io-error';
  if (error instanceof TypeError && /not open/.test(error.message)) return 'closed';
  return families.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'store-error';
}

function systemCodeOf(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : '';
}
