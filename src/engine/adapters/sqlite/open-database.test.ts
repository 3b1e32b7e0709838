import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import type { Migration } from './migrate.ts';
import { openDatabase, openReader, type DatabaseSpec, type StoreDatabase } from './open-database.ts';

const notes: Migration = {
  title: 'notes',
  sql: 'CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT',
};
const clock = { wallMs: () => Date.UTC(2026, 9, 12, 14, 30) };

function spec(file: string, change: Partial<DatabaseSpec> = {}): DatabaseSpec {
  return { file, migrations: [notes], durability: 'full', log: keptLog(), clock, ...change };
}

function opened(wanted: DatabaseSpec): StoreDatabase {
  const result = openDatabase(wanted);
  if (!result.ok) throw new Error(result.failure.message);
  onTestFinished(() => result.value.close());
  return result.value;
}

function fillNotes(store: StoreDatabase, count: number, body = 'x'.repeat(500)): void {
  const insert = store.sql.prepare('INSERT INTO notes (body) VALUES (?)');
  const written = store.write(() => {
    for (let n = 0; n < count; n += 1) insert.run(body);
  });
  expect(written.ok).toBe(true);
}

const countNotes = (store: StoreDatabase) => store.sql.prepare('SELECT count(*) FROM notes').pluck().get();

