import { ok } from '../../../engine/domain/outcome.ts';
import { type AsOf, readAsOf } from './as-of.ts';
import type { ChainFile, ChainHints } from './chain-file.ts';
import { type ChainColumns, chainRow, splitRows } from './chain-row.ts';
import { findColumn, type Records } from './records.ts';
import { readNumber } from './verb-arguments.ts';
import { usage, type VerbOutcome } from './verb-result.ts';

const names = {
  side: ['right', 'type', 'side'],
  strike: ['strike', 'k'],
  vol: ['iv', 'vol', 'implied_vol'],
  openInterest: ['open_interest', 'oi'],
} as const;

function findAny(records: Records, candidates: readonly string[]): string | null {
  return candidates.find((name) => records.columns.includes(name)) ?? null;
}

function columnsOf(records: Records): VerbOutcome<ChainColumns> {
  const found: Record<string, string> = {};
  for (const [key, candidates] of Object.entries(names)) {
    const column = findColumn(records, candidates);
    if (!column.ok) return column;
    found[key] = column.value;
  }
  const expiry = findAny(records, ['expiry', 'expiration', 'exp']);
  const years = findAny(records, ['years', 't']);
  if (expiry === null && years === null) return usage(`${records.file}: column "expiry" or "years" is missing`);
  const { side = '', strike = '', vol = '', openInterest = '' } = found;
  const quoted = records.columns.includes('bid') && records.columns.includes('ask');
  const price = quoted ? { bid: 'bid', ask: 'ask' } : findAny(records, ['price', 'mid']);
  return ok({ side, strike, vol, openInterest, expiry, years, volume: findAny(records, ['volume']), price });
}

/** A value that holds for the whole file: command line, JSON header, or the first row's column. */
function shared(records: Records, column: string): string | null {
  return records.header[column] ?? records.records[0]?.cells[column] ?? null;
}

function sharedNumber(records: Records, column: string): number | undefined {
  return readNumber(shared(records, column) ?? '') ?? undefined;
}

/**
 * The documented format: columns right, strike, expiry (with as_of) or years, iv, open_interest and, if known, volume,
 * spot, as_of, rate, dividend_yield, multiplier. Years win over an expiry date when both are given.
 */
export function importDocumented(records: Records, hints: ChainHints): VerbOutcome<ChainFile> {
  const columns = columnsOf(records);
  if (!columns.ok) return columns;
  const spot = hints.spot ?? sharedNumber(records, 'spot') ?? null;
  if (spot === null) return usage(`${records.file}: no column "spot": give the price of the underlying with --spot`);
  const asOfText = hints.asOf ?? shared(records, 'as_of');
  const asOf: AsOf | null = asOfText === null || columns.value.years !== null ? null : readAsOf(asOfText);
  if (columns.value.years === null && asOf === null) {
    return usage(`${records.file}: no usable "as_of": give the date of the chain with --as-of YYYY-MM-DD`);
  }
  const split = splitRows(records.records.map((record) => chainRow(record, columns.value, asOf)));
  const rate = sharedNumber(records, 'rate');
  const dividendYield = sharedNumber(records, 'dividend_yield');
  const multiplier = sharedNumber(records, 'multiplier');
  return ok({
    format: 'Quorum chain',
    spot,
    asOf: asOfText ?? '',
    ...split,
    totalRows: records.records.length,
    ...(rate === undefined ? {} : { rate }),
    ...(dividendYield === undefined ? {} : { dividendYield }),
    ...(multiplier === undefined ? {} : { multiplier }),
  });
}
