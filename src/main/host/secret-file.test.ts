import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { createSecretFile } from './secret-file.ts';

const canary = 'canary-4f1c9d-vendor-key';

function stage(passphrase: string | null = null) {
  const folder = temporaryFolder();
  const path = join(folder, 'data', 'keys.json');
  const keyPath = join(folder, 'elsewhere', 'vendor.key');
  const open = (words: string | null = passphrase) => createSecretFile({ path, keyPath, passphrase: words });
  return { path, keyPath, open };
}

describe('encrypted file of vendor keys', () => {
  it('gives back after a restart what was kept, and neither file shows it', async () => {
    const { path, keyPath, open } = stage();
    expect(await open().save('vendor.token', canary)).toMatchObject({ ok: true });
    expect(await open().read('vendor.token')).toMatchObject({ ok: true, value: canary });
    expect(readFileSync(path, 'utf8') + readFileSync(keyPath, 'utf8')).not.toContain(canary);
    for (const file of [path, keyPath]) expect(statSync(file).mode & 0o077, file).toBe(0);
  });

  it('opens only with the passphrase it was closed with, and keeps no key file then', async () => {
    const { keyPath, open } = stage('correct horse');
    await open().save('vendor.token', canary);
    expect(await open().read('vendor.token')).toMatchObject({ ok: true, value: canary });
    expect(await open('wrong horse').read('vendor.token')).toMatchObject({ ok: false, failure: { code: 'locked' } });
    expect(() => statSync(keyPath)).toThrow('ENOENT');
  });

  it.each([
    ['another passphrase', 'wrong horse', /QUORUM_PASSPHRASE does not open it/],
    ['no passphrase', null, /QUORUM_PASSPHRASE, with which it was closed, is not set/],
  ])('takes no key under %s than those it holds, and stays as it was', async (_what, words, reason) => {
    const { path, open } = stage('correct horse');
    await open().save('vendor.token', canary);
    const before = readFileSync(path, 'utf8');
    for (const name of ['others.token', 'vendor.token']) {
      const answer = await open(words).save(name, 'another');
      expect(answer).toMatchObject({ ok: false, failure: { code: 'locked' } });
      if (!answer.ok) expect(answer.failure.message).toMatch(reason);
    }
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(await open().save('others.token', 'another')).toMatchObject({ ok: true });
    expect(await open().read('vendor.token')).toMatchObject({ ok: true, value: canary });
  });

  it('takes no key under a passphrase beside those of a key file', async () => {
    const { open } = stage();
    await open().save('vendor.token', canary);
    const answer = await open('correct horse').save('others.token', 'another');
    expect(answer).toMatchObject({ ok: false, failure: { code: 'locked' } });
    if (!answer.ok) expect(answer.failure.message).toMatch(/closed without QUORUM_PASSPHRASE/);
  });

  it('takes a passphrase of another choice once it holds no key', async () => {
    const { open } = stage('correct horse');
    await open().save('vendor.token', canary);
    expect(open('new horse').remove('vendor.token').ok).toBe(true);
    expect(await open('new horse').save('vendor.token', canary)).toMatchObject({ ok: true });
    expect(await open('new horse').read('vendor.token')).toMatchObject({ ok: true, value: canary });
    expect(open(null).remove('vendor.token').ok).toBe(true);
    expect(await open(null).save('vendor.token', canary)).toMatchObject({ ok: true });
    expect(await open(null).read('vendor.token')).toMatchObject({ ok: true, value: canary });
  });

  it('takes keys anew when the key file was lost', async () => {
    const { keyPath, open } = stage();
    for (const name of ['vendor.token', 'others.token']) await open().save(name, canary);
    rmSync(keyPath);
    expect(await open().save('vendor.token', canary)).toMatchObject({ ok: true });
    expect(await open().read('vendor.token')).toMatchObject({ ok: true, value: canary });
    expect(await open().read('others.token')).toMatchObject({ ok: false, failure: { code: 'locked' } });
  });

  it('is locked, not lost, when the key file is another one', async () => {
    const { keyPath, open } = stage();
    await open().save('vendor.token', canary);
    writeFileSync(keyPath, '00'.repeat(32));
    const answer = await open().read('vendor.token');
    expect(answer).toMatchObject({ ok: false, failure: { code: 'locked' } });
    if (!answer.ok) expect(answer.failure.message).toContain(keyPath);
  });

  it('does not take a value put under another name', async () => {
    const { path, open } = stage();
    await open().save('vendor.token', canary);
    writeFileSync(path, readFileSync(path, 'utf8').replace('vendor.token', 'others.token'));
    expect(await open().read('others.token')).toMatchObject({ ok: false, failure: { code: 'locked' } });
  });

  it('forgets a removed key', async () => {
    const { path, open } = stage();
    await open().save('vendor.token', canary);
    expect(open().remove('vendor.token').ok).toBe(true);
    expect(open().names()).toEqual([]);
    expect(await open().read('vendor.token')).toMatchObject({ ok: false, failure: { code: 'missing' } });
    expect(readFileSync(path, 'utf8')).not.toContain('vendor.token');
  });

  it('says why a key was not kept when its folder is a file', async () => {
    const { path, open } = stage();
    rmSync(join(path, '..'), { recursive: true, force: true });
    writeFileSync(join(path, '..'), '');
    const answer = await open().save('vendor.token', canary);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'unwritable' } });
    expect(open().names()).toEqual([]);
  });
});