describe('opening', () => {
  test('creates folders, WAL, the asked durability and strict tables', () => {
    const store = opened(spec(join(temporaryFolder(), 'deep', 'er', 'journal.db')));
    expect(store.sql.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(store.sql.pragma('synchronous', { simple: true })).toBe(2);
    expect(() => store.sql.exec("INSERT INTO notes (id, body) VALUES ('one', 'x')")).toThrow(/INTEGER column|mismatch/);
    expect(store.integrity()).toBe('ok');
  });

  test('a store that is thrown away keeps no journal on the disk, and still undoes what failed', () => {
    const file = join(temporaryFolder(), 'replayed.db');
    const store = opened({ ...spec(file), durability: 'none' });
    expect(store.sql.pragma('journal_mode', { simple: true })).toBe('memory');
    expect(store.sql.pragma('synchronous', { simple: true })).toBe(0);
    const twice = store.write(() => {
      store.sql.exec("INSERT INTO notes (id, body) VALUES (1, 'x')");
      store.sql.exec("INSERT INTO notes (id, body) VALUES (1, 'y')");
    });
    expect(twice.ok).toBe(false);
    expect(countNotes(store)).toBe(0);
    expect(readdirSync(dirname(file)).filter((name) => name.endsWith('-wal'))).toEqual([]);
  });

  test('a commit is whole or absent', () => {
    const store = opened(spec(join(temporaryFolder(), 'a.db')));
    const result = store.write(() => {
      store.sql.exec("INSERT INTO notes (body) VALUES ('kept?')");
      store.sql.exec('INSERT INTO nowhere VALUES (1)');
    });
    expect(result).toMatchObject({ ok: false, failure: { code: 'store-error' } });
    expect(countNotes(store)).toBe(0);
  });

  test('a file that was taken away takes no commit until it is back', () => {
    const file = join(temporaryFolder(), 'a.db');
    const store = opened(spec(file));
    const insert = () => store.write(() => store.sql.exec("INSERT INTO notes (body) VALUES ('x')"));
    expect(insert().ok).toBe(true);
    renameSync(file, `${file}.away`);
    expect(insert()).toMatchObject({
      ok: false,
      failure: { code: 'io-error', message: expect.stringContaining(file) },
    });
    writeFileSync(file, '');
    expect(insert().ok).toBe(false);
    renameSync(`${file}.away`, file);
    expect(insert().ok).toBe(true);
    expect(countNotes(store)).toBe(2);
  });

  test('a bug inside a write is thrown, not reported as a disk problem', () => {
    const store = opened(spec(join(temporaryFolder(), 'a.db')));
    expect(() =>
      store.write(() => {
        throw new Error('Invariant: impossible');
      }),
    ).toThrow('Invariant: impossible');
  });

  test('a second owner is refused, a reader is not', () => {
    const file = join(temporaryFolder(), 'a.db');
    const store = opened(spec(file));
    fillNotes(store, 3);
    expect(openDatabase(spec(file))).toMatchObject({ ok: false, failure: { code: 'locked' } });
    const reader = openReader(file);
    expect(reader.ok && reader.value.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(3);
    if (reader.ok) {
      expect(() => reader.value.exec("INSERT INTO notes (body) VALUES ('x')")).toThrow(/readonly/);
      reader.value.close();
    }
    store.close();
    expect(openDatabase(spec(file)).ok).toBe(true);
  });

  test('closing leaves one file that holds everything', () => {
    const file = join(temporaryFolder(), 'a.db');
    const store = opened(spec(file));
    fillNotes(store, 10);
    store.close();
    store.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(countNotes(opened(spec(file)))).toBe(10);
  });
});

describe('migrations', () => {
  const tags: Migration = { title: 'tags', sql: "ALTER TABLE notes ADD COLUMN tag TEXT NOT NULL DEFAULT 'none'" };

  test('a copy is made before an old file is changed', () => {
    const file = join(temporaryFolder(), 'a.db');
    const old = opened(spec(file));
    fillNotes(old, 4);
    old.close();
    const store = opened(spec(file, { migrations: [notes, tags] }));
    expect(store.sql.prepare('SELECT count(tag) FROM notes').pluck().get()).toBe(4);
    const copy = openReader(`${file}.v1.bak`);
    expect(copy.ok && copy.value.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(4);
    if (copy.ok) copy.value.close();
  });

  test('a failing step leaves the file as it was', () => {
    const file = join(temporaryFolder(), 'a.db');
    const old = opened(spec(file));
    fillNotes(old, 4);
    old.close();
    const broken = openDatabase(spec(file, { migrations: [notes, tags, { title: 'bad', sql: 'DROP TABLE nowhere' }] }));
    expect(broken).toMatchObject({ ok: false, failure: { code: 'migration-failed' } });
    const store = opened(spec(file));
    expect(countNotes(store)).toBe(4);
    expect(() => store.sql.prepare('SELECT tag FROM notes')).toThrow(/no such column/);
  });

  test('a file of a newer program is left alone', () => {
    const file = join(temporaryFolder(), 'a.db');
    opened(spec(file, { migrations: [notes, tags] })).close();
    expect(openDatabase(spec(file))).toMatchObject({ ok: false, failure: { code: 'too-new' } });
  });
});

describe('trouble', () => {
  test('a full disk fails the write, keeps what was there, and writing works again with space', () => {
    const store = opened(spec(join(temporaryFolder(), 'a.db')));
    fillNotes(store, 10);
    const pages = Number(store.sql.pragma('page_count', { simple: true }));
    store.sql.pragma(`max_page_count = ${pages + 2}`);
    const insert = store.sql.prepare('INSERT INTO notes (body) VALUES (?)');
    const result = store.write(() => {
      for (let n = 0; n < 1_000; n += 1) insert.run('y'.repeat(500));
    });
    expect(result).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect(countNotes(store)).toBe(10);
    expect(store.integrity()).toBe('ok');
    store.sql.pragma('max_page_count = 1000000');
    fillNotes(store, 5);
    expect(countNotes(store)).toBe(15);
  });

  test('a read-only file or folder is said at opening', () => {
    const outer = temporaryFolder();
    chmodSync(outer, 0o755);
    const folder = join(outer, 'locked');
    mkdirSync(folder);
    const file = join(folder, 'a.db');
    opened(spec(file)).close();
    chmodSync(file, 0o444);
    chmodSync(`${file}-owner`, 0o444);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const result = asOrdinaryUser(() => openDatabase(spec(file)));
    expect(result).toMatchObject({ ok: false, failure: { code: 'read-only' } });
  });

  test('a file that is no database is set aside with every byte and a new one starts', () => {
    const file = join(temporaryFolder(), 'a.db');
    writeFileSync(file, 'this was never a database, '.repeat(400));
    const store = opened(spec(file));
    expect(store.damagedCopy).toBe(`${file}.damaged-20261012-143000`);
    expect(readFileSync(store.damagedCopy ?? '', 'utf8')).toContain('never a database');
    expect(countNotes(store)).toBe(0);
  });

  test('a file cut short is found by the check and set aside', () => {
    const file = join(temporaryFolder(), 'a.db');
    const first = opened(spec(file));
    fillNotes(first, 400);
    first.close();
    truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096);
    const store = opened(spec(file));
    expect(store.damagedCopy).not.toBeNull();
    expect(store.integrity()).toBe('ok');
  });

  test('garbage at the tail of the WAL costs nothing that was committed', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.db');
    const first = opened(spec(file));
    fillNotes(first, 50);
    const wal = readFileSync(`${file}-wal`);
    const main = readFileSync(file);
    first.close();
    writeFileSync(file, main);
    writeFileSync(`${file}-wal`, Buffer.concat([wal, Buffer.alloc(4_120, 0xa5)]));
    const store = opened(spec(file));
    expect(store.damagedCopy).toBeNull();
    expect(countNotes(store)).toBe(50);
    expect(store.integrity()).toBe('ok');
  });

  test('writing after close is a failure, not a crash', () => {
    const store = opened(spec(join(temporaryFolder(), 'a.db')));
    store.close();
    expect(store.write(() => 1)).toMatchObject({ ok: false, failure: { code: 'closed' } });
  });
});

describe('backup', () => {
  test('is a single sound file with everything committed so far', async () => {
    const folder = temporaryFolder();
    const store = opened(spec(join(folder, 'a.db')));
    fillNotes(store, 2_000);
    const running = store.backup(join(folder, 'backups', 'a-1.db'));
    fillNotes(store, 10);
    const report = await running;
    expect(report).toMatchObject({ ok: true, value: { integrity: 'ok' } });
    const copy = openReader(join(folder, 'backups', 'a-1.db'));
    expect(copy.ok && Number(copy.value.prepare('SELECT count(*) FROM notes').pluck().get())).toBeGreaterThanOrEqual(
      2_000,
    );
    if (copy.ok) copy.value.close();
  });

  test('that cannot be written is a failure with a reason and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'in-the-way'), '');
    const store = opened(spec(join(folder, 'a.db')));
    const report = await store.backup(join(folder, 'in-the-way', 'a.db'));
    expect(report.ok).toBe(false);
    expect(countNotes(store)).toBe(0);
  });
});

/** The super-user may write anywhere; the trader is not the super-user. */
function asOrdinaryUser<Result>(work: () => Result): Result {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}
