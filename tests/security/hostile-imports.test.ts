import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runData } from '../../src/engine/processes/data/run-data.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function run(home: string, ...words: readonly string[]) {
  let [out, err] = ['', ''];
  const output = {
    out: (text: string): void => void (out += `${text}\n`),
    err: (text: string): void => void (err += `${text}\n`),
  };
  const code = await runData([home, ...words], output, new AbortController().signal);
  // oxlint-disable-next-line no-control-regex -- what a terminal would obey
  expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  return { code, out, err };
}

type Entry = { readonly name: string; readonly content: Buffer; readonly claimed?: number; readonly local?: number };

/** A zip that claims what it likes. */
function zip(entries: readonly Entry[], count = entries.length): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, claimed = content.length, local = at } of entries) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimed, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const whole = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(local, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0000\u0000', 'latin1'), fields, place, Buffer.from(name)]),
    );
    parts.push(whole);
    at += whole.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(Math.min(count, 0xffff), 8);
  end.writeUInt16LE(Math.min(count, 0xffff), 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const row = Buffer.from('2026-10-12 00:00,1,3,0.5,2,100\n');
const zeros = Buffer.alloc(8 * 1024 * 1024);

const dbn = (length: number, lists: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(8);
  head.write('DBN');
  head[3] = 3;
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, Buffer.alloc(100, 1), lists]);
};

describe('a file made to hurt is refused in words and writes nowhere else', () => {
  test.for([
    [
      'a zip that claims terabytes',
      'spy.zip',
      zip(Array.from({ length: 600 }, (_n, at) => ({ name: `a${at}.csv`, content: row, claimed: 0xfffffff0 }))),
    ],
    [
      'a zip that unpacks to more than it claims',
      'spy.zip',
      zip([{ name: '20261012_spy_minute_trade.csv', content: zeros, claimed: 10 }]),
    ],
    [
      'a zip of paths that climb',
      'spy.zip',
      zip(
        ['../../../escaped.csv', '/escaped.csv', '..\\..\\escaped.csv', '\u001b[2J\u009b31m\u202e.csv'].map((name) => ({
          name,
          content: row,
          local: 0xfffffff0,
        })),
      ),
    ],
    ['a zip with more entries than it has', 'spy.zip', zip([{ name: 'a.csv', content: row }], 60_000)],
    ['a zip cut short', 'spy.zip', zip([{ name: 'a.csv', content: row }]).subarray(0, 40)],
    ['a DBN head longer than the file', 'x.dbn', dbn(0xffffffff)],
    ['a DBN list of four thousand million', 'x.dbn', dbn(112, Buffer.alloc(12, 0xff))],
    ['gzip inside gzip of zeros', 'x.csv.gz', gzipSync(gzipSync(zeros))],
    ['zstd of nothing but zeros', 'x.csv.zst', zstdCompressSync(zeros)],
    ['a zstd frame that is not whole', 'x.dbn.zst', zstdCompressSync(zeros).subarray(0, 20)],
    ['a command for the terminal', 'x.csv', Buffer.from('\u001b]0;owned\u0007\u009b2J,\u202e\n')],
    ['nothing', 'x.csv', Buffer.alloc(0)],
  ] as const)('%s', async ([, name, bytes]) => {
    const home = temporaryFolder();
    writeFileSync(join(home, name), bytes);
    const { code, out, err } = await run(home, 'import', join(home, name));
    // A file of a known format that holds nothing sound is taken in without a row, and says so.
    expect(code > 0 ? err : /0 rows|refused|note/.exec(out)?.[0]).toBeTruthy();
    expect(out).not.toMatch(/[1-9]\d* new/);
    expect(readdirSync(home).sort()).toEqual([name, 'practice'].sort());
    for (const place of [join(home, '..', 'escaped.csv'), '/escaped.csv']) expect(existsSync(place)).toBe(false);
  });

  test('one that breaks its importer holds up none of the others', async () => {
    const home = temporaryFolder();
    writeFileSync(
      join(home, 'broken.zip'),
      zip([{ name: '20261012_spy_minute_trade.csv', content: zeros, claimed: 10 }]),
    );
    const good = 'date,open,high,low,close,volume\n2026-10-12,1,3,0.5,2,100\n';
    writeFileSync(join(home, 'spy_daily.csv'), good);
    const { code, out } = await run(home, 'import', join(home, 'broken.zip'), join(home, 'spy_daily.csv'));
    expect(code).toBeGreaterThan(0);
    expect(out).toContain('1 new');
  });
});

test.skipIf(process.platform === 'win32')('a device or a pipe, also behind a link, is not read', async () => {
  const home = temporaryFolder();
  symlinkSync('/dev/zero', join(home, 'zeros.csv'));
  execFileSync('mkfifo', [join(home, 'pipe.csv')]);
  for (const name of ['zeros.csv', 'pipe.csv'])
    expect(await run(home, 'import', join(home, name))).toMatchObject({
      code: 1,
      err: expect.stringContaining('no file') as string,
    });
});

describe('an archive that was tampered with is not restored', () => {
  const file = { name: 'trade.parquet', holds: 'facts', rows: 1, bytes: 1, sha256: '0'.repeat(64), columns: [] };
  const manifest = { format: 1, date: '20261012', fromMs: 0, toMs: 1, files: [file] };
  const outside = { ...file, sha256: createHash('sha256').update('secret').digest('hex') };
  test.for([
    ['a file outside its folder', { ...manifest, files: [{ ...outside, name: '../../secret.parquet' }] }],
    ['an absolute file', { ...manifest, files: [{ ...outside, name: '/etc/passwd' }] }],
    ['a pattern', { ...manifest, files: [{ ...file, name: '*.parquet' }] }],
    ['SQL in a name', { ...manifest, files: [{ ...file, name: "a'); DROP TABLE x; --.parquet" }] }],
    ['a name that commands the terminal', { ...manifest, files: [{ ...file, name: '\u001b[2J.parquet' }] }],
    ['another checksum', manifest],
    ['a kind there is not', { ...manifest, files: [{ ...outside, name: 'passwords.parquet' }] }],
    ['one field more', { ...manifest, run: 'rm' }],
  ])('%s', async ([, tampered]) => {
    const home = temporaryFolder();
    const folder = join(home, 'practice', 'archive', '20261012');
    mkdirSync(folder, { recursive: true });
    for (const place of [
      join(home, 'practice', 'secret.parquet'),
      join(folder, 'trade.parquet'),
      join(folder, 'passwords.parquet'),
    ])
      writeFileSync(place, 'secret');
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(tampered));
    const { code, err } = await run(home, 'archive', 'restore', '20261012');
    expect(code).toBe(1);
    expect(err.length).toBeGreaterThan(0);
  });

  test.for(['../20261012', '20261012/..', '*', '', '99999999'])('nor is the day %j', async (date) => {
    expect(await run(temporaryFolder(), 'archive', 'restore', date)).toMatchObject({
      out: '',
      err: expect.stringMatching(/./) as string,
    });
  });
});
