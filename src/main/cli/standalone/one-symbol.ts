import { ok } from '../../../engine/domain/outcome.ts';
import type { FileRecord, Records } from './records.ts';
import { usage, type VerbOutcome } from './verb-result.ts';

const symbolColumns = ['symbol', 'ticker', 'name', 'sym', 'sym_root'];

/** The rows of one symbol: all of a file with one, the chosen ones of a file with several. */
export function rowsOfSymbol(records: Records, symbol: string | null): VerbOutcome<readonly FileRecord[]> {
  const column = symbolColumns.find((name) => records.columns.includes(name));
  if (column === undefined)
    return symbol === null ? ok(records.records) : usage(`${records.file}: no column "symbol" to find ${symbol} in`);
  const symbols = [...new Set(records.records.map(({ cells }) => cells[column]?.trim() ?? ''))];
  const listed = `${symbols.slice(0, 8).join(', ')}${symbols.length > 8 ? ` and ${symbols.length - 8} more` : ''}`;
  if (symbol === null)
    return symbols.length <= 1
      ? ok(records.records)
      : usage(`${records.file}: several symbols (${listed}): give --symbol`);
  const rows = records.records.filter(({ cells }) => cells[column]?.trim() === symbol);
  return rows.length > 0 ? ok(rows) : usage(`${records.file}: no row of ${symbol}; there are ${listed}`);
}
