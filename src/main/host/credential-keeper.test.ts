import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { openCredentials } from './credential-keeper.ts';
import { createSecretFile } from './secret-file.ts';

const canary = 'canary-81b2f0-vendor-key';

function open(home: string, variables: NodeJS.ProcessEnv | null = {}) {
  const store = createSecretFile({ path: join(home, 'keys.json'), keyPath: join(home, 'key'), passphrase: null });
  return openCredentials({ home, store, ...(variables ? { variables } : {}) });
}

test('rows name keys and never show them; values go to who makes the connection', async () => {
  const home = temporaryFolder();
  const keeper = await open(home);
  const heard: unknown[] = [];
  keeper.onChange((rows, gone) => heard.push({ rows, gone }));
  keeper.onSecrets((secrets) => heard.push(secrets.stored));
  await keeper.save('vendor.token', canary);
  expect(heard).toEqual([
    { rows: [{ name: 'vendor.token', where: 'encrypted-file', problem: null }], gone: [] },
    { 'vendor.token': canary },
  ]);
  expect(JSON.stringify(keeper.rows())).not.toContain(canary);
  keeper.remove('vendor.token');
  expect(heard.slice(2)).toEqual([{ rows: [], gone: ['vendor.token'] }, {}]);
});

test('what was kept is there at the next start; the environment file stands beside it', async () => {
  const home = temporaryFolder();
  writeFileSync(join(home, '.env'), '# for the server\nUW_API_TOKEN="from file"\nEMPTY=\n');
  await (await open(home)).save('vendor.token', canary);
  expect((await open(home)).secrets()).toEqual({
    stored: { 'vendor.token': canary },
    environment: { UW_API_TOKEN: 'from file', EMPTY: '' },
  });
});

test('the environment goes before its file, an empty variable does not, and others are left where they are', async () => {
  const home = temporaryFolder();
  writeFileSync(join(home, '.env'), 'UW_API_TOKEN=of the file\nFMP_API_KEY=of the file\n');
  const variables = { UW_API_TOKEN: canary, FMP_API_KEY: '', PATH: '/bin', AWS_SECRET_ACCESS_KEY: 'x' };
  const keeper = await open(home, variables);
  expect(keeper.secrets().environment).toEqual({ UW_API_TOKEN: canary, FMP_API_KEY: 'of the file' });
  expect(keeper.rows()).toEqual([]);
});

test('the environment of the program is looked at', async () => {
  vi.stubEnv('TRADIER_TOKEN', canary);
  const keeper = await open(temporaryFolder(), null);
  expect(keeper.secrets().environment).toMatchObject({ TRADIER_TOKEN: canary });
  vi.unstubAllEnvs();
});

test('a key that does not open is a row with its reason', async () => {
  const home = temporaryFolder();
  await (await open(home)).save('vendor.token', canary);
  writeFileSync(join(home, 'key'), '00'.repeat(32));
  const keeper = await open(home);
  expect(keeper.rows()).toMatchObject([{ name: 'vendor.token', problem: expect.stringContaining('Enter it again') }]);
  expect(keeper.secrets().stored).toEqual({});
});
