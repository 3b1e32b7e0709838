import { MalformedVectors } from './verifier.ts';

/** An object of the file, with its fields still unread. */
export type Fields = Readonly<Record<string, unknown>>;

function malformed(path: string, expected: string, value: unknown): MalformedVectors {
  const found =
    value === undefined ? 'nothing' : value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  return new MalformedVectors(`${path}: expected ${expected}, found ${found}`);
}

/** An object, or `MalformedVectors` naming `path`. */
export function record(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(path, 'an object', value);
  return value as Fields;
}

export function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(path, 'a list', value);
  return value as readonly unknown[];
}

/** A number, or the words "Infinity" and "-Infinity", which JSON has no numbers for. */
export function number(value: unknown, path: string): number {
  if (value === 'Infinity') return Number.POSITIVE_INFINITY;
  if (value === '-Infinity') return Number.NEGATIVE_INFINITY;
  if (typeof value !== 'number') throw malformed(path, 'a number', value);
  return value;
}

/** A whole number from 1 to `most`: what sizes an array or a loop must not exhaust the machine. */
export function count(value: unknown, path: string, most = 1_000_000): number {
  const found = number(value, path);
  if (!Number.isInteger(found) || found < 1 || found > most)
    throw new MalformedVectors(`${path}: expected a whole number from 1 to ${most}, found ${found}`);
  return found;
}

/** As `number`; null = no value, stated as such. A field that is absent is malformed all the same. */
export function numberOrNull(value: unknown, path: string): number | null {
  return value === null ? null : number(value, path);
}

/** A list of numbers; null becomes NaN. */
export function numbers(value: unknown, path: string): Float64Array {
  return Float64Array.from(list(value, path), (entry, at) => numberOrNull(entry, `${path}[${at}]`) ?? Number.NaN);
}

export function text(value: unknown, path: string): string {
  if (typeof value !== 'string') throw malformed(path, 'text', value);
  return value;
}

export function flag(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw malformed(path, 'true or false', value);
  return value;
}

/** One object of a list and where it stands: `cases[3]`. */
export type Case = { readonly fields: Fields; readonly path: string };

/** The objects listed under `field`; a file without them is malformed, an empty list is not. */
export function cases(file: Fields, field: string, within = ''): readonly Case[] {
  const path = within === '' ? field : `${within}.${field}`;
  return list(file[field], path).map((value, at) => ({
    fields: record(value, `${path}[${at}]`),
    path: `${path}[${at}]`,
  }));
}
