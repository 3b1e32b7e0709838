import { retentionClasses } from '../../domain/facts/retention.ts';
import { ok } from '../../domain/outcome.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { KeysByClass } from './fact-keys.ts';
import { factTables } from './fact-tables.ts';
import type { StoreDatabase } from './open-database.ts';
import type { RecentVersions } from './recent-versions.ts';

/** Some tens of ms of work: forgetting must not hold up what arrives. */
const rowsPerStep = 5_000;
const pagesPerStep = 256;

export function factRetention(
  database: StoreDatabase,
  { keys, recent }: { readonly keys: KeysByClass; readonly recent: RecentVersions },
): Pick<FactStore, 'prune' | 'vacuumStep'> {
  const { sql, write } = database;
  const tables = Object.fromEntries(
    retentionClasses.map((name) => {
      const table = factTables[name];
      // Arrival follows the number but for what was imported; a slice of the oldest numbers is looked at first.
      const slice = `SELECT seq FROM ${table} WHERE received_time < ? ORDER BY seq LIMIT ${rowsPerStep}`;
      return [
        name,
        {
          count: sql.prepare<[number], { readonly kind: number; readonly rows: number }>(
            `SELECT kind, count(*) AS rows FROM ${table} WHERE seq IN (${slice}) GROUP BY kind`,
          ),
          dropKeys: sql.prepare(
            `DELETE FROM ${table}_key WHERE (identity, seq) IN (SELECT identity, seq FROM ${table} WHERE seq IN (${slice}))`,
          ),
          drop: sql.prepare(`DELETE FROM ${table} WHERE seq IN (${slice})`),
        },
      ];
    }),
  );
  const discount = sql.prepare('UPDATE fact_kind SET rows = rows - ? WHERE id = ?');
  return {
    prune: (retention, beforeMs) => {
      // What is forgotten is not known again when it is told again.
      recent.clear();
      const forgotten = write(() => {
        for (const { kind, rows } of tables[retention]?.count.all(beforeMs) ?? []) discount.run(rows, kind);
        tables[retention]?.dropKeys.run(beforeMs);
        return tables[retention]?.drop.run(beforeMs).changes ?? 0;
      });
      if (forgotten.ok) keys[retention].forgotten(forgotten.value);
      return forgotten;
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
