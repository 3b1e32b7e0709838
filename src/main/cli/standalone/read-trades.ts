import { ok } from '../../../engine/domain/outcome.ts';
import { splitRows } from './chain-row.ts';
import { rowsOfSymbol } from './one-symbol.ts';
import { type BadRow, type FileRecord, findColumn, readRecords, requiredNumber } from './records.ts';
import { timeReader } from './time-cell.ts';
import { failed, type TextFile, usage, type VerbOutcome } from './verb-result.ts';

/** One symbol's trades, oldest first, one length. */
export type TradesFile = {
  readonly timeMs: Float64Array;
  readonly price: Float64Array;
  readonly size: Float64Array;
  readonly badRows: readonly BadRow[];
  readonly totalRows: number;
};

type Trade = { readonly row: number; readonly timeMs: number; readonly price: number; readonly size: number };
type TradeColumns = { readonly time: string; readonly price: string; readonly size: string };

function tradeReader({ time, price, size }: TradeColumns): (record: FileRecord) => Trade | BadRow {
  const readTime = timeReader();
  return (record) => {
    const { row, cells } = record;
    const when = readTime(cells[time] ?? '');
    if (when === null) return { row, column: time, problem: `"${cells[time] ?? ''}" is not a time` };
    const paid = requiredNumber(record, price);
    if (typeof paid === 'object') return paid;
    if (paid <= 0) return { row, column: price, problem: `${paid} is not above 0` };
    const shares = requiredNumber(record, size);
    if (typeof shares === 'object') return shares;
    if (shares <= 0) return { row, column: size, problem: `${shares} is not above 0` };
    const correction = cells['corr'] ?? cells['tr_corr'] ?? '';
    if (Number(correction) !== 0) return { row, column: 'corr', problem: `corrected or cancelled (${correction})` };
    return { row, timeMs: when.timeMs, price: paid, size: shares };
  };
}

/** Trades from CSV or JSON: `time` (or dt, timestamp, ts), `price`, `size` (or volume, qty, shares). Equal times keep their order. */
export function readTrades(file: TextFile, symbol: string | null): VerbOutcome<TradesFile> {
  const records = readRecords(file);
  if (!records.ok) return records;
  const time = findColumn(records.value, ['time', 'dt', 'timestamp', 'ts', 'datetime']);
  if (!time.ok) return time;
  const price = findColumn(records.value, ['price']);
  if (!price.ok) return price;
  const size = findColumn(records.value, ['size', 'volume', 'qty', 'shares']);
  if (!size.ok) return size;
  const rows = rowsOfSymbol(records.value, symbol);
  if (!rows.ok) return rows;
  const columns = { time: time.value, price: price.value, size: size.value };
  const { rows: trades, badRows } = splitRows(rows.value.map(tradeReader(columns)));
  if (trades.length === 0) return failed(`${file.name}: no usable trade`);
  const wrong = trades.find(({ timeMs }, at) => at > 0 && timeMs < (trades[at - 1]?.timeMs ?? 0));
  if (wrong !== undefined) return usage(`${file.name}: row ${wrong.row} is earlier than the row before`);
  return ok({
    timeMs: Float64Array.from(trades, ({ timeMs }) => timeMs),
    price: Float64Array.from(trades, (trade) => trade.price),
    size: Float64Array.from(trades, (trade) => trade.size),
    badRows,
    totalRows: rows.value.length,
  });
}
