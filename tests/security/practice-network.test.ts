import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { vendorList } from '../../src/engine/adapters/vendor-list.ts';
import { firstRows } from '../../src/main/cli/first-rows.ts';
import { eventually } from '../support/eventually.ts';
import { startQuorum } from '../support/start-quorum.ts';

const trap = pathToFileURL(resolve(import.meta.dirname, '..', 'support', 'network-trap.mjs')).href;

function laid(): { readonly file: string; readonly options: string } {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-trap-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'outside');
  writeFileSync(file, '');
  return { file, options: `--import ${trap}` };
}

/** Documentation addresses (RFC 5737): nobody answers there. */
it('the trap catches a name and an address', () => {
  const { file, options } = laid();
  const attempt = `const quiet = () => undefined; require('node:net').connect(9, '192.0.2.1').on('error', quiet).destroy();
    require('node:dns').lookup('outside.invalid', quiet); fetch('https://elsewhere.invalid').catch(quiet);
    require('node:net').connect(9, '127.0.0.1').on('error', quiet);`;
  spawnSync(process.execPath, ['-e', attempt], { env: { ...process.env, NODE_OPTIONS: options, NETWORK_TRAP: file } });
  const caught = readFileSync(file, 'utf8');
  for (const host of ['192.0.2.1', 'outside.invalid', 'elsewhere.invalid']) expect(caught).toContain(host);
  expect(caught).not.toContain('127.0.0.1');
});

/** Every vendor with every address outside, as a file for paper or live may have it, and with keys to go with them. */
const outside = [
  'version: 1',
  'vendors:',
  ...vendorList.flatMap((vendor) => [
    `  ${vendor.id}:`,
    '    bases:',
    ...Object.entries(vendor.bases).map(([name, address]) => `      ${name}: ${address}`),
  ]),
  '',
].join('\n');

it('no process of a practice run looks up or dials anything outside this machine', async () => {
  const { file, options } = laid();
  const home = mkdtempSync(join(tmpdir(), 'quorum-test-'));
  writeFileSync(join(home, 'feeds.yaml'), outside);
  writeFileSync(
    join(home, '.env'),
    vendorList
      .flatMap(({ credentials }) => credentials)
      .map((field) => `${field.environment}=canary-practice`)
      .join('\n'),
  );
  process.env['NODE_OPTIONS'] = options;
  process.env['NETWORK_TRAP'] = file;
  const quorum = await startQuorum({ home });
  delete process.env['NODE_OPTIONS'];
  delete process.env['NETWORK_TRAP'];
  onTestFinished(() => quorum.stop());
  const links = await quorum.links();
  onTestFinished(() => links.close());
  const { watch, call } = links.link('ingestion');
  await eventually(
    async () => {
      const rows = (await firstRows(watch.endpoints)) ?? [];
      expect(rows.filter((row) => row.lastSuccessTime !== null).length).toBeGreaterThan(20);
    },
    { timeoutMs: 60_000, pollMs: 250 },
  );
  await Promise.all(vendorList.map(({ id }) => call.testVendor({ vendor: id })));
  expect(readFileSync(file, 'utf8')).toBe('');
}, 90_000);
