import { factColumns } from './columns/fact-columns.ts';
import type { ColumnType } from './columns/column-types.ts';
import type { FactKind } from './fact.ts';

const isOf: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number',
  text: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  numbers: (value) => Array.isArray(value) && value.every((one) => one === null || typeof one === 'number'),
  texts: (value) => Array.isArray(value) && value.every((one) => one === null || typeof one === 'string'),
  json: () => true,
};

export function isFactKind(kind: unknown): kind is FactKind {
  return typeof kind === 'string' && Object.hasOwn(factColumns, kind);
}

/** Whether a body from outside has the fields of its kind, each of its type or empty, and no others. */
export function hasShape(kind: FactKind, body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const columns = Object.entries(factColumns[kind]);
  const fields = body as Readonly<Record<string, unknown>>;
  if (Object.keys(fields).length !== columns.length) return false;
  return columns.every(([name, type]) => {
    const value = fields[name];
    return Object.hasOwn(fields, name) && (value === null || isOf[type](value));
  });
}
