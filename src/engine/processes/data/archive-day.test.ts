import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { loadDuckDb } from '../../adapters/duckdb/load-duckdb.ts';
import { parquetArchive } from '../../adapters/duckdb/parquet-archive.ts';
import { openMarketDatabase, type MarketDatabase } from '../../adapters/sqlite/market-database.ts';
import { openMarketReader } from '../../adapters/sqlite/market-reader.ts';
import type { Bar } from '../../domain/bar.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { retentionClasses } from '../../domain/facts/retention.ts';
import { emptyQuote } from '../../domain/quote.ts';
import { sourceOfDay, spanOfDay, targetOf } from './archive-day.ts';

const date = '20261012';
const noon = Date.UTC(2026, 9, 12, 16);

function opened(file = join(temporaryFolder(), 'market.db')): MarketDatabase & { readonly file: string } {
  const database = openMarketDatabase({ file, log: keptLog(), clock: { wallMs: () => 0 } });
  if (!database.ok) throw new Error(database.failure.message);
  onTestFinished(() => database.value.close());
  return { ...database.value, file };
}

const stamp = (receivedTime: number) =>
  ({ source: 'toy', endpoint: 'e', subject: 'SPY', eventTime: receivedTime - 0.25, receivedTime }) as const;
const set = { gamma: 1.5, delta: null, vanna: 0, charm: -2 };
const facts: readonly Fact[] = [
  {
    ...stamp(noon),
    kind: 'trade',
    key: '1',
    body: { price: 450.01, size: 100, venue: "O'Q", conditions: ['I', ''], cancelled: false },
  },
  {
    ...stamp(noon + 9),
    kind: 'trade',
    key: '1',
    body: { price: 450.02, size: 100, venue: '', conditions: [], cancelled: true },
  },
  {
    ...{ ...stamp(noon + 1), kind: 'spot-exposure', key: 'x' },
    body: { price: null, expiry: null, strike: 450, byOpenInterest: set, byVolume: set, directional: set },
  },
  {
    ...{ ...stamp(noon + 2), kind: 'vol-term-structure', key: 'v' },
    body: { date, expiries: ['20261016', null], days: [4, 30], impliedVols: [0.2, null], impliedMoves: [] },
  },
  { ...stamp(noon - 86_400_000 * 5), kind: 'max-pain', key: 'old', body: { expiry: date, price: 1 } },
];
const bar = (start: number, interval: Bar['interval']): Bar => ({
  ...{ instrument: 'SPY.STK', interval, start, open: 1, high: 3, low: 0.5, close: 2, volume: 10 },
});
const quote = { ...emptyQuote('SPY.STK'), bid: 1, halted: true, receivedTime: noon };

function filled(): MarketDatabase & { readonly file: string } {
  const store = opened();
  store.facts.append(facts);
  store.market.saveBars([bar(noon, '1m'), bar(Date.UTC(2026, 9, 12), '1d'), bar(Date.UTC(2026, 9, 9), '1d')]);
  store.market.saveQuotes([quote, { ...emptyQuote('OLD.STK'), receivedTime: 5 }]);
  return store;
}

async function archived(store: { readonly file: string }, folder: string) {
  const reader = openMarketReader(store.file);
  if (!reader.ok) throw new Error(reader.failure.message);
  const day = spanOfDay(date);
  const manifest = await parquetArchive(folder).write(day, sourceOfDay(reader.value, day));
  reader.value.close();
  if (!manifest.ok) throw new Error(manifest.failure.message);
  return manifest.value;
}

const all = { kinds: [], subjects: [], limit: 1_000 };
const bare = (store: MarketDatabase) =>
  store.facts
    .after(0, all)
    .map((fact) => JSON.stringify({ ...fact, seq: 0 }))
    .sort();

