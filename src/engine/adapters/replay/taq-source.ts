import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { TapeSource, TapeTick } from '../../ports/tape-source.ts';
import { csvRecords, type CsvRecord } from './csv-lines.ts';
import { NationalBest, refusalOf, taqTime, taqTrade } from './taq-records.ts';

export type TapeFileCode = 'no-file' | 'unknown-format';

/**
 * A recording in NYSE-TAQ columns, plain or gzipped: trades (`DT,..,SYMBOL,..,SIZE,PRICE`) or quotes of single
 * exchanges (`DT,EX,BID,BIDSIZ,OFR,OFRSIZ,SYMBOL`). Of a pair `..._trades` and `..._quotes` either name opens both.
 */
export async function openTaqSource(path: string): Promise<Outcome<TapeSource<TapeTick>, TapeFileCode>> {
  const paths = pairOf(path);
  if (paths.length === 0) return fail('no-file', `${path} does not exist`);
  const refused = new Map<string, number>();
  const refuse = (reason: string): void => void refused.set(reason, (refused.get(reason) ?? 0) + 1);
  const symbols = new Set<string>();
  for (const file of paths) {
    const found = await symbolsOf(file);
    if (found === null) return fail('unknown-format', `${basename(file)} has neither trade nor quote columns`);
    for (const symbol of found) symbols.add(symbol);
  }
  return ok({
    title: basename(path),
    symbols: [...symbols],
    answers: null,
    skipped: () => [...refused.values()].reduce((total, count) => total + count, 0),
    refusals: () => Object.fromEntries(refused),
    rows: () => {
      refused.clear();
      return merged(paths.map((file) => rowsOf(file, refuse)));
    },
  });
}

function pairOf(path: string): readonly string[] {
  const other = path.includes('_trades') ? path.replace('_trades', '_quotes') : path.replace('_quotes', '_trades');
  return [...new Set([path, other])].filter((file) => existsSync(file));
}

/** Symbols of the first lines; null when the columns are of no known kind. */
async function symbolsOf(path: string): Promise<ReadonlySet<string> | null> {
  const symbols = new Set<string>();
  let lines = 0;
  for await (const record of csvRecords(path)) {
    if (kindOf(record) === null) return null;
    // A damaged line must not become a symbol.
    if (record['SYMBOL'] && taqTime(record['DT'] ?? '') !== null) symbols.add(record['SYMBOL']);
    lines += 1;
    if (lines >= 2_000) break;
  }
  return lines === 0 ? null : symbols;
}

function kindOf(record: CsvRecord): 'trade' | 'quote' | null {
  if ('PRICE' in record && 'SIZE' in record && 'DT' in record) return 'trade';
  return 'BID' in record && 'OFR' in record && 'DT' in record ? 'quote' : null;
}

async function* rowsOf(path: string, refuse: (reason: string) => void): AsyncGenerator<TapeTick> {
  const best = new Map<string, NationalBest>();
  let before = -Infinity;
  for await (const record of csvRecords(path)) {
    const symbol = record['SYMBOL'] ?? '';
    const national = best.get(symbol) ?? new NationalBest();
    best.set(symbol, national);
    const row = kindOf(record) === 'trade' ? taqTrade(record) : national.next(record);
    if (row === null || row.time < before) {
      refuse(row === null ? refusalOf(record) : 'earlier than the row before it');
      continue;
    }
    before = row.time;
    yield row;
  }
}

/** Rows of several files in the order of time; of the same time, in the order of the files. */
async function* merged(sources: readonly AsyncGenerator<TapeTick>[]): AsyncGenerator<TapeTick> {
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    let first = -1;
    for (const [index, head] of heads.entries()) {
      const best = heads[first];
      if (head.done !== true && (best === undefined || best.done === true || head.value.time < best.value.time))
        first = index;
    }
    const head = heads[first];
    const source = sources[first];
    if (!head || head.done === true || !source) return;
    yield head.value;
    heads[first] = await source.next();
  }
}
