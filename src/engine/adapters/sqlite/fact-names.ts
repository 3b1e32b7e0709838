import type Database from 'better-sqlite3';
import type { Fact, FactKind } from '../../domain/facts/fact.ts';
import { invariant } from '../../domain/outcome.ts';

export type Series = {
  readonly id: number;
  readonly kindId: number;
  readonly kind: FactKind;
  readonly source: string;
  readonly subject: string;
};

/** Numbers in place of names that repeat a million times. Numbers are never given twice, so what was read stays true. */
export interface FactNames {
  kind(id: number): FactKind;
  series(id: number): Series;
  endpoint(id: number): string;
  shape(id: number): readonly string[];
  /** All series of some kinds and subjects; empty = all. */
  matching(wanted: { readonly kinds: readonly FactKind[]; readonly subjects: readonly string[] }): readonly Series[];
  kindId(kind: FactKind): number | null;
}

const seriesColumns = `SELECT s.id, s.kind AS kindId, k.kind, s.source, s.subject
  FROM fact_series s JOIN fact_kind k ON k.id = s.kind`;

export function factNames(sql: Database.Database): FactNames {
  const kindById = sql.prepare<[number], string>('SELECT kind FROM fact_kind WHERE id = ?').pluck();
  const idOfKind = sql.prepare<[string], number>('SELECT id FROM fact_kind WHERE kind = ?').pluck();
  const seriesById = sql.prepare<[number], Series>(`${seriesColumns} WHERE s.id = ?`);
  const endpointById = sql.prepare<[number], string>('SELECT name FROM fact_endpoint WHERE id = ?').pluck();
  const shapeById = sql.prepare<[number], string>('SELECT fields FROM fact_shape WHERE id = ?').pluck();
  const matching = sql.prepare<[string, string, number], Series>(`${seriesColumns}
    WHERE k.kind IN (SELECT value FROM json_each(?)) AND s.subject IN (SELECT value FROM json_each(?))
    ORDER BY s.id LIMIT ?`);
  const ofKinds = sql.prepare<[string], Series>(`${seriesColumns}
    WHERE k.kind IN (SELECT value FROM json_each(?)) ORDER BY s.id`);
  const ofSubjects = sql.prepare<[string], Series>(`${seriesColumns}
    WHERE s.subject IN (SELECT value FROM json_each(?)) ORDER BY s.id`);
  const all = sql.prepare<[], Series>(`${seriesColumns} ORDER BY s.id`);
  return {
    kind: remembered((id) => kindById.get(id) as FactKind | undefined, 'kind'),
    series: remembered((id) => seriesById.get(id), 'series'),
    endpoint: remembered((id) => endpointById.get(id), 'endpoint'),
    shape: remembered((id) => {
      const fields = shapeById.get(id);
      return fields === undefined ? undefined : (JSON.parse(fields) as readonly string[]);
    }, 'shape'),
    matching: ({ kinds, subjects }) => {
      if (kinds.length === 0) return subjects.length === 0 ? all.all() : ofSubjects.all(JSON.stringify(subjects));
      if (subjects.length === 0) return ofKinds.all(JSON.stringify(kinds));
      return matching.all(JSON.stringify(kinds), JSON.stringify(subjects), -1);
    },
    kindId: (kind) => idOfKind.get(kind) ?? null,
  };
}

function remembered<Value>(look: (id: number) => Value | undefined, what: string): (id: number) => Value {
  const known = new Map<number, Value>();
  return (id) => {
    const held = known.get(id);
    if (held !== undefined) return held;
    const found = look(id);
    invariant(found !== undefined, `fact ${what} ${id} has no name`);
    known.set(id, found);
    return found;
  };
}

export type NameGiver = {
  series(fact: Fact): { readonly id: number; readonly kindId: number };
  endpoint(name: string): number;
  shape(fields: string): number;
  /** After a transaction that was rolled back: what it gave does not exist. */
  forget(): void;
};

/** Finds or gives numbers, inside the transaction of the facts that need them. */
export function nameGiver(sql: Database.Database): NameGiver {
  const kinds = given(sql, 'fact_kind', 'kind');
  const endpoints = given(sql, 'fact_endpoint', 'name');
  const shapes = given(sql, 'fact_shape', 'fields');
  const find = sql.prepare<[number, string, string], number>(
    'SELECT id FROM fact_series WHERE kind = ? AND subject = ? AND source = ?',
  );
  const add = sql.prepare('INSERT INTO fact_series (kind, subject, source) VALUES (?, ?, ?)');
  const series = new Map<string, { readonly id: number; readonly kindId: number }>();
  return {
    series: ({ kind, subject, source }) => {
      const name = `${kind}\n${source}\n${subject}`;
      const held = series.get(name);
      if (held) return held;
      const kindId = kinds.id(kind);
      const id = find.pluck().get(kindId, subject, source);
      const entry = { id: id ?? Number(add.run(kindId, subject, source).lastInsertRowid), kindId };
      series.set(name, entry);
      return entry;
    },
    endpoint: endpoints.id,
    shape: shapes.id,
    forget: () => {
      series.clear();
      for (const list of [kinds, endpoints, shapes]) list.forget();
    },
  };
}

function given(sql: Database.Database, table: string, column: string) {
  const find = sql.prepare<[string], number>(`SELECT id FROM ${table} WHERE ${column} = ?`).pluck();
  const add = sql.prepare(`INSERT INTO ${table} (${column}) VALUES (?)`);
  const known = new Map<string, number>();
  return {
    id: (name: string): number => {
      const held = known.get(name);
      if (held !== undefined) return held;
      const id = find.get(name) ?? Number(add.run(name).lastInsertRowid);
      known.set(name, id);
      return id;
    },
    forget: () => known.clear(),
  };
}
