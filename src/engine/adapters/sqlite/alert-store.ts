import { ok, type Outcome } from '../../domain/outcome.ts';
import type { Alert, AlertRule } from '../../domain/alert.ts';
import type { AlertStore, StoredAlert } from '../../ports/alert-store.ts';
import type { Log } from '../../ports/log.ts';
import type { StoreCode } from '../../ports/store.ts';
import type { Migration } from './migrate.ts';
import { openDatabase, type StoreDatabase } from './open-database.ts';

const migrations: readonly Migration[] = [
  {
    title: 'alert rules and log',
    sql: `
      CREATE TABLE alert_rule (id TEXT PRIMARY KEY, rule TEXT NOT NULL CHECK (json_valid(rule))) STRICT;
      CREATE TABLE alert (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        fired_time REAL NOT NULL,
        shown_time REAL,
        acknowledged_time REAL,
        alert TEXT NOT NULL CHECK (json_valid(alert))
      ) STRICT;
    `,
  },
];

type AlertRow = {
  readonly seq: number;
  readonly shown_time: number | null;
  readonly acknowledged_time: number | null;
  readonly alert: string;
};

function fromRow(row: AlertRow): StoredAlert {
  const alert = JSON.parse(row.alert) as Alert;
  return { seq: row.seq, alert: { ...alert, shownTime: row.shown_time, acknowledgedTime: row.acknowledged_time } };
}

/** The desk's store: alert rules and the alert log. */
export function openAlertStore(options: {
  readonly file: string;
  readonly log: Log;
  readonly clock: { wallMs(): number };
}): Outcome<AlertStore & { readonly sizeBytes: () => number }, StoreCode> {
  const opened = openDatabase({ ...options, migrations, durability: 'normal', check: 'quick' });
  return opened.ok ? ok(alertStore(opened.value)) : opened;
}

function alertStore(database: StoreDatabase): AlertStore & { readonly sizeBytes: () => number } {
  const { sql } = database;
  const columns = 'seq, shown_time, acknowledged_time, alert';
  const insert = sql.prepare(
    'INSERT INTO alert (id, fired_time, shown_time, acknowledged_time, alert) VALUES (?, ?, NULL, NULL, ?)',
  );
  const after = sql.prepare<[number, number], AlertRow>(
    `SELECT ${columns} FROM alert WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const newest = sql.prepare<[number], AlertRow>(`SELECT ${columns} FROM alert ORDER BY seq DESC LIMIT ?`);
  const byId = sql.prepare<[string], AlertRow>(`SELECT ${columns} FROM alert WHERE id = ?`);
  const marks = {
    shown: sql.prepare('UPDATE alert SET shown_time = ? WHERE id = ? AND shown_time IS NULL'),
    acknowledged: sql.prepare('UPDATE alert SET acknowledged_time = ? WHERE id = ? AND acknowledged_time IS NULL'),
  };
  const putRule = sql.prepare(
    'INSERT INTO alert_rule (id, rule) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET rule = excluded.rule',
  );
  const dropRule = sql.prepare('DELETE FROM alert_rule WHERE id = ?');
  const allRules = sql.prepare<[], { readonly rule: string }>('SELECT rule FROM alert_rule ORDER BY id');
  return {
    rules: () => allRules.all().map((row) => JSON.parse(row.rule) as AlertRule),
    saveRule: (rule) => void putRule.run(rule.id, JSON.stringify(rule)),
    deleteRule: (id) => dropRule.run(id).changes > 0,
    append: (alert) => {
      const result = insert.run(alert.id, alert.firedTime, JSON.stringify(alert));
      return { seq: Number(result.lastInsertRowid), alert };
    },
    after: (seq, limit) => after.all(seq, limit).map(fromRow),
    newest: (limit) => newest.all(limit).map(fromRow).reverse(),
    lastSeq: () => newest.get(1)?.seq ?? 0,
    mark: (ids, what, time) =>
      ids.flatMap((id) => {
        if (marks[what].run(time, id).changes === 0) return [];
        const row = byId.get(id);
        return row ? [fromRow(row).alert] : [];
      }),
    close: () => database.close(),
    sizeBytes: () => database.sizeBytes(),
  };
}
