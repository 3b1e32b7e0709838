import { ok } from '../../../engine/domain/outcome.ts';
import { readAsOf } from './as-of.ts';
import type { ChainFile, ChainHints } from './chain-file.ts';
import { type ChainColumns, chainRow, splitRows } from './chain-row.ts';
import type { Records } from './records.ts';
import { readNumber } from './verb-arguments.ts';
import { usage, type VerbOutcome } from './verb-result.ts';

const dailyColumns: ChainColumns = {
  side: 'type',
  strike: 'strike',
  expiry: 'expiration',
  years: null,
  vol: 'impliedvol',
  openInterest: 'openinterest',
  volume: 'volume',
  price: { bid: 'bid', ask: 'ask' },
  symbol: 'optionroot',
};

export function isDailyChain({ columns }: Records): boolean {
  return ['underlying_last', 'quotedate', 'impliedvol', 'openinterest'].every((name) => columns.includes(name));
}

/** Daily chain table with `underlying_last` and `quotedate` on every row; two roots of one date are one expiry. */
export function importDailyChain(records: Records, hints: ChainHints): VerbOutcome<ChainFile> {
  const first = records.records[0]?.cells ?? {};
  const spot = hints.spot ?? readNumber(first['underlying_last'] ?? '');
  const asOfText = hints.asOf ?? first['quotedate'] ?? '';
  const asOf = readAsOf(asOfText);
  if (spot === null) return usage(`${records.file}: row 2, column "underlying_last" is not a price; give --spot`);
  if (asOf === null)
    return usage(`${records.file}: row 2, column "quotedate": "${asOfText}" is not a date; give --as-of`);
  const split = splitRows(records.records.map((record) => chainRow(record, dailyColumns, asOf)));
  return ok({ format: 'daily chain table', spot, asOf: asOfText, ...split, totalRows: records.records.length });
}

const universeColumns: ChainColumns = {
  side: 'right',
  strike: 'strike',
  expiry: '#expiry',
  years: null,
  vol: 'implied_volatility',
  openInterest: 'open_interest',
  volume: 'volume',
  price: 'close',
};

export function isUniverse({ columns }: Records): boolean {
  return columns[0] === '#expiry' && columns.includes('implied_volatility');
}

/** LEAN option universe: the row without expiry is the underlying, the date stands in the file's name. */
export function importUniverse(records: Records, hints: ChainHints): VerbOutcome<ChainFile> {
  const options = records.records.filter(({ cells }) => cells['#expiry'] !== '');
  const underlying = records.records.find(({ cells }) => cells['#expiry'] === '');
  const spot = hints.spot ?? readNumber(underlying?.cells['close'] ?? '');
  if (spot === null) return usage(`${records.file}: no row of the underlying, column "close": give --spot`);
  const dated = /(\d{8})(?!.*\d{8})/.exec(records.file)?.[1] ?? '';
  const asOfText = hints.asOf ?? dated;
  const asOf = readAsOf(asOfText);
  if (asOf === null) return usage(`${records.file}: the name holds no date YYYYMMDD: give --as-of YYYY-MM-DD`);
  const split = splitRows(options.map((record) => chainRow(record, universeColumns, asOf)));
  return ok({ format: 'LEAN universe', spot, asOf: asOfText, ...split, totalRows: options.length });
}
