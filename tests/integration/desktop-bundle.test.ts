import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDirectoryOf } from '../../src/main/host/data-directory.ts';
import { app, record } from '../electron/fake-electron.ts';
import { startShell } from '../electron/start-shell.ts';
import type { FakeWindow } from '../electron/fake-window.ts';
import { eventually } from '../support/eventually.ts';
import { builtMain } from '../support/run-cli.ts';

let home = '';
let window: FakeWindow;
beforeAll(async () => {
  const entry = pathToFileURL(join(builtMain, 'index.js')).href;
  ({ home, window } = await startShell(() => import(/* @vite-ignore */ entry)));
});
afterAll(async () => {
  app.quit();
  await eventually(() => expect(record.exits).toEqual([0]));
  rmSync(home, { recursive: true, force: true });
  rmSync(runDirectoryOf(home), { recursive: true, force: true });
});

test('every file that the built desktop shell starts exists', () => {
  expect(record.children).toHaveLength(4);
  for (const { file } of record.children) expect(existsSync(file), file).toBe(true);
  expect(existsSync(window.options.webPreferences?.preload ?? '')).toBe(true);
});

test('the built preload is one CommonJS file that asks for nothing but electron', () => {
  const text = readFileSync(window.options.webPreferences?.preload ?? '', 'utf8');
  expect([...text.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map((match) => match[1])).toEqual(['electron']);
  expect(text).not.toMatch(/^import /m);
});

test('the built page and what it loads are served under the policy', async () => {
  const get = async (url: string): Promise<Response> => {
    const answer = await record.protocols.get('quorum')?.({ url, method: 'GET' } as Request);
    if (!answer) throw new Error('nobody answers quorum://');
    return answer;
  };
  const page = await get(window.loaded);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).not.toContain('__CSP_NONCE__');
  const assets = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
  expect(assets.length).toBeGreaterThanOrEqual(2);
  for (const asset of assets) expect((await get(`quorum://app/${asset}`)).status, asset).toBe(200);
  expect(html).not.toMatch(/<script(?![^>]*src=)/);
});
