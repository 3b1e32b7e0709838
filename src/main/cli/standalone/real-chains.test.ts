import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sharedPath } from '../../../../tests/vectors/shared-files.ts';
import { readChain } from './read-chain.ts';
import { runStandalone } from './run-standalone.ts';

/** Loose on purpose: tests read into the document the way a script would. */
type Document = ReturnType<typeof JSON.parse>;

async function run(
  verb: 'gex' | 'iv',
  path: string,
  ...argv: readonly string[]
): Promise<{ code: number; value: Document; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    readFile: (name: string) => readFile(name),
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void err.push(text),
  };
  const code = await runStandalone(verb, [path, '--json', ...argv], io);
  return { code, value: JSON.parse(out.join('')) as unknown, err: err.join('\n') };
}

type Expectation = readonly [path: string, format: string, rows: number, spot: number];
const recorded: readonly Expectation[] = [
  ['data/options/cboe_quotedata/spx_quotedata_20221212.csv.gz', 'Cboe quote table', 2 * 9578, 3990.5601],
  ['data/options/cboe_quotedata/ndx_quotedata_20221212.csv.gz', 'Cboe quote table', 2 * 9559, 11706.4395],
  ['data/options/cboe_json/rut_quotedata_20230921.json.gz', 'Cboe delayed quotes', 6680, 1806.1193],
  ['data/options/lean_universe/aapl_20140609.csv.gz', 'LEAN universe', 4360, 92.72],
  ['data/options/spx_chain_2019/SPX_20190425.csv.gz', 'daily chain table', 13340, 2919.04],
];

const chainsPresent = sharedPath('data/options') !== null;

describe.skipIf(!chainsPresent)('recorded chains of other formats', () => {
  test.each(recorded)('%s', async (file, format, rows, spot) => {
    const path = sharedPath(file) ?? '';
    const { code, value, err } = await run('gex', path, '--rate', '0.04', '--yield', '0.015');
    expect(code).toBe(0);
    expect(value).toMatchObject({ format, rows, spot, badRows: [] });
    expect(value.rowsWithGreeks).toBeGreaterThan(500);
    expect(Math.abs(value.totals.gex)).toBeLessThanOrEqual(value.gross.gex);
    expect(value.levels.callWall / spot).toBeGreaterThan(0.7);
    expect(value.levels.callWall / spot).toBeLessThan(1.3);
    expect(err).toContain('Interest rate 0.04');
    console.log(
      `${resolve(path).split('/').at(-1)}: gex ${(value.totals.gex / 1e6).toFixed(0)} $m, zero gamma ${value.zeroGamma.level}, call wall ${value.levels.callWall}, put wall ${value.levels.putWall}`,
    );
  });

  test('a LEAN universe without its underlying asks for the price', async () => {
    const path = sharedPath('data/options/lean_universe/spx_20151223.csv.gz') ?? '';
    const io = { readFile: (name: string) => readFile(name), stdout: () => undefined, stderr: () => undefined };
    expect(await runStandalone('gex', [path], io)).toBe(2);
    expect(await runStandalone('gex', [path, '--spot', '2064'], io)).toBe(0);
  });
});

/** The vendor's own vols of a chain, by the row numbers that `iv` prints. */
async function vendorVols(path: string): Promise<ReadonlyMap<number, number>> {
  const bytes = gunzipSync(await readFile(path));
  const read = readChain({ name: path, text: bytes.toString('utf8') }, { spot: null, asOf: null });
  if (!read.ok) throw new Error(read.failure.message);
  return new Map(read.value.rows.map((row, index) => [index + 1, row.vol]));
}

describe.skipIf(!chainsPresent)('implied vols of recorded quotes', () => {
  test.each([
    ['data/options/cboe_json/rut_quotedata_20230921.json.gz', '0.053', '0.015'],
    ['data/options/spx_chain_2019/SPX_20190501.csv.gz', '0.024', '0.019'],
  ])('%s agrees with the vendor near the money', async (file, rate, dividendYield) => {
    const path = sharedPath(file) ?? '';
    const { code, value } = await run('iv', path, '--rate', rate, '--yield', dividendYield);
    expect(code).toBe(0);
    const vendor = await vendorVols(path);
    const near = value.rows.filter(
      (row: Document) =>
        row.status === 'ok' &&
        row.years > 14 / 365 &&
        row.years < 1 &&
        Math.abs(row.strike / row.spot - 1) < 0.05 &&
        (vendor.get(row.row) ?? 0) > 0,
    );
    expect(near.length).toBeGreaterThan(100);
    const gaps = near
      .map((row: Document) => Math.abs(row.vol - (vendor.get(row.row) ?? 0)))
      .sort((a: number, b: number) => a - b);
    // Rates and dividends of the vendor are not known: one vol point in the middle of the sample is agreement.
    expect(gaps[Math.floor(gaps.length / 2)]).toBeLessThan(0.01);
    for (const row of value.rows) expect(row.vol === null || Number.isFinite(row.vol)).toBe(true);
    console.log(
      `${file.split('/').at(-1)}: ${near.length} vols near the money, median gap ${gaps[Math.floor(gaps.length / 2)].toFixed(4)}`,
    );
  });
});
