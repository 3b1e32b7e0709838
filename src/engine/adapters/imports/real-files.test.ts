import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { sharedPath } from '../../../../tests/vectors/shared-files.ts';
import { openTaqSource } from '../replay/taq-source.ts';
import { importFormats } from './import-list.ts';
import { countingSink } from './testing/counting-sink.ts';
import { openImportFile } from './open-import-file.ts';
import { plausibleSink } from './plausible-sink.ts';

const data = sharedPath('data');

/** What no importer reads, and why that is right. Everything else has to be recognised. */
const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/^SOURCES\.md$|^indicators\/|^reference\//, 'no market data'],
  [/^sec\/|^short\/|^darkpool\/|^cot\//, 'filings and regulatory files: their vendors read them'],
  [/^rates\//, 'interest rates: FRED reads them'],
  [/^vix\/whitepaper/, 'a worked example of a method'],
  [/^vix\/vx_futures_/, 'a table of another program, settlements by rank'],
  [/^intraday\/stock_and_market/, 'two price columns without names'],
  [
    /^orderbook\/(exchange_json|tardis|bybit|binance_hist)|^crypto\/kraken/,
    'order book files of other exchanges and tools',
  ],
];

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

test.skipIf(data === null)('every recorded file is read, or is known to be somebody else’s', async () => {
  const root = data ?? '';
  const nobodys: string[] = [];
  const report: Record<string, { files: number; facts: number; items: number; refused: number }> = {};
  for (const name of filesOf(root)) {
    const excuse = elsewhere.find(([pattern]) => pattern.test(name));
    const file = await openImportFile(join(root, name));
    const format = file.ok ? importFormats.find((one) => one.recognises(file.value)) : undefined;
    if (!file.ok || !format) {
      const tape = excuse ? null : await openTaqSource(join(root, name));
      if (!excuse && !tape?.ok) nobodys.push(name);
      continue;
    }
    expect(excuse, `${name} is listed as nobody's, but ${format.id} reads it`).toBeUndefined();
    const sink = countingSink();
    format.read(file.value, plausibleSink(sink), { symbol: null });
    const sums = (report[format.id] ??= { files: 0, facts: 0, items: 0, refused: 0 });
    sums.files += 1;
    sums.facts += sink.facts;
    sums.items += sink.items;
    sums.refused += sink.refused;
    const all = sink.facts + sink.items + sink.refused;
    const empty = /ohlcv-1d|whitepaper/.test(name);
    if (!empty) expect(all, `${name} gave nothing and refused nothing`).toBeGreaterThan(0);
    expect(sink.broken, name).toEqual([]);
  }
  console.log(JSON.stringify(report, null, 1));
  expect(nobodys).toEqual([]);
});
