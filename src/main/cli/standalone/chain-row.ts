import { type AsOf, readDate, yearsTo } from './as-of.ts';
import { type ChainRow, isoDate, midOfQuote, optionSymbol } from './chain-file.ts';
import { type BadRow, type FileRecord, numberCell, requiredNumber, sideOf } from './records.ts';

/** Column names of one format. */
export type ChainColumns = {
  readonly side: string;
  readonly strike: string;
  readonly expiry: string | null;
  readonly years: string | null;
  readonly vol: string;
  readonly openInterest: string;
  readonly volume: string | null;
  /** Columns of the quote, or one of a price; null where the format has neither. */
  readonly price: { readonly bid: string; readonly ask: string } | string | null;
  /** Column of an option symbol whose root is the trading class. */
  readonly symbol?: string;
};

function isBad(value: unknown): value is BadRow {
  return typeof value === 'object' && value !== null;
}

/** A count or vol: unknown when empty, never negative. */
function amount(record: FileRecord, column: string | null): number | BadRow {
  if (column === null) return Number.NaN;
  const value = numberCell(record, column);
  if (value === null) return Number.NaN;
  if (isBad(value)) return value;
  return value < 0 ? { row: record.row, column, problem: `${value} is negative` } : value;
}

function timing(
  record: FileRecord,
  columns: ChainColumns,
  asOf: AsOf | null,
): { expiry: string; years: number } | BadRow {
  if (columns.expiry !== null && asOf !== null) {
    const text = record.cells[columns.expiry] ?? '';
    const date = readDate(text);
    if (date === null) return { row: record.row, column: columns.expiry, problem: `"${text}" is not a date` };
    return { expiry: isoDate(date), years: yearsTo(date, asOf) };
  }
  const column = columns.years ?? 'years';
  const years = requiredNumber(record, column);
  return isBad(years) ? years : { expiry: record.cells[columns.expiry ?? column] ?? String(years), years };
}

type Prices = { readonly price: number; readonly bid: number; readonly ask: number };

function pricesOf(record: FileRecord, column: ChainColumns['price']): Prices | BadRow {
  if (column === null || typeof column === 'string') {
    const price = amount(record, column);
    return isBad(price) ? price : { price: Number(price), bid: Number.NaN, ask: Number.NaN };
  }
  const bid = amount(record, column.bid);
  const ask = amount(record, column.ask);
  if (isBad(bid)) return bid;
  if (isBad(ask)) return ask;
  return { price: midOfQuote(Number(bid), Number(ask)), bid: Number(bid), ask: Number(ask) };
}

/** One row of a chain, or the first thing that is wrong with it. Empty vol, open interest and volume mean not known. */
export function chainRow(record: FileRecord, columns: ChainColumns, asOf: AsOf | null): ChainRow | BadRow {
  const cp = sideOf(record, columns.side);
  if (isBad(cp)) return cp;
  const strike = requiredNumber(record, columns.strike);
  if (isBad(strike)) return strike;
  if (strike <= 0) return { row: record.row, column: columns.strike, problem: `${strike} is not above 0` };
  const when = timing(record, columns, asOf);
  if ('problem' in when) return when;
  const vol = amount(record, columns.vol);
  const openInterest = amount(record, columns.openInterest);
  const volume = amount(record, columns.volume);
  const prices = pricesOf(record, columns.price);
  if ('problem' in prices) return prices;
  for (const value of [vol, openInterest, volume]) if (isBad(value)) return value;
  return {
    ...when,
    cp,
    strike,
    vol: Number(vol),
    openInterest: Number(openInterest),
    volume: Number(volume),
    ...prices,
    root: optionSymbol(record.cells[columns.symbol ?? ''] ?? '')?.root ?? '',
  };
}

/** Splits rows into usable and bad ones. */
export function splitRows<Row extends object>(
  rows: readonly (Row | BadRow)[],
): {
  readonly rows: readonly Row[];
  readonly badRows: readonly BadRow[];
} {
  const good: Row[] = [];
  const badRows: BadRow[] = [];
  for (const row of rows) {
    if ('problem' in row) badRows.push(row);
    else good.push(row);
  }
  return { rows: good, badRows };
}
