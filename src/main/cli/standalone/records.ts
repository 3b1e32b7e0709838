import { ok } from '../../../engine/domain/outcome.ts';
import { csvLines } from './csv-lines.ts';
import { readNumber } from './verb-arguments.ts';
import { failed, type TextFile, usage, type VerbOutcome } from './verb-result.ts';

/** One row of a file, cells by lower-case column name. `row` is the line of a CSV or the position in a JSON array, from 1. */
export type FileRecord = { readonly row: number; readonly cells: Readonly<Record<string, string>> };
export type Records = {
  readonly file: string;
  readonly columns: readonly string[];
  readonly records: readonly FileRecord[];
  /** Single values beside the rows of a JSON object. */
  readonly header: Readonly<Record<string, string>>;
};

/** A row that was left out, and why. */
export type BadRow = { readonly row: number; readonly column: string; readonly problem: string };

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function textCells(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, cell]) => [name.toLowerCase(), cellText(cell)]));
}

export function parseJson(file: TextFile): VerbOutcome<unknown> {
  try {
    return ok(JSON.parse(file.text) as unknown);
  } catch (error) {
    return failed(`${file.name}: not readable as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function jsonRecords(file: TextFile): VerbOutcome<Records> {
  const parsed = parseJson(file);
  if (!parsed.ok) return parsed;
  const value = parsed.value;
  const rows: unknown = Array.isArray(value) ? value : (value as { rows?: unknown } | null)?.rows;
  if (!Array.isArray(rows)) return usage(`${file.name}: expected an array of rows, or an object with "rows"`);
  const records = rows.map((row, index) => ({ row: index + 1, cells: textCells(row) }));
  const columns = new Set(records.flatMap(({ cells }) => Object.keys(cells)));
  return ok({ file: file.name, columns: [...columns], records, header: Array.isArray(value) ? {} : textCells(value) });
}

/** Rows of a CSV with a header line, or of a JSON array (or `{ rows: [...] }`). */
export function readRecords(file: TextFile): VerbOutcome<Records> {
  if (/^\s*[[{]/.test(file.text)) return jsonRecords(file);
  const [header, ...lines] = csvLines(file.text);
  if (header === undefined) return failed(`${file.name}: the file is empty`);
  const columns = header.cells.map((name) => name.trim().toLowerCase());
  const records = lines.map(({ line, cells }) => ({
    row: line,
    cells: Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])),
  }));
  return ok({ file: file.name, columns, records, header: {} });
}

/** The first of several names of a column that the file has; a usage failure naming the file when it has none. */
export function findColumn(records: Records, names: readonly string[]): VerbOutcome<string> {
  const found = names.find((name) => records.columns.includes(name));
  if (found !== undefined) return ok(found);
  const others = names.length > 1 ? ` (also read as ${names.slice(1).join(', ')})` : '';
  return usage(`${records.file}: column "${names[0]}"${others} is missing`);
}

/** Number in a cell: null when the cell is empty or absent, a bad row when it is anything else. */
export function numberCell(record: FileRecord, column: string): number | null | BadRow {
  const text = record.cells[column]?.trim() ?? '';
  if (text === '' || /^(nan|null)$/i.test(text)) return null;
  return readNumber(text) ?? { row: record.row, column, problem: `"${text}" is not a number` };
}

export function requiredNumber(record: FileRecord, column: string): number | BadRow {
  return numberCell(record, column) ?? { row: record.row, column, problem: 'is empty' };
}

/** +1 call, -1 put, from C, P, call or put. */
export function sideOf(record: FileRecord, column: string): 1 | -1 | BadRow {
  const text = record.cells[column]?.trim().toLowerCase() ?? '';
  if (text === 'c' || text === 'call') return 1;
  if (text === 'p' || text === 'put') return -1;
  return { row: record.row, column, problem: `"${text}" is neither call nor put` };
}

const reportedBadRows = 5;

/** Sentences about rows left out: how many, and the first few by row and column. */
export function badRowNotes(file: string, bad: readonly BadRow[], total: number): readonly string[] {
  if (bad.length === 0) return [];
  const lines = bad
    .slice(0, reportedBadRows)
    .map(({ row, column, problem }) => `${file}: row ${row}, column "${column}": ${problem}`);
  const rest = bad.length > lines.length ? [`${file}: and ${bad.length - lines.length} more`] : [];
  return [`${file}: ${bad.length} of ${total} rows left out`, ...lines, ...rest];
}
