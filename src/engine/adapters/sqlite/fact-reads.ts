import type Database from 'better-sqlite3';
import type { FactKind, StoredFact } from '../../domain/facts/fact.ts';
import { anyImportedSource } from '../../domain/facts/imported-source.ts';
import { completeBody } from '../../domain/facts/later-fields.ts';
import { factKinds, retentionClasses, retentionOf, type RetentionClass } from '../../domain/facts/retention.ts';
import type { FactQuery, FactReader } from '../../ports/fact-store.ts';
import { unpackBody, valuesOf } from './fact-body.ts';
import type { FactNames } from './fact-names.ts';
import { factTables } from './fact-tables.ts';

type Found = { readonly seq: number; readonly event_time: number; readonly table: RetentionClass };
type Row = {
  readonly seq: number;
  readonly series: number;
  readonly endpoint: number;
  readonly key: string;
  readonly event_time: number;
  readonly received_time: number;
  readonly shape: number;
  readonly body: string | Buffer;
};
type Span = readonly [fromMs: number, toMs: number, asOfMs: number, asOfMs: number];

/** Later than any moment; SQLite has no infinity to compare with. */
const never = Number.MAX_VALUE;
const columns = 'seq, series, endpoint, key, event_time, received_time, shape, body';

export function factReads(
  sql: Database.Database,
  names: FactNames,
): Pick<FactReader, 'query' | 'after' | 'arrived' | 'firstArrivalMs' | 'hasDocument' | 'sizes'> {
  const tables = Object.fromEntries(retentionClasses.map((name) => [name, classReads(sql, name)]));
  const document = sql.prepare('SELECT 1 FROM fact_document WHERE source = ? AND name = ?');
  const sizes = sql.prepare<[], { readonly kind: FactKind; readonly rows: number }>(
    'SELECT kind, rows FROM fact_kind WHERE rows > 0 ORDER BY rows DESC, kind',
  );
  const factOf = (row: Row): StoredFact => {
    const { kind, source, subject } = names.series(row.series);
    const body = completeBody(kind, unpackBody(names.shape(row.shape), valuesOf(row.body)));
    const { seq, key, event_time: eventTime, received_time: receivedTime } = row;
    // What was put in as a fact of this kind comes out as one.
    return {
      ...{ seq, kind, source, subject, key, eventTime, receivedTime },
      ...{ endpoint: names.endpoint(row.endpoint), body },
    } as StoredFact;
  };
  return {
    query: (query) =>
      newest(query, names, tables)
        .map(({ seq, table }) => tables[table]?.row.get(seq))
        .flatMap((row) => (row ? [factOf(row)] : [])),
    after: (seq, { kinds, subjects, limit }) => {
      const series = JSON.stringify(names.matching({ kinds, subjects }).map(({ id }) => id));
      return classesOf(kinds)
        .flatMap((name) => tables[name]?.after.all(seq, series, limit) ?? [])
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit)
        .map(factOf);
    },
    arrived: function* arrived(fromMs, toMs) {
      for (const name of retentionClasses)
        for (const row of tables[name]?.arrived.iterate(fromMs, toMs) ?? []) yield factOf(row);
    },
    firstArrivalMs: () => {
      const firsts = Object.values(tables).flatMap((table) => table.firstArrival.get(anyImportedSource) ?? []);
      return firsts.length === 0 ? null : Math.min(...firsts);
    },
    hasDocument: (source, name) => document.get(source, name) !== undefined,
    sizes: () => sizes.all(),
  };
}

function classesOf(kinds: readonly FactKind[]): readonly RetentionClass[] {
  return kinds.length === 0 ? retentionClasses : [...new Set(kinds.map((kind) => retentionOf[kind]))];
}

type ClassReads = ReturnType<typeof classReads>;

function classReads(sql: Database.Database, name: RetentionClass) {
  const table = factTables[name];
  const newestOf = (column: string, more = '') => `SELECT seq, event_time, '${name}' AS "table" FROM ${table}
    WHERE ${column} = ? AND event_time >= ? AND event_time < ? AND received_time <= ?
      AND (superseded_time IS NULL OR superseded_time > ?) ${more} ORDER BY event_time DESC, seq DESC LIMIT ?`;
  const bySource = 'AND series IN (SELECT value FROM json_each(?))';
  return {
    ofSeries: sql.prepare<[number, ...Span, number], Found>(newestOf('series')),
    ofKind: sql.prepare<[number, ...Span, number], Found>(newestOf('kind')),
    ofKindAndSeries: sql.prepare<[number, ...Span, string, number], Found>(newestOf('kind', bySource)),
    // The whole class is read: once a night that is cheaper than an index that every fact pays for.
    arrived: sql.prepare<[number, number], Row>(
      `SELECT ${columns} FROM ${table} WHERE received_time >= ? AND received_time < ? ORDER BY seq`,
    ),
    // Arrival follows the number for all that comes by itself.
    firstArrival: sql
      .prepare<[string], number>(
        `SELECT received_time FROM ${table} WHERE series NOT IN (SELECT id FROM fact_series WHERE source GLOB ?)
         ORDER BY seq LIMIT 1`,
      )
      .pluck(),
    row: sql.prepare<[number], Row>(`SELECT ${columns} FROM ${table} WHERE seq = ?`),
    after: sql.prepare<[number, string, number], Row>(
      `SELECT ${columns} FROM ${table} WHERE seq > ? AND series IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
    ),
  };
}

/** Walks one index per series, or per kind when all subjects are wanted, and merges the heads. */
function newest(query: FactQuery, names: FactNames, tables: Readonly<Record<string, ClassReads>>): readonly Found[] {
  const { subjects, sources, limit, asOfMs = never } = query;
  const span: Span = [query.fromMs ?? -never, query.toMs ?? never, asOfMs, asOfMs];
  const kinds = query.kinds.length === 0 ? factKinds : query.kinds;
  const wanted = (source: string): boolean => sources === undefined || sources.includes(source);
  const found = kinds.flatMap((kind): readonly Found[] => {
    const table = tables[retentionOf[kind]];
    const kindId = names.kindId(kind);
    if (!table || kindId === null) return [];
    if (subjects.length === 0 && sources === undefined) return table.ofKind.all(kindId, ...span, limit);
    const series = names.matching({ kinds: [kind], subjects }).filter(({ source }) => wanted(source));
    if (subjects.length > 0) return series.flatMap(({ id }) => table.ofSeries.all(id, ...span, limit));
    const ids = JSON.stringify(series.map(({ id }) => id));
    return series.length === 0 ? [] : table.ofKindAndSeries.all(kindId, ...span, ids, limit);
  });
  return found.sort((a, b) => b.event_time - a.event_time || b.seq - a.seq).slice(0, limit);
}
