import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSafeSecrets } from '../../src/main/electron/safe-secrets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { machine } from './fake-electron.ts';

const canary = 'canary-key-5f1e';
const onPlatform = (platform: NodeJS.Platform): unknown =>
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
afterEach(() => void (machine.keychain = 'gnome_libsecret'));

describe('keys', () => {
  it('lie sealed in a private file and open again in the next run', async () => {
    const path = join(temporaryFolder(), 'keys', 'keys.json');
    const secrets = createSafeSecrets(path);
    expect(await secrets.save('vendor', canary)).toMatchObject({ ok: true });
    expect(readFileSync(path, 'utf8')).not.toContain(canary);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const later = createSafeSecrets(path);
    expect(later.names()).toEqual(['vendor']);
    expect(await later.read('vendor')).toEqual({ ok: true, value: canary });
    later.remove('vendor');
    expect(await createSafeSecrets(path).read('vendor')).toMatchObject({ ok: false, failure: { code: 'missing' } });
  });

  it.each(['basic_text', 'unknown'] as const)(
    'are not kept with the backend %s on Linux, and nothing is written',
    async (backend) => {
      onPlatform('linux');
      machine.keychain = backend;
      const path = join(temporaryFolder(), 'keys.json');
      const answer = await createSafeSecrets(path).save('vendor', canary);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'no-keychain' } });
      expect(JSON.stringify(answer)).not.toContain(canary);
      expect(existsSync(path)).toBe(false);
    },
  );

  it('that cannot be written are said to be so, and are not there', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'keys'), '');
    const secrets = createSafeSecrets(join(folder, 'keys', 'keys.json'));
    expect(await secrets.save('vendor', canary)).toMatchObject({ ok: false, failure: { code: 'unwritable' } });
    expect(secrets.names()).toEqual([]);
  });

  it('sealed elsewhere stay locked, without a word of their content', async () => {
    const path = join(temporaryFolder(), 'keys.json');
    writeFileSync(path, JSON.stringify({ vendor: Buffer.from(canary).toString('base64') }));
    const answer = await createSafeSecrets(path).read('vendor');
    expect(answer).toMatchObject({ ok: false, failure: { code: 'locked' } });
    expect(JSON.stringify(answer)).not.toContain(canary);
  });

  it.each(['', '[]', 'null', '"text"', '{"vendor": 7}', '{"vendor": {"x": 1}}'])(
    'of a broken file (%s) are no keys, and stay beside those that are saved',
    async (content) => {
      const path = join(temporaryFolder(), 'keys.json');
      writeFileSync(path, content);
      const secrets = createSafeSecrets(path);
      expect(secrets.names()).toEqual([]);
      expect(readFileSync(path, 'utf8')).toBe(content);
      expect(await secrets.save('vendor', canary)).toMatchObject({ ok: true });
      expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(content);
      expect(await createSafeSecrets(path).read('vendor')).toEqual({ ok: true, value: canary });
    },
  );
});
