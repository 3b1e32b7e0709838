import { ok } from '../../../engine/domain/outcome.ts';
import { splitRows } from './chain-row.ts';
import {
  type BadRow,
  type FileRecord,
  findColumn,
  numberCell,
  type Records,
  readRecords,
  requiredNumber,
  sideOf,
} from './records.ts';
import { isVendorChain, readChain } from './read-chain.ts';
import type { VerbArguments, VerbOptions } from './verb-arguments.ts';
import { type TextFile, usage, type VerbOutcome } from './verb-result.ts';

/** One option to price or invert; `quoted` is its vol or its price. */
export type OptionRow = {
  readonly row: number;
  readonly cp: 1 | -1;
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly rate: number;
  readonly dividendYield: number;
  readonly quoted: number;
};

export type OptionRows = {
  readonly rows: readonly OptionRow[];
  readonly badRows: readonly BadRow[];
  readonly total: number;
};

/** The column that differs between the verbs. */
export type Quoted = { readonly option: 'vol' | 'price'; readonly columns: readonly string[] };

export function optionRowOptions(quoted: Quoted): VerbOptions {
  const numbers = ['spot', 'strike', 'years', 'rate', 'yield', quoted.option];
  return { numbers, texts: ['right', 'as-of'], flags: ['american'] };
}

const columnNames = {
  side: ['right', 'type', 'side'],
  spot: ['spot', 's'],
  strike: ['strike', 'k'],
  years: ['years', 't'],
} as const;

/** Same for every row when given on the command line and the file has no such column. */
function valueOf(record: FileRecord, column: string | null, fallback: number | undefined): number | BadRow {
  const value = column === null ? null : numberCell(record, column);
  if (value !== null) return value;
  if (fallback !== undefined) return fallback;
  return column === null ? 0 : requiredNumber(record, column);
}

function resolveColumns(
  records: Records,
  args: VerbArguments,
  quoted: Quoted,
): VerbOutcome<Readonly<Record<string, string | null>>> {
  const found: Record<string, string | null> = {};
  for (const [key, names] of Object.entries({ ...columnNames, quoted: quoted.columns })) {
    const column = findColumn(records, names);
    const option = key === 'quoted' ? quoted.option : key;
    if (!column.ok && args.numbers[option] === undefined) return column;
    found[key] = column.ok ? column.value : null;
  }
  const optional = (names: readonly string[]) => names.find((name) => records.columns.includes(name)) ?? null;
  return ok({ ...found, rate: optional(['rate', 'r']), yield: optional(['dividend_yield', 'yield', 'q']) });
}

function rowsOf(records: Records, args: VerbArguments, quoted: Quoted): VerbOutcome<OptionRows> {
  const columns = resolveColumns(records, args, quoted);
  if (!columns.ok) return columns;
  const names = columns.value;
  const read = (record: FileRecord): OptionRow | BadRow => {
    const cp = sideOf(record, names['side'] ?? 'right');
    if (typeof cp === 'object') return cp;
    const numbers: Record<string, number> = {};
    for (const key of ['spot', 'strike', 'years', 'rate', 'yield', 'quoted']) {
      const value = valueOf(record, names[key] ?? null, args.numbers[key === 'quoted' ? quoted.option : key]);
      if (typeof value === 'object') return value;
      numbers[key] = value;
    }
    const { spot = 0, strike = 0, years = 0, rate = 0, yield: dividendYield = 0, quoted: value = 0 } = numbers;
    return { row: record.row, cp, spot, strike, years, rate, dividendYield, quoted: value };
  };
  return ok({ ...splitRows(records.records.map(read)), total: records.records.length });
}

/** Rows of a chain in a vendor's format: each with its own vol or price, the ones without either counted as such. */
function chainRows(args: VerbArguments, file: TextFile, quoted: Quoted): VerbOutcome<OptionRows> {
  const read = readChain(file, { spot: args.numbers['spot'] ?? null, asOf: args.texts['as-of'] ?? null });
  if (!read.ok) return read;
  const chain = read.value;
  const { rate = chain.rate ?? 0, yield: dividendYield = chain.dividendYield ?? 0 } = args.numbers;
  const rows: OptionRow[] = [];
  const badRows = [...chain.badRows];
  chain.rows.forEach((row, index) => {
    const value = quoted.option === 'vol' ? row.vol : row.price;
    const { cp, strike, years } = row;
    if (value > 0)
      rows.push({ row: index + 1, cp, spot: chain.spot, strike, years, rate, dividendYield, quoted: value });
    else
      badRows.push({
        row: index + 1,
        column: quoted.option,
        problem: quoted.option === 'vol' ? 'no vol' : 'no two-sided quote',
      });
  });
  return ok({ rows, badRows, total: chain.totalRows });
}

/** Rows of a file, or the one option that the command line spells out. */
export function readOptionRows(args: VerbArguments, file: TextFile | null, quoted: Quoted): VerbOutcome<OptionRows> {
  if (file !== null && isVendorChain(file)) return chainRows(args, file, quoted);
  if (file !== null) {
    const records = readRecords(file);
    return records.ok ? rowsOf(records.value, args, quoted) : records;
  }
  const { spot, strike, years, rate = 0, yield: dividendYield = 0, [quoted.option]: value } = args.numbers;
  const side = { C: 1, P: -1 }[args.texts['right']?.toUpperCase().slice(0, 1) ?? ''];
  if (spot === undefined || strike === undefined || years === undefined || value === undefined || side === undefined) {
    return usage(
      `Give a file, or --right C|P --spot S --strike K --years T --${quoted.option} X [--rate R] [--yield Q]`,
    );
  }
  const row: OptionRow = { row: 1, cp: side > 0 ? 1 : -1, spot, strike, years, rate, dividendYield, quoted: value };
  return ok({ rows: [row], badRows: [], total: 1 });
}
