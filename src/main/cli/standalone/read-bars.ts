import { ok } from '../../../engine/domain/outcome.ts';
import type { OpenBarColumns } from '../../../engine/quant/indicators/bar-columns.ts';
import { splitRows } from './chain-row.ts';
import { rowsOfSymbol } from './one-symbol.ts';
import { type BadRow, type FileRecord, findColumn, numberCell, readRecords, requiredNumber } from './records.ts';
import { timeReader } from './time-cell.ts';
import { failed, type TextFile, usage, type VerbOutcome } from './verb-result.ts';

/** Price and volume bars of one symbol, oldest first. */
export type BarsFile = {
  /** As written in the file. */
  readonly times: readonly string[];
  readonly columns: OpenBarColumns;
  /** Counts New York dates; daily bars are each a session of their own. */
  readonly session: Int32Array;
  /** The New York dates counted, `YYYYMMDD`. */
  readonly dates: readonly string[];
  readonly badRows: readonly BadRow[];
  readonly totalRows: number;
};

type Bar = {
  readonly row: number;
  readonly time: string;
  readonly date: string;
  readonly timeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

const timeColumns = ['date', 'time', 'timestamp', 'datetime', 'dt'];
const priceNames = ['open', 'high', 'low', 'close'] as const;

/** Prices above 0 and a high and low that hold the other two; volume is not known where the cell is empty or absent. */
function barReader(timeColumn: string): (record: FileRecord) => Bar | BadRow {
  const readTime = timeReader();
  return (record) => {
    const time = record.cells[timeColumn] ?? '';
    const when = readTime(time);
    if (when === null) return { row: record.row, column: timeColumn, problem: `"${time}" is not a time` };
    const prices: number[] = [];
    for (const column of priceNames) {
      const price = requiredNumber(record, column);
      if (typeof price === 'object') return price;
      if (price <= 0) return { row: record.row, column, problem: `${price} is not above 0` };
      prices.push(price);
    }
    const [open = 0, high = 0, low = 0, close = 0] = prices;
    if (high < Math.max(open, low, close)) return { row: record.row, column: 'high', problem: 'is not the highest' };
    if (low > Math.min(open, close)) return { row: record.row, column: 'low', problem: 'is not the lowest' };
    const volume = numberCell(record, 'volume') ?? Number.NaN;
    if (typeof volume === 'object') return volume;
    if (volume < 0) return { row: record.row, column: 'volume', problem: `${volume} is negative` };
    return { row: record.row, time, ...when, open, high, low, close, volume };
  };
}

/** Newest first is turned round; any other order that is not oldest first is refused, naming the first row out of it. */
function inOrder(file: string, bars: readonly Bar[]): VerbOutcome<readonly Bar[]> {
  const first = bars[0]?.timeMs ?? 0;
  const oldestFirst = (bars.at(-1)?.timeMs ?? 0) >= first ? bars : bars.toReversed();
  const wrong = oldestFirst.find((bar, at) => at > 0 && bar.timeMs <= (oldestFirst[at - 1]?.timeMs ?? 0));
  return wrong === undefined ? ok(oldestFirst) : usage(`${file}: row ${wrong.row}: ${wrong.time} is out of order`);
}

function toColumns(bars: readonly Bar[]): OpenBarColumns {
  const column = (name: 'open' | 'high' | 'low' | 'close' | 'volume') => Float64Array.from(bars, (bar) => bar[name]);
  return {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

/** Bars from CSV or JSON: `date` (or time, timestamp, datetime), open, high, low, close, `volume` if known. */
export function readBars(file: TextFile, symbol: string | null): VerbOutcome<BarsFile> {
  const records = readRecords(file);
  if (!records.ok) return records;
  const timeColumn = findColumn(records.value, timeColumns);
  if (!timeColumn.ok) return timeColumn;
  for (const name of priceNames) {
    const column = findColumn(records.value, [name]);
    if (!column.ok) return column;
  }
  const rows = rowsOfSymbol(records.value, symbol);
  if (!rows.ok) return rows;
  const { rows: read, badRows } = splitRows(rows.value.map(barReader(timeColumn.value)));
  if (read.length === 0) return failed(`${file.name}: no usable bar`);
  const ordered = inOrder(file.name, read);
  if (!ordered.ok) return ordered;
  const bars = ordered.value;
  const dates = [...new Set(bars.map(({ date }) => date))];
  const place = new Map(dates.map((date, index) => [date, index]));
  return ok({
    times: bars.map(({ time }) => time),
    columns: toColumns(bars),
    session: Int32Array.from(bars, ({ date }) => place.get(date) ?? 0),
    dates,
    badRows,
    totalRows: rows.value.length,
  });
}
