import type { RetentionClass } from '../../domain/facts/retention.ts';
import { factTables } from './fact-tables.ts';
import type { StoreDatabase } from './open-database.ts';

export type KeyLimits = {
  /** Rows whose identities may wait in memory; after a crash at most twice as many are read again. */
  readonly mostWaiting: number;
  /** Merged beside each append, and more beside a large one, so that merging keeps up with what arrives. */
  readonly leastMerged: number;
};
export const keyLimits: KeyLimits = { mostWaiting: 100_000, leastMerged: 4_000 };

type Waiting = Map<number, readonly number[]>;
type Frozen = {
  readonly known: Waiting;
  readonly sorted: readonly (readonly [identity: number, seq: number])[];
  readonly lastSeq: number;
};

/** Where the rows of an identity are. What is added counts at once and for good only after `committed`. */
export type FactKeys = {
  rowsOf(identity: number): readonly number[];
  add(identity: number, seq: number): void;
  /** Inside the transaction, after the last `add`. */
  mergeSome(added: number): void;
  committed(): void;
  rolledBack(): void;
};

/**
 * Keys of vendors have no order: written one by one, each costs a page of the index, and thousands of facts a second cost
 * more writing than the facts themselves. So new ones wait in memory and are merged into the index in its own order, where
 * neighbours share a page. What waited when the program died is read again from the rows.
 */
export function factKeys(
  { sql }: StoreDatabase,
  retention: RetentionClass,
  { mostWaiting, leastMerged }: KeyLimits,
): FactKeys {
  const table = factTables[retention];
  const mark = `merged_${retention}`;
  const inIndex = sql.prepare<[number], number>(`SELECT seq FROM ${table}_key WHERE identity = ?`).pluck();
  const put = sql.prepare(`INSERT OR IGNORE INTO ${table}_key (identity, seq) VALUES (?, ?)`);
  const note = sql.prepare(
    'INSERT INTO fact_state (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  let fresh: Waiting = new Map();
  let pending: (readonly [identity: number, seq: number])[] = [];
  let pendingRows: Waiting = new Map();
  let frozen: Frozen | null = null;
  let merged = 0;
  let mergedNow = 0;

  const mergedSeq = sql.prepare<[string], number>('SELECT value FROM fact_state WHERE name = ?').pluck().get(mark) ?? 0;
  const unmerged = sql.prepare<[number], { readonly identity: number; readonly seq: number }>(
    `SELECT identity, seq FROM ${table} WHERE seq > ?`,
  );
  for (const { identity, seq } of unmerged.iterate(mergedSeq)) remember(fresh, identity, seq);

  const freezeWhenFull = (): void => {
    if (frozen !== null || fresh.size < mostWaiting) return;
    const pairs = [...fresh].flatMap(([identity, rows]) => rows.map((seq) => [identity, seq] as const));
    const lastSeq = pairs.reduce((most, [, seq]) => Math.max(most, seq), 0);
    frozen = { known: fresh, sorted: pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]), lastSeq };
    fresh = new Map();
    merged = 0;
  };
  return {
    rowsOf: (identity) => {
      const indexed = inIndex.all(identity);
      const held = [frozen?.known.get(identity), fresh.get(identity), pendingRows.get(identity)];
      return held.every((rows) => rows === undefined) ? indexed : [...indexed, ...held.flatMap((rows) => rows ?? [])];
    },
    add: (identity, seq) => {
      pending.push([identity, seq]);
      remember(pendingRows, identity, seq);
    },
    mergeSome: (added) => {
      mergedNow = merged;
      if (frozen === null) return;
      mergedNow = Math.min(frozen.sorted.length, merged + Math.max(leastMerged, 2 * added));
      for (let at = merged; at < mergedNow; at += 1) put.run(frozen.sorted[at]);
      if (mergedNow === frozen.sorted.length) note.run(mark, frozen.lastSeq);
    },
    committed: () => {
      for (const [identity, seq] of pending) remember(fresh, identity, seq);
      pending = [];
      pendingRows = new Map();
      merged = mergedNow;
      if (frozen !== null && merged === frozen.sorted.length) frozen = null;
      freezeWhenFull();
    },
    rolledBack: () => {
      pending = [];
      pendingRows = new Map();
      mergedNow = merged;
    },
  };
}

function remember(waiting: Waiting, identity: number, seq: number): void {
  const held = waiting.get(identity);
  waiting.set(identity, held === undefined ? [seq] : [...held, seq]);
}
