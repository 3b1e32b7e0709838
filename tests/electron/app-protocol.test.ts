import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { session } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { serveApp } from '../../src/main/electron/app-protocol.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { record } from './fake-electron.ts';

/** Electron hands over requests of a scheme that Node's own `Request` would normalise. */
async function get(
  url: string,
  method = 'GET',
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: string }> {
  const answer = await record.protocols.get('quorum')?.({ url, method } as Request);
  if (!answer) throw new Error('nobody answers quorum://');
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

beforeEach(() => {
  const folder = temporaryFolder();
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'outside');
  writeFileSync(join(root, 'index.html'), '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__">page');
  writeFileSync(join(root, 'assets', 'app.js'), 'export {};');
  symlinkSync(join(folder, 'secret.html'), join(root, 'link.html'));
  serveApp(session.fromPartition('persist:test'), root);
});

describe('quorum://app/', () => {
  it('serves the page under a policy that allows nothing from elsewhere', async () => {
    const [first, second] = [await get('quorum://app/index.html'), await get('quorum://app/')];
    expect(first.status).toBe(200);
    const policy = first.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '?';
    expect(first.body).toContain(`content="${nonce}"`);
    expect(second.body).not.toContain(nonce);
  });

  it('sends every security header with every file, found or not', async () => {
    for (const url of ['quorum://app/assets/app.js', 'quorum://app/missing.js']) {
      const { headers } = await get(url);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
    }
    expect((await get('quorum://app/assets/app.js')).headers.get('content-type')).toContain('javascript');
  });

  it.each([
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '/assets/..%2f..%2fsecret.html',
    '/..%5csecret.html',
    '/link.html',
    '/%00index.html',
    '/assets',
    '/.env',
  ])('%s is not found', async (path) => {
    const answer = await get(`quorum://app${path}`);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('outside');
  });

  it('answers a broken address instead of failing', async () => {
    expect((await get('quorum://app/%E0%A4%A')).status).toBe(400);
  });

  it('knows no other host and no other method', async () => {
    for (const url of ['quorum://other/index.html', 'quorum://app.evil/index.html', 'quorum:///index.html'])
      expect((await get(url)).status, url).toBe(404);
    for (const method of ['POST', 'PUT', 'HEAD'])
      expect((await get('quorum://app/index.html', method)).status).toBe(404);
  });
});