describe('the archive of a day', () => {
  test('holds what arrived that day, typed, counted and with checksums, and is found by its date', async () => {
    const folder = temporaryFolder();
    const manifest = await archived(filled(), folder);
    expect(manifest.files.map(({ name, rows }) => `${name} ${rows}`).sort()).toEqual([
      ...['bars.parquet 2', 'quotes.parquet 1', 'spot-exposure.parquet 1', 'trade.parquet 2'],
      'vol-term-structure.parquet 1',
    ]);
    const trade = manifest.files.find(({ name }) => name === 'trade.parquet');
    expect(trade?.columns).toEqual(
      expect.arrayContaining([
        { name: 'price', type: 'DOUBLE' },
        { name: 'conditions', type: 'VARCHAR[]' },
        { name: 'event_time', type: 'TIMESTAMP' },
      ]),
    );
    expect(await parquetArchive(folder).days()).toEqual([date]);
    expect(readdirSync(folder)).toEqual([date]);
    expect(readdirSync(join(folder, date)).sort()).toEqual(
      [...manifest.files.map(({ name }) => name), 'manifest.json'].sort(),
    );
  });

  test('restored into an empty store gives back every version, bar and quote; twice adds nothing', async () => {
    const folder = temporaryFolder();
    const store = filled();
    await archived(store, folder);
    const empty = opened();
    const first = await parquetArchive(folder).restore(date, targetOf(empty, spanOfDay(date)));
    expect(first).toMatchObject({ ok: true, value: { rows: 7 } });
    const wanted = bare(store).filter((fact) => !fact.includes('"old"'));
    expect(bare(empty)).toEqual(wanted);
    expect(empty.market.quotes()).toEqual([quote]);
    expect(empty.market.bars({ instrument: 'SPY.STK', interval: '1d', beforeMs: noon, count: 9 })).toHaveLength(1);
    await parquetArchive(folder).restore(date, targetOf(empty, spanOfDay(date)));
    await parquetArchive(folder).restore(date, targetOf(store, spanOfDay(date)));
    expect(bare(empty)).toEqual(wanted);
    expect(bare(store)).toHaveLength(facts.length);
  });

  test('restored stays when what is old is forgotten, until its own days are over', async () => {
    const folder = temporaryFolder();
    await archived(filled(), folder);
    const store = opened();
    await parquetArchive(folder).restore(date, targetOf(store, spanOfDay(date)));
    const later = noon + 400 * 86_400_000;
    const minutes = () =>
      store.market.bars({ instrument: 'SPY.STK', interval: '1m', beforeMs: later, count: 9 }).length;
    const forget = (beforeMs: number): void => {
      store.market.prune(beforeMs);
      for (const retention of retentionClasses) store.facts.prune(retention, beforeMs);
    };
    forget(later);
    expect([bare(store).length, minutes()]).toEqual([4, 1]);
    store.facts.countKept(later);
    forget(later);
    expect([bare(store).length, minutes()]).toEqual([4, 1]);
    forget(later + 1);
    expect([bare(store).length, minutes()]).toEqual([0, 0]);
  });

  test('from before a kind had a field is restored, and adds nothing to what was kept then', async () => {
    const folder = temporaryFolder();
    const store = opened();
    const [trade] = facts;
    if (trade?.kind !== 'trade') throw new Error('the first fact is a trade');
    const { cancelled: _, ...body } = trade.body;
    store.facts.append([{ ...trade, body } as unknown as Fact]);
    const manifest = await archived(store, folder);
    const path = join(folder, date, 'trade.parquet');
    const duckdb = await loadDuckDb();
    if (!duckdb.ok) throw new Error(duckdb.failure.message);
    const connection = await (await duckdb.value.DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `COPY (SELECT * EXCLUDE (cancelled) FROM read_parquet('${path}')) TO '${path}.old' (FORMAT parquet)`,
    );
    connection.closeSync();
    renameSync(`${path}.old`, path);
    const files = manifest.files.map((file) => ({
      ...file,
      columns: file.columns.filter(({ name }) => name !== 'cancelled'),
      sha256: createHash('sha256')
        .update(readFileSync(join(folder, date, file.name)))
        .digest('hex'),
    }));
    writeFileSync(join(folder, date, 'manifest.json'), JSON.stringify({ ...manifest, files }));
    const empty = opened();
    expect(await parquetArchive(folder).restore(date, targetOf(empty, spanOfDay(date)))).toMatchObject({
      ok: true,
      value: { rows: 1, added: 1 },
    });
    expect(bare(empty)).toEqual(bare(store));
    expect(empty.facts.query({ kinds: [], subjects: [], limit: 9 })).toMatchObject([{ body: { cancelled: false } }]);
    expect(await parquetArchive(folder).restore(date, targetOf(store, spanOfDay(date)))).toMatchObject({
      ok: true,
      value: { added: 0 },
    });
  });

  test('does not put old quotes in the place of newer ones', async () => {
    const folder = temporaryFolder();
    await archived(filled(), folder);
    const store = opened();
    const newer = { ...quote, bid: 7, receivedTime: noon + 5 };
    store.market.saveQuotes([newer]);
    await parquetArchive(folder).restore(date, targetOf(store, spanOfDay(date)));
    expect(store.market.quotes()).toEqual([newer]);
  });

  test('is readable by another process that knows nothing of us', async () => {
    const folder = temporaryFolder();
    await archived(filled(), folder);
    const script = `
      import { DuckDBConnection } from '@duckdb/node-api';
      const connection = await DuckDBConnection.create();
      const result = await connection.runAndReadAll("SELECT max(price) AS price, count(*)::INT AS n FROM read_parquet('" + process.argv[1] + "/trade.parquet')");
      console.log(JSON.stringify(result.getRowObjectsJson()));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, join(folder, date)], {
      cwd: import.meta.dirname,
    });
    let out = '';
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    await new Promise((resolve) => void child.on('exit', resolve));
    expect(JSON.parse(out)).toEqual([{ price: 450.02, n: 2 }]);
  });
});

describe('damage', () => {
  test('of any byte of any file is found before anything is put back', async () => {
    const folder = temporaryFolder();
    const manifest = await archived(filled(), folder);
    const names = manifest.files.map(({ name }) => name);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), async (name, where) => {
        const path = join(folder, date, name);
        const sound = readFileSync(path);
        const bytes = Buffer.from(sound);
        const at = where % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ 0x10;
        writeFileSync(path, bytes);
        const refuse = () => {
          throw new Error('something was put back');
        };
        const target = { facts: refuse, bars: refuse, quotes: refuse };
        const outcome = await parquetArchive(folder).restore(date, target);
        writeFileSync(path, sound);
        expect(outcome).toMatchObject({ ok: false, failure: { code: 'damaged' } });
      }),
      { numRuns: 25 },
    );
  });

  test('of the manifest, a file that is gone, a name that leads outside, a day that never was', async () => {
    const folder = temporaryFolder();
    await archived(filled(), folder);
    const archive = parquetArchive(folder);
    const target = targetOf(opened(), spanOfDay(date));
    const path = join(folder, date, 'manifest.json');
    const sound = readFileSync(path, 'utf8');
    for (const broken of [sound.slice(0, 50), sound.replace('trade.parquet', '../trade.parquet'), '{}']) {
      writeFileSync(path, broken);
      expect(await archive.restore(date, target)).toMatchObject({ ok: false, failure: { code: 'damaged' } });
    }
    writeFileSync(path, sound);
    renameSync(join(folder, date, 'trade.parquet'), join(folder, date, 'gone'));
    expect(await archive.restore(date, target)).toMatchObject({ ok: false, failure: { code: 'damaged' } });
    expect(await archive.restore('20261013', target)).toMatchObject({ ok: false, failure: { code: 'no-archive' } });
  });

  test('killed while it writes, the earlier archive of the day is whole', async () => {
    const folder = temporaryFolder();
    const store = filled();
    await archived(store, folder);
    const many = Array.from({ length: 60_000 }, (_, n): Fact => {
      const body = { price: n, size: 1, venue: 'x'.repeat(40), conditions: [], cancelled: false };
      return { ...stamp(noon + n / 100), kind: 'trade', key: `n${n}`, body };
    });
    store.facts.append(many);
    const script = join(import.meta.dirname, '../../../../tests/support/archive-child.ts');
    const child = spawn(process.execPath, [script, store.file, folder, date], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await eventually(() => expect(existsSync(join(folder, `${date}.partial`, 'scratch.duckdb'))).toBe(true));
    const gone = new Promise((resolve) => void child.on('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(existsSync(join(folder, `${date}.partial`))).toBe(true);
    const empty = opened();
    expect(await parquetArchive(folder).restore(date, targetOf(empty, spanOfDay(date)))).toMatchObject({
      ok: true,
      value: { rows: 7 },
    });
    const again = await archived(store, folder);
    expect(again.files.find(({ name }) => name === 'trade.parquet')?.rows).toBe(60_002);
    expect(readdirSync(folder)).toEqual([date]);
  });

  test('between two renames: the earlier archive goes back to its place', async () => {
    const folder = temporaryFolder();
    await archived(filled(), folder);
    renameSync(join(folder, date), join(folder, `${date}.old`));
    expect(await parquetArchive(folder).days()).toEqual([date]);
    expect(await parquetArchive(folder).restore(date, targetOf(opened(), spanOfDay(date)))).toMatchObject({ ok: true });
  });
});

test('the library is there in a checkout', async () => {
  expect((await loadDuckDb()).ok).toBe(true);
});
