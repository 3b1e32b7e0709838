import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Refusal, Translation } from '../../ports/vendor.ts';

export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}

/** XML turned into JSON writes one element as an object and none as null or `"null"`. */
export function asArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === null || value === undefined || value === 'null' || value === '' ? [] : [value];
}

const sampleLength = 160;

/** A few characters of what was refused, for the trader's eyes; never the whole payload. */
export function sampleOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > sampleLength ? `${text.slice(0, sampleLength)}…` : text;
}

export const nothingTranslated: Translation = { facts: [], refusals: [], followUps: [] };

export function refused(reason: string, value: unknown): Translation {
  return { facts: [], refusals: [{ reason, sample: sampleOf(value) }], followUps: [] };
}

/** What one row became: a fact, several, or the reason why none. */
export type RowResult = DraftFact | readonly DraftFact[] | string;

/** Translates row by row; a bad row costs that row only. */
export function translateRows(rows: readonly unknown[], toFact: (row: Row) => RowResult): Translation {
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  for (const row of rows) {
    const result = isRow(row) ? toFact(row) : 'a row that is no object';
    if (typeof result === 'string') refusals.push({ reason: result, sample: sampleOf(row) });
    else if (Array.isArray(result)) facts.push(...(result as readonly DraftFact[]));
    else facts.push(result as DraftFact);
  }
  return { facts, refusals, followUps: [] };
}
