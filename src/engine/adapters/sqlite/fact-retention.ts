import { retentionClasses, type RetentionClass } from '../../domain/facts/retention.ts';
import { ok } from '../../domain/outcome.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { KeysByClass } from './fact-keys.ts';
import { factTables } from './fact-tables.ts';
import { staysSql } from './kept-spans.ts';
import type { StoreDatabase } from './open-database.ts';
import type { RecentVersions } from './recent-versions.ts';

/** Some tens of ms of work: forgetting must not hold up what arrives. */
const rowsPerStep = 5_000;
const pagesPerStep = 256;
/** Looked at in a step, forgotten or not: rows that stay lie between those that go, and a whole table takes seconds. */
const rowsLookedAt = 20_000;

export function factRetention(
  database: StoreDatabase,
  { keys, recent }: { readonly keys: KeysByClass; readonly recent: RecentVersions },
): Pick<FactStore, 'prune' | 'vacuumStep'> {
  const { sql, write } = database;
  const tables = Object.fromEntries(retentionClasses.map((name) => [name, classTable(database, name)]));
  return {
    prune: (retention, beforeMs) => {
      const pruned = write(() => tables[retention]?.forgetSome(beforeMs) ?? { forgotten: 0, hasMore: false });
      if (!pruned.ok || pruned.value.forgotten === 0) return pruned;
      // What is forgotten is not known again when it is told again.
      recent.clear();
      keys[retention].forgotten(pruned.value.forgotten);
      return pruned;
    },
    vacuumStep: () => {
      // Outside a transaction: the pragma is one of its own.
      const before = write(() => undefined);
      if (!before.ok) return before;
      sql.pragma(`incremental_vacuum(${pagesPerStep})`);
      return ok(undefined);
    },
  };
}

function classTable({ sql }: StoreDatabase, retention: RetentionClass) {
  const table = factTables[retention];
  const endOfSlice = sql
    .prepare<[number], number>(`SELECT seq FROM ${table} WHERE seq > ? ORDER BY seq LIMIT 1 OFFSET ${rowsLookedAt - 1}`)
    .pluck();
  const source = `(SELECT s.source FROM fact_series s WHERE s.id = f.series)`;
  const old = sql
    .prepare<[number, number, number, number], number>(
      `SELECT f.seq FROM ${table} f WHERE f.seq > ? AND f.seq <= ? AND f.received_time < ?
         AND NOT ${staysSql({ retention, time: 'f.received_time', source })} ORDER BY f.seq LIMIT ${rowsPerStep}`,
    )
    .pluck();
  const those = 'seq IN (SELECT value FROM json_each(?))';
  const count = sql.prepare<[string], { readonly kind: number; readonly rows: number }>(
    `SELECT kind, count(*) AS rows FROM ${table} WHERE ${those} GROUP BY kind`,
  );
  const discount = sql.prepare('UPDATE fact_kind SET rows = rows - ? WHERE id = ?');
  const dropKeys = sql.prepare(
    `DELETE FROM ${table}_key WHERE (identity, seq) IN (SELECT identity, seq FROM ${table} WHERE ${those})`,
  );
  const drop = sql.prepare(`DELETE FROM ${table} WHERE ${those}`);
  const dropSpans = sql.prepare('DELETE FROM kept_span WHERE retention = ? AND since_ms < ?');

  const forget = (seqs: readonly number[]): void => {
    if (seqs.length === 0) return;
    const list = JSON.stringify(seqs);
    for (const { kind, rows } of count.all(list)) discount.run(rows, kind);
    dropKeys.run(list);
    drop.run(list);
  };
  /** The number this pass has come to. */
  let lookedTo = 0;
  return {
    forgetSome: (beforeMs: number) => {
      const end = endOfSlice.get(lookedTo);
      const seqs = old.all(lookedTo, end ?? Number.MAX_SAFE_INTEGER, beforeMs, beforeMs);
      forget(seqs);
      const isFull = seqs.length === rowsPerStep;
      const hasMore = isFull || end !== undefined;
      lookedTo = hasMore ? ((isFull ? seqs.at(-1) : end) ?? 0) : 0;
      if (!hasMore) dropSpans.run(retention, beforeMs);
      return { forgotten: seqs.length, hasMore };
    },
  };
}
