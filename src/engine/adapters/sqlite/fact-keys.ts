import { retentionClasses, type RetentionClass } from '../../domain/facts/retention.ts';
import { factTables } from './fact-tables.ts';
import { KeyFilter } from './key-filter.ts';
import type { StoreDatabase } from './open-database.ts';
import { WaitingKeys, type SortedKeys } from './waiting-keys.ts';

export type KeyLimits = {
  /** Rows whose identities may wait in memory; after a crash at most twice as many are read again. */
  readonly mostWaiting: number;
  /**
   * Merged beside each append, and more beside a large one, so that merging keeps up with what arrives; and keys of earlier
   * runs that the filter takes in beside each append.
   */
  readonly leastMerged: number;
  /** Facts whose newest version is remembered, so that it is known again without a look at its row. */
  readonly mostRecent: number;
  /** Keys of the index that are told apart from new ones without a look at it, as a power of two of bits. */
  readonly filterBits: Readonly<Record<RetentionClass, number>>;
};
export const keyLimits: KeyLimits = {
  mostWaiting: 100_000,
  leastMerged: 4_000,
  mostRecent: 65_536,
  // Eight megabytes: of new prints one in fifteen is looked up beside ten million kept ones, one in three beside thirty.
  filterBits: { tick: 26, intraday: 24, daily: 20, reference: 20 },
};

type Frozen = { readonly known: WaitingKeys; readonly sorted: SortedKeys };

/** Where the rows of an identity are. What is added counts at once and for good only after `committed`. */
export type FactKeys = {
  /** The row that was added last: most often all that has to be known, however many there are. */
  newestOf(identity: number): number | undefined;
  rowsOf(identity: number): readonly number[];
  add(identity: number, seq: number): void;
  /** Inside the transaction, after the last `add`. */
  mergeSome(added: number): void;
  committed(): void;
  rolledBack(): void;
  /** So many rows are gone, and their keys with them. */
  forgotten(rows: number): void;
};
export type KeysByClass = Readonly<Record<RetentionClass, FactKeys>>;

export function keysByClass(database: StoreDatabase, limits: KeyLimits): KeysByClass {
  const entries = retentionClasses.map((retention) => [retention, factKeys(database, retention, limits)] as const);
  return Object.fromEntries(entries) as Record<RetentionClass, FactKeys>;
}

/**
 * Keys of vendors have no order: written one by one, each costs a page of the index, and thousands of facts a second cost
 * more writing than the facts themselves. So new ones wait in memory and are merged into the index in its own order, where
 * neighbours share a page. What waited when the program died is read again from the rows. Most keys that arrive were never
 * told before, and a filter knows most of those without a look at the index.
 */
function factKeys(
  { sql }: StoreDatabase,
  retention: RetentionClass,
  { mostWaiting, leastMerged, filterBits }: KeyLimits,
): FactKeys {
  const table = factTables[retention];
  const mark = `merged_${retention}`;
  const inIndex = sql.prepare<[number], number>(`SELECT seq FROM ${table}_key WHERE identity = ?`).pluck();
  const newestInIndex = sql
    .prepare<[number], number | null>(`SELECT max(seq) FROM ${table}_key WHERE identity = ?`)
    .pluck();
  const put = sql.prepare(`INSERT OR IGNORE INTO ${table}_key (identity, seq) VALUES (?, ?)`);
  const note = sql.prepare(
    'INSERT INTO fact_state (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  // Two sets of columns take turns, so that memory stays what it is from the first day on.
  let fresh = new WaitingKeys(mostWaiting);
  let spare = new WaitingKeys(mostWaiting);
  let committed = 0;
  let frozen: Frozen | null = null;
  let merged = 0;
  let mergedNow = 0;

  const mergedSeq = sql.prepare<[string], number>('SELECT value FROM fact_state WHERE name = ?').pluck().get(mark) ?? 0;
  const unmerged = sql.prepare<[number], { readonly identity: number; readonly seq: number }>(
    `SELECT identity, seq FROM ${table} WHERE seq > ?`,
  );
  for (const { identity, seq } of unmerged.iterate(mergedSeq)) fresh.add(identity, seq);
  committed = fresh.length;

  const filter = new KeyFilter(filterBits[retention]);
  /** Keys in the filter, and how many of them may be gone since. */
  let filtered = 0;
  let gone = 0;
  const indexedFrom = sql
    .prepare<[number, number], number>(`SELECT identity FROM ${table}_key WHERE identity > ? ORDER BY identity LIMIT ?`)
    .pluck();
  /** How far the keys of earlier runs are in the filter; null = all of them. */
  let caughtUpTo: number | null = -1;
  const catchUp = (): void => {
    if (caughtUpTo === null) return;
    const found = indexedFrom.all(caughtUpTo, leastMerged);
    for (const identity of found) filter.add(identity);
    filtered += found.length;
    caughtUpTo = found.length < leastMerged ? null : (found.at(-1) ?? null);
  };
  catchUp();
  const mayBeIndexed = (identity: number): boolean => caughtUpTo !== null || filter.mayHave(identity);

  const freezeWhenFull = (): void => {
    if (frozen !== null || fresh.length < mostWaiting) return;
    frozen = { known: fresh, sorted: fresh.sorted() };
    fresh = spare;
    committed = 0;
    merged = 0;
  };
  const thaw = ({ known }: Frozen): void => {
    known.clear();
    spare = known;
    frozen = null;
  };
  return {
    newestOf: (identity) =>
      fresh.newestOf(identity) ??
      frozen?.known.newestOf(identity) ??
      (mayBeIndexed(identity) ? (newestInIndex.get(identity) ?? undefined) : undefined),
    rowsOf: (identity) => {
      const indexed = mayBeIndexed(identity) ? inIndex.all(identity) : [];
      const held = fresh.rowsOf(identity);
      return frozen === null ? [...indexed, ...held] : [...indexed, ...frozen.known.rowsOf(identity), ...held];
    },
    add: (identity, seq) => fresh.add(identity, seq),
    mergeSome: (added) => {
      catchUp();
      mergedNow = merged;
      if (frozen === null) return;
      const { sorted } = frozen;
      mergedNow = Math.min(sorted.length, merged + Math.max(leastMerged, 2 * added));
      for (let at = merged; at < mergedNow; at += 1) {
        filter.add(sorted.identityAt(at));
        filtered += 1;
        put.run(sorted.identityAt(at), sorted.seqAt(at));
      }
      if (mergedNow === sorted.length) note.run(mark, sorted.lastSeq);
    },
    committed: () => {
      committed = fresh.length;
      merged = mergedNow;
      if (frozen !== null && merged === frozen.sorted.length) thaw(frozen);
      freezeWhenFull();
    },
    rolledBack: () => {
      fresh.truncate(committed);
      mergedNow = merged;
    },
    // Nothing can be taken out of the filter. Once half of it means nothing it is filled anew from the index.
    forgotten: (rows) => {
      if (caughtUpTo !== null) return;
      gone += rows;
      if (2 * gone <= filtered) return;
      filter.clear();
      [filtered, gone, caughtUpTo] = [0, 0, -1];
    },
  };
}
