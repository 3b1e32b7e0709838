import { ok } from '../../../engine/domain/outcome.ts';
import { readAsOf, yearsCounter } from './as-of.ts';
import { type ChainFile, type ChainHints, type ChainRow, isoDate, midOfQuote, optionSymbol } from './chain-file.ts';
import { splitRows } from './chain-row.ts';
import { csvLines, type CsvLine } from './csv-lines.ts';
import { type BadRow, parseJson } from './records.ts';
import { readNumber } from './verb-arguments.ts';
import { type TextFile, usage, type VerbOutcome } from './verb-result.ts';

type Cell = string | number | null | undefined;
type RawOption = {
  readonly row: number;
  readonly symbol: Cell;
  readonly vol: Cell;
  readonly openInterest: Cell;
  readonly volume: Cell;
  readonly bid: Cell;
  readonly ask: Cell;
};

function amount(raw: RawOption, column: 'vol' | 'openInterest' | 'volume' | 'bid' | 'ask'): number | BadRow {
  const cell = raw[column];
  if (cell === null || cell === undefined || cell === '') return Number.NaN;
  const value = readNumber(String(cell));
  return value !== null && value >= 0
    ? value
    : { row: raw.row, column, problem: `"${cell}" is not a number from 0 up` };
}

/** The option's own symbol says side, expiry and strike, and by its root how it settles. */
function optionRow(raw: RawOption, yearsOf: ReturnType<typeof yearsCounter>): ChainRow | BadRow {
  const symbol = optionSymbol(String(raw.symbol ?? ''));
  if (symbol === null)
    return { row: raw.row, column: 'option', problem: `"${raw.symbol ?? ''}" is not an option symbol` };
  const columns = ['vol', 'openInterest', 'volume', 'bid', 'ask'] as const;
  const amounts = columns.map((column) => amount(raw, column));
  for (const value of amounts) if (typeof value === 'object') return value;
  const [vol, openInterest, volume, bid = Number.NaN, ask = Number.NaN] = amounts.map(Number);
  return {
    expiry: isoDate(symbol.expiry),
    years: yearsOf(symbol.expiry, symbol.settlement),
    strike: symbol.strike,
    cp: symbol.cp,
    vol: vol ?? Number.NaN,
    openInterest: openInterest ?? Number.NaN,
    volume: volume ?? Number.NaN,
    price: midOfQuote(bid, ask),
    bid,
    ask,
    root: symbol.root,
  };
}

type Found = {
  readonly spot: number | null;
  readonly asOf: string;
  readonly options: readonly RawOption[];
  readonly format: string;
};

function finish(file: string, found: Found, hints: ChainHints): VerbOutcome<ChainFile> {
  const spot = hints.spot ?? found.spot;
  const asOfText = hints.asOf ?? found.asOf;
  const asOf = readAsOf(asOfText);
  if (spot === null) return usage(`${file}: no price of the underlying ("Last" or "current_price"): give --spot`);
  if (asOf === null) return usage(`${file}: no usable date ("${asOfText}"): give --as-of YYYY-MM-DD`);
  const yearsOf = yearsCounter(asOf);
  const split = splitRows(found.options.map((option) => optionRow(option, yearsOf)));
  return ok({ format: found.format, spot, asOf: asOfText, ...split, totalRows: found.options.length });
}

export function isQuoteTable({ text }: TextFile): boolean {
  return /^\W*Expiration Date,Calls,/m.test(text.slice(0, 4000));
}

function tableSide(line: CsvLine, symbolAt: number): RawOption {
  const { cells } = line;
  return {
    row: line.line,
    symbol: cells[symbolAt],
    bid: cells[symbolAt + 3],
    ask: cells[symbolAt + 4],
    volume: cells[symbolAt + 5],
    vol: cells[symbolAt + 6],
    openInterest: cells[symbolAt + 9],
  };
}

/** Cboe quote table: price and time above the header, a call and its put on one line. */
export function importQuoteTable(file: TextFile, hints: ChainHints): VerbOutcome<ChainFile> {
  const lines = csvLines(file.text);
  const headerAt = lines.findIndex(({ cells }) => cells[0] === 'Expiration Date');
  const preamble = lines.slice(0, headerAt).flatMap(({ cells }) => cells);
  const after = (label: string) =>
    preamble
      .find((cell) => cell.trim().startsWith(label))
      ?.trim()
      .slice(label.length)
      .trim();
  const callAt = 1;
  const putAt = lines[headerAt]?.cells.indexOf('Puts') ?? 12;
  const options = lines.slice(headerAt + 1).flatMap((line) => [tableSide(line, callAt), tableSide(line, putAt)]);
  return finish(
    file.name,
    { spot: readNumber(after('Last:') ?? ''), asOf: after('Date:') ?? '', options, format: 'Cboe quote table' },
    hints,
  );
}

type QuoteJson = {
  readonly timestamp?: string;
  readonly data?: {
    readonly options?: readonly {
      readonly option?: string;
      readonly iv?: number;
      readonly open_interest?: number;
      readonly volume?: number;
      readonly bid?: number;
      readonly ask?: number;
    }[];
    readonly current_price?: number;
    readonly last_trade_time?: string;
  };
};

export function isQuoteJson({ text }: TextFile): boolean {
  return text.startsWith('{') && /"data"\s*:\s*\{\s*"options"\s*:/.test(text.slice(0, 4000));
}

/** Cboe delayed quotes: as of the underlying's last trade (New York time), not of the download. */
export function importQuoteJson(file: TextFile, hints: ChainHints): VerbOutcome<ChainFile> {
  const parsed = parseJson(file);
  if (!parsed.ok) return parsed;
  const { data } = parsed.value as QuoteJson;
  const options = (data?.options ?? []).map((option, index) => ({
    row: index + 1,
    symbol: option.option,
    vol: option.iv,
    openInterest: option.open_interest,
    volume: option.volume,
    bid: option.bid,
    ask: option.ask,
  }));
  const spot = typeof data?.current_price === 'number' ? data.current_price : null;
  return finish(file.name, { spot, asOf: data?.last_trade_time ?? '', options, format: 'Cboe delayed quotes' }, hints);
}
