import type { ChainFile, ChainHints } from './chain-file.ts';
import { importQuoteJson, importQuoteTable, isQuoteJson, isQuoteTable } from './import-cboe.ts';
import { importDocumented } from './import-documented.ts';
import { importDailyChain, importUniverse, isDailyChain, isUniverse } from './import-vendor-csv.ts';
import { readRecords } from './records.ts';
import type { TextFile, VerbOutcome } from './verb-result.ts';

/** A chain in a format of somebody else's, recognised by its header. */
export function isVendorChain(file: TextFile): boolean {
  if (isQuoteTable(file) || isQuoteJson(file)) return true;
  const records = readRecords(file);
  return records.ok && (isDailyChain(records.value) || isUniverse(records.value));
}

/** Reads a chain in any known format, recognised by its header alone. */
export function readChain(file: TextFile, hints: ChainHints): VerbOutcome<ChainFile> {
  if (isQuoteTable(file)) return importQuoteTable(file, hints);
  if (isQuoteJson(file)) return importQuoteJson(file, hints);
  const records = readRecords(file);
  if (!records.ok) return records;
  if (isDailyChain(records.value)) return importDailyChain(records.value, hints);
  if (isUniverse(records.value)) return importUniverse(records.value, hints);
  return importDocumented(records.value, hints);
}
