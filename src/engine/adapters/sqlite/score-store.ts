import { ok, type Outcome } from '../../domain/outcome.ts';
import type { Log } from '../../ports/log.ts';
import type { ScorePoint, ScoreStore } from '../../ports/score-store.ts';
import type { StoreCode } from '../../ports/store.ts';
import type { Migration } from './migrate.ts';
import { openDatabase, type StoreDatabase } from './open-database.ts';

const migrations: readonly Migration[] = [
  {
    title: 'conviction over time',
    sql: `
      CREATE TABLE score_point (
        ticker TEXT NOT NULL, time REAL NOT NULL, conviction REAL NOT NULL, raw REAL NOT NULL,
        agreeing INTEGER NOT NULL, with_data INTEGER NOT NULL,
        PRIMARY KEY (ticker, time)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** The analytics process's own store: how each score developed. */
export function openScoreStore(options: {
  readonly file: string;
  readonly log: Log;
  readonly clock: { wallMs(): number };
}): Outcome<ScoreStore, StoreCode> {
  const opened = openDatabase({ ...options, migrations, durability: 'normal', check: 'quick' });
  return opened.ok ? ok(scoreStore(opened.value, options.log)) : opened;
}

function scoreStore(database: StoreDatabase, log: Log): ScoreStore {
  const { sql } = database;
  const insert = sql.prepare(
    'INSERT OR REPLACE INTO score_point (ticker, time, conviction, raw, agreeing, with_data) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const read = sql.prepare<[string, number, number], ScorePoint>(
    'SELECT time, conviction, raw, agreeing, with_data AS withData FROM score_point WHERE ticker = ? AND time >= ? ORDER BY time DESC LIMIT ?',
  );
  const drop = sql.prepare('DELETE FROM score_point WHERE time < ?');
  let failing = false;
  return {
    append: (points) => {
      const written = database.write(() => {
        for (const point of points)
          insert.run(point.ticker, point.time, point.conviction, point.raw, point.agreeing, point.withData);
      });
      // History is worth a warning, not a halt: the scores themselves are unharmed.
      if (!written.ok && !failing) log.warn('score history not written', { reason: written.failure.message });
      failing = !written.ok;
    },
    history: (ticker, from, limit) => read.all(ticker, from, limit).reverse(),
    prune: (time) => {
      const pruned = database.write(() => drop.run(time).changes);
      return pruned.ok ? pruned.value : 0;
    },
    sizeBytes: () => database.sizeBytes(),
    close: () => database.close(),
  };
}
