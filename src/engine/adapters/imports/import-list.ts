import { barsCsv } from './bars-csv.ts';
import { cboeChainJson, cboeQuoteTable, cboeVxCsv } from './cboe-files.ts';
import { cryptoCapture } from './crypto-capture.ts';
import { dbnFile } from './dbn/dbn-import.ts';
import { forexTicks } from './forex-ticks.ts';
import type { ImportFormat } from './import-format.ts';
import { leanZip } from './lean-zip.ts';
import { dailyChainCsv, leanUniverse } from './option-tables.ts';

/** In the order in which they are asked; the most particular first. */
export const importFormats: readonly ImportFormat[] = [
  dbnFile,
  leanZip,
  cboeQuoteTable,
  cboeChainJson,
  cboeVxCsv,
  dailyChainCsv,
  leanUniverse,
  cryptoCapture,
  forexTicks,
  barsCsv,
];
