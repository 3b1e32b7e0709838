import { factColumns } from '../../domain/facts/columns/fact-columns.ts';
import type { ColumnType } from '../../domain/facts/columns/column-types.ts';
import type { FactKind, StoredFact } from '../../domain/facts/fact.ts';
import { completeBody } from '../../domain/facts/later-fields.ts';
import type { Bar } from '../../domain/bar.ts';
import { emptyQuote, type Quote } from '../../domain/quote.ts';

export type ArchiveColumn = { readonly name: string; readonly type: ColumnType };

/** One file of an archive: which columns a row has, and how a row becomes and comes from their values. */
export type ArchiveTable = { readonly columns: readonly ArchiveColumn[]; readonly order: string };

const factHead: readonly ArchiveColumn[] = [
  { name: 'seq', type: 'number' },
  { name: 'source', type: 'text' },
  { name: 'endpoint', type: 'text' },
  { name: 'subject', type: 'text' },
  { name: 'key', type: 'text' },
  { name: 'event_time_ms', type: 'number' },
  { name: 'received_time_ms', type: 'number' },
];

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  number: 'DOUBLE',
  text: 'VARCHAR',
  flag: 'BOOLEAN',
  numbers: 'DOUBLE[]',
  texts: 'VARCHAR[]',
  json: 'VARCHAR',
};

/** A field of the body called like a column of ours stands apart from it. */
const bodyPrefix = 'body_';

export function factTable(kind: FactKind): ArchiveTable {
  const taken = new Set(factHead.map(({ name }) => name));
  const body = Object.entries(factColumns[kind]).map(([field, type]) => ({
    name: taken.has(field) ? bodyPrefix + field : field,
    type,
  }));
  return { columns: [...factHead, ...body], order: 'subject, event_time_ms, seq' };
}

export function factValues(fact: StoredFact): readonly unknown[] {
  const { seq, source, endpoint, subject, key, eventTime, receivedTime } = fact;
  const body = fact.body as Readonly<Record<string, unknown>>;
  const fields = Object.keys(factColumns[fact.kind]);
  return [seq, source, endpoint, subject, key, eventTime, receivedTime, ...fields.map((field) => body[field])];
}

export function factOfRow(kind: FactKind, values: readonly unknown[]): StoredFact {
  const [seq, source, endpoint, subject, key, eventTime, receivedTime, ...rest] = values;
  const entries = Object.entries(factColumns[kind]).map(([field, type], at) => [field, valueOf(rest[at], type)]);
  const head = { kind, source, endpoint, subject, key, eventTime, receivedTime, seq };
  // The columns are those of the kind, so that its body comes back as it went in.
  return { ...head, body: completeBody(kind, Object.fromEntries(entries)) } as unknown as StoredFact;
}

function valueOf(value: unknown, type: ColumnType): unknown {
  return type === 'json' && typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}

export const barTable: ArchiveTable = {
  columns: [
    { name: 'instrument', type: 'text' },
    { name: 'interval', type: 'text' },
    ...['start', 'open', 'high', 'low', 'close', 'volume'].map((name) => ({ name, type: 'number' }) as const),
  ],
  order: 'instrument, "interval", "start"',
};

export function barValues(bar: Bar): readonly unknown[] {
  return [bar.instrument, bar.interval, bar.start, bar.open, bar.high, bar.low, bar.close, bar.volume];
}

export function barOfRow(values: readonly unknown[]): Bar {
  const names = barTable.columns.map(({ name }) => name);
  return Object.fromEntries(names.map((name, at) => [name, values[at]])) as Bar;
}

const quoteFields = Object.keys(emptyQuote('')) as readonly (keyof Quote)[];

export const quoteTable: ArchiveTable = {
  columns: quoteFields.map((name) => ({
    name,
    type: name === 'instrument' || name === 'dataType' ? 'text' : name === 'halted' ? 'flag' : 'number',
  })),
  order: 'instrument',
};

export function quoteValues(quote: Quote): readonly unknown[] {
  return quoteFields.map((name) => quote[name]);
}

export function quoteOfRow(values: readonly unknown[]): Quote {
  return Object.fromEntries(quoteFields.map((name, at) => [name, values[at]])) as Quote;
}

export function createTableSql(name: string, { columns }: ArchiveTable): string {
  return `CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${sqlTypes[column.type]}`).join(', ')})`;
}

/** Beside the exact numbers of ms, times a person and a data frame can read. */
export function selectSql(name: string, { columns, order }: ArchiveTable): string {
  const times = columns.filter((column) => column.name.endsWith('_time_ms'));
  const readable = times.map(
    (column) => `make_timestamp(CAST("${column.name}" * 1000 AS BIGINT)) AS "${column.name.slice(0, -3)}"`,
  );
  return `SELECT ${['*', ...readable].join(', ')} FROM "${name}" ORDER BY ${order}`;
}
