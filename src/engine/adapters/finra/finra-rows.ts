import type { FollowUp, Payload, RequestContext } from '../../ports/vendor.ts';
import { isRow, type Row } from '../vendor-kit/rows.ts';
import { readDelimited } from './delimited.ts';

/** Most follow-up rows: an answer that goes on for ever is cut here. */
const furthestOffset = 200_000;

function* delimitedRows(text: string, needed: readonly string[]): Iterable<Row> {
  const table = readDelimited(text);
  if (!table) return;
  const end = text.indexOf('\n');
  const first = text
    .slice(0, end < 0 ? text.length : end)
    .replace(/^\ufeff/, '')
    .trim();
  const names = first.split(first.includes('|') ? '|' : ',').map((name) => name.replaceAll('"', '').trim());
  if (needed.some((name) => !names.includes(name))) return;
  for (const cells of table.rows()) {
    // Trailers have other columns.
    if (cells.length === names.length) yield Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  }
}

/** Rows of an answer by the API's field names, whether it is JSON or a table of text; null when it is neither. */
export function rowsOf(payload: Payload, needed: readonly string[]): Iterable<Row> | null {
  if (payload.kind === 'json') {
    if (!Array.isArray(payload.value)) return null;
    return payload.value.map((row: unknown) => (isRow(row) ? row : {}));
  }
  if (payload.kind !== 'text') return null;
  const table = readDelimited(payload.text);
  if (!table || needed.some((name) => table.column(name.toLowerCase()) < 0)) return null;
  return delimitedRows(payload.text, needed);
}

/** What comes after this page by the answer's own headers. */
export function nextPage(endpoint: string, rows: number, context: RequestContext): readonly FollowUp[] {
  const { headers, parameters, symbol } = context;
  const [total, offset] = [Number(headers['record-total'] ?? NaN), Number(headers['record-offset'] ?? NaN)];
  if (!Number.isInteger(total) || !Number.isInteger(offset) || offset < 0 || rows === 0) return [];
  const next = offset + rows;
  if (next >= total || next > furthestOffset) return [];
  return [{ endpoint, symbol, parameters: { ...parameters, offset: String(next) }, once: null }];
}
