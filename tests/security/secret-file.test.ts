import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSecretFile } from '../../src/main/host/secret-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const canary = 'canary-2b7e-vendor-key';
const name = 'vendor.token';

function stage() {
  const folder = temporaryFolder();
  const path = join(folder, 'data', 'keys.json');
  const keyPath = join(folder, 'config', 'vendor.key');
  for (const place of [path, keyPath]) mkdirSync(dirname(place), { recursive: true });
  return { folder, path, keyPath, open: () => createSecretFile({ path, keyPath, passphrase: null }) };
}

type File = { values: Record<string, string>; salt: string; version: number };
const fileAt = (path: string): File => JSON.parse(readFileSync(path, 'utf8')) as File;

describe.skipIf(process.platform === 'win32')('another program at the files of the keys', () => {
  it('puts a link in the way of the draft: what it points to stays as it was', async () => {
    const { folder, path, open } = stage();
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, `${path}.new`);
    expect(await open().save(name, canary)).toMatchObject({ ok: true });
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    expect(await open().read(name)).toMatchObject({ ok: true, value: canary });
  });

  it('leaves a draft that everybody may read: ours is not read by everybody', async () => {
    const { path, open } = stage();
    writeFileSync(`${path}.new`, '', { mode: 0o666 });
    chmodSync(`${path}.new`, 0o666);
    await open().save(name, canary);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('opens both files to others: they are shut again at the next start', async () => {
    const { path, keyPath, open } = stage();
    await open().save(name, canary);
    for (const file of [path, keyPath]) chmodSync(file, 0o644);
    expect(await open().read(name)).toMatchObject({ ok: true });
    for (const file of [path, keyPath]) expect(statSync(file).mode & 0o077, file).toBe(0);
  });

  it('chooses the key by a link to a file of its own: nothing is closed with it', async () => {
    const { folder, path, keyPath, open } = stage();
    writeFileSync(join(folder, 'theirs'), '11'.repeat(32));
    symlinkSync(join(folder, 'theirs'), keyPath);
    expect(await open().save(name, canary)).toMatchObject({ ok: false, failure: { code: 'unwritable' } });
    expect(existsSync(path)).toBe(false);
  });
});

describe('a file that was tampered with', () => {
  it.each([
    ['in the clear', () => canary],
    ['in the clear, packed', () => Buffer.from(canary).toString('base64')],
    ['cut to a tag of four bytes', (value: string) => Buffer.from(value, 'base64').subarray(0, 16).toString('base64')],
    ['with a bit turned', (value: string) => `${value.slice(0, 44)}${value[44] === 'A' ? 'B' : 'A'}${value.slice(45)}`],
    ['empty', () => ''],
  ])('a value %s is locked, never taken', async (_what, change) => {
    const { path, open } = stage();
    await open().save(name, canary);
    const file = fileAt(path);
    writeFileSync(path, JSON.stringify({ ...file, values: { [name]: change(file.values[name] ?? '') } }));
    const read = await open().read(name);
    expect(read).toMatchObject({ ok: false, failure: { code: 'locked' } });
    expect(JSON.stringify(read)).not.toContain(canary);
  });

  it.each([
    '{"version":1,',
    '{"version":2,"salt":"","values":{}}',
    '[]',
    '{"version":1,"salt":"","values":{"__proto__x":"a"}}',
  ])('%s is set aside before a key is saved, not written over', async (text) => {
    const { path, open } = stage();
    writeFileSync(path, text);
    expect(open().names()).toEqual([]);
    expect(await open().save(name, canary)).toMatchObject({ ok: true });
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
    expect(await open().read(name)).toMatchObject({ ok: true, value: canary });
  });

  it('set aside before is not written over by the next', async () => {
    const { path, open } = stage();
    for (const text of ['first', 'second']) {
      writeFileSync(path, text);
      await open().save(name, canary);
    }
    expect([`${path}.damaged`, `${path}.damaged-2`].map((file) => readFileSync(file, 'utf8'))).toEqual([
      'first',
      'second',
    ]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is no key', async (word) => {
    const store = stage().open();
    expect(store.has(word)).toBe(false);
    expect(await store.read(word)).toMatchObject({ ok: false, failure: { code: 'missing' } });
  });
});

it('keys saved at once are all kept', async () => {
  const { open } = stage();
  const store = open();
  const names = Array.from({ length: 50 }, (_none, index) => `vendor.key-${index}`);
  await Promise.all(names.map((one) => store.save(one, `${canary}-${one}`)));
  const reopened = open();
  for (const one of names) expect(await reopened.read(one)).toMatchObject({ ok: true, value: `${canary}-${one}` });
});
