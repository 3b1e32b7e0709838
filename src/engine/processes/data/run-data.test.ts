import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { createRecorder } from '../../adapters/recording/recorder.ts';
import { openMarketDatabase } from '../../adapters/sqlite/market-database.ts';
import { runData } from './run-data.ts';

async function run(home: string, ...words: readonly string[]) {
  let [out, err] = ['', ''];
  const output = {
    out: (text: string): void => void (out += `${text}\n`),
    err: (text: string): void => void (err += `${text}\n`),
  };
  const code = await runData([home, ...words], output, new AbortController().signal);
  return { code, out, err };
}

function bars(home: string, name = 'spy_daily.csv'): string {
  const path = join(home, name);
  writeFileSync(path, 'date,open,high,low,close,volume\n2026-10-12,1,3,0.5,2,100\n2026-10-13,1,3,0.5,9,100\n');
  return path;
}

describe('import', () => {
  test('says what a file is, what came of its rows and why others were refused; again it adds nothing', async () => {
    const home = temporaryFolder();
    const path = bars(home);
    const first = await run(home, 'import', path, '--json');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(first.out)).toMatchObject({
      ...{ format: 'CSV of bars', rows: 2, stored: 1, repeated: 0, kinds: { bar: 1 }, recording: null },
      refused: { 'a bar outside its own range': 1 },
    });
    expect(JSON.parse((await run(home, 'import', path, '--json')).out)).toMatchObject({ stored: 0, repeated: 1 });
    expect((await run(home, 'import', path)).out).toContain('refused 1: a bar outside its own range');
  });

  test('what was imported stays when what is old is forgotten, and what came by itself does not', async () => {
    const home = temporaryFolder();
    const file = join(home, 'practice', 'market.db');
    await run(home, 'import', bars(home));
    const store = openMarketDatabase({ file, log: keptLog(), clock: { wallMs: () => 0 } });
    if (!store.ok) throw new Error(store.failure.message);
    const { facts } = store.value;
    const [imported] = facts.query({ kinds: ['bar'], subjects: [], limit: 1 });
    if (!imported) throw new Error('nothing was imported');
    facts.append([{ ...imported, source: 'alpaca' }]);
    expect(facts.prune('intraday', Date.UTC(2027, 0))).toMatchObject({ value: { forgotten: 1 } });
    expect(facts.query({ kinds: ['bar'], subjects: [], limit: 9 })).toMatchObject([{ source: 'import-bars-csv' }]);
    store.value.close();
  });

  test('an unknown format ends with 2, a missing file with 1, and the others are still taken in', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'letter.txt'), 'Dear reader,\n');
    const both = await run(home, 'import', join(home, 'letter.txt'), bars(home));
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('letter.txt: no format') as string });
    expect(both.out).toContain('1 new');
    expect(await run(home, 'import', join(home, 'none.csv'))).toMatchObject({ code: 1 });
    expect(await run(home, 'import')).toMatchObject({ code: 2 });
  });

  test('a dry run leaves nothing behind', async () => {
    const home = temporaryFolder();
    expect((await run(home, 'import', bars(home), '--dry-run')).out).toContain('1 bar');
    expect(existsSync(join(home, 'practice'))).toBe(false);
  });

  test('a capture becomes a recording, once', async () => {
    const home = temporaryFolder();
    const path = join(home, 'btc');
    writeFileSync(path, '1791800000123456789 {"stream":"btcusdt@trade","data":{"p":"1"}}\n');
    await run(home, 'import', path, '--json');
    const { recording } = JSON.parse((await run(home, 'import', path, '--json')).out) as { recording: string };
    const replayed = await run(home, 'replay', join(recording, '20261012.qrec'), '--json');
    expect(JSON.parse(replayed.out)).toMatchObject({ kind: 'summary', items: 1 });
  });

  test('a store that another program owns is said, with what can be done', async () => {
    const home = temporaryFolder();
    const owner = openMarketDatabase({
      ...{ file: join(home, 'practice', 'market.db'), log: keptLog(), clock: { wallMs: () => 0 } },
    });
    expect(await run(home, 'import', bars(home))).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('stop Quorum') as string },
    });
    if (owner.ok) owner.value.close();
  });
});

describe('recordings and replay', () => {
  test('a day is listed, checked and played by its date', async () => {
    const home = temporaryFolder();
    const folder = join(home, 'practice', 'recordings');
    expect((await run(home, 'recordings')).out).toContain('No recordings');
    const recorder = createRecorder({ folder, clock: { every: () => () => undefined }, log: keptLog() });
    recorder.record({
      ...{ channel: 'ibkr/quote', receivedTime: Date.UTC(2026, 9, 12, 16), context: '{}', bytes: Buffer.from('{}') },
    });
    await recorder.close();
    expect(await run(home, 'recordings', '--verify')).toMatchObject({
      ...{ code: 0, out: expect.stringMatching(/20261012\.qrec.+1 items.+sound/) as string },
    });
    expect(await run(home, 'replay', '20261012')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1 items played, 0 facts, 0 seen before; 0 recorded seconds in 0\.\d s\n$/) as string,
    });
    expect(await run(home, 'replay', '20261013')).toMatchObject({ code: 1 });
    writeFileSync(join(folder, '20261014.qrec'), 'x');
    expect(await run(home, 'recordings')).toMatchObject({ code: 1 });
  });
});

test('a day is archived and put back', async () => {
  const home = temporaryFolder();
  await run(home, 'import', bars(home));
  const written = await run(home, 'archive', '20261012');
  expect(written).toMatchObject({ code: 0, out: expect.stringContaining('bar.parquet  1 rows') as string });
  const into = join(home, 'other.db');
  expect((await run(home, 'archive', 'restore', '20261012', '--into', into)).out).toBe(
    '20261012: 1 rows checked, 1 put in\n',
  );
  expect((await run(home, 'archive', 'restore', '20261012', '--into', into)).out).toBe(
    '20261012: 1 rows checked, 0 put in\n',
  );
  expect(await run(home, 'archive', 'restore', '20261013', '--into', into)).toMatchObject({ code: 1 });
});

test('a wrong command line ends with 2', async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, 'x'));
  for (const words of [
    ['recordings', 'x'],
    ['replay'],
    ['archive', '20261011'],
    ['archive', 'restore'],
    ['archive', '20261012', 'x'],
    ['nothing'],
    ['__proto__'],
    ['replay', 'x', '--speed', 'fast'],
    ['import', 'x', '--mode', 'x'],
    ['import', '--what'],
  ])
    expect((await run(home, ...words)).code, words.join(' ')).toBe(2);
});
