import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { cookieName } from '../../src/main/browser/request-guard.ts';
import { WindowKeys } from '../../src/main/browser/one-time-token.ts';
import { startWebServer, type WebServer } from '../../src/main/browser/web-server.ts';

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

let folder = '';
let web: WebServer;
let session = '';
const linked: string[] = [];

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: web.port, path, method, headers: { Host: `127.0.0.1:${web.port}`, ...headers } },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    call.on('error', reject);
    call.end();
  });
}

const withSession = (): Record<string, string> => ({ Cookie: `${cookieName(web.port)}=${session}` });

/** The status with which an upgrade is answered; 101 = accepted. */
function upgrade(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${web.port}${path}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => undefined);
  });
}

/** Sends raw bytes and answers the status line. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(web.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', () => resolve('reset'));
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-'));
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'outside');
  writeFileSync(join(root, 'index.html'), '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__">page');
  writeFileSync(join(root, 'assets', 'app.js'), 'export {};');
  writeFileSync(join(root, '.env'), 'KEY=1');
  symlinkSync(join(folder, 'secret.html'), join(root, 'link.html'));
  web = await startWebServer({
    root,
    port: 0,
    onLink: (name, pipe) => {
      linked.push(name);
      pipe.close({ code: 'closed', reason: 'test' });
    },
  });
  const entry = await get(new URL(web.openUrl()).pathname + new URL(web.openUrl()).search);
  session = /=([0-9a-f]{64})/.exec(String(entry.headers['set-cookie']))?.[1] ?? '';
});
afterAll(async () => {
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('entry', () => {
  it('gives the session once for a fresh key, in a cookie that scripts and other sites cannot use', async () => {
    const url = new URL(web.openUrl());
    const first = await get(url.pathname + url.search);
    expect(first.status).toBe(200);
    expect(String(first.headers['set-cookie'])).toMatch(
      new RegExp(`^${cookieName(web.port)}=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(first.body).toContain('http-equiv="refresh"');
    expect((await get(url.pathname + url.search)).status).toBe(403);
  });

  it('refuses guesses, near misses and a missing key', async () => {
    const url = new URL(web.openUrl());
    const key = url.searchParams.get('t') ?? '';
    for (const guess of ['', 'x', key.slice(0, -1), `${key}0`, key.toUpperCase(), '0'.repeat(64)]) {
      expect((await get(`/open?t=${guess}`)).status, guess).toBe(guess === key ? 200 : 403);
    }
    expect((await get('/open')).status).toBe(403);
  });

  it('lets a key die after a minute', () => {
    let now = 0;
    const keys = new WindowKeys(() => now);
    const key = keys.mint();
    now = 60_001;
    expect(keys.redeem(key)).toBeNull();
  });

  it('cannot be used to send the window elsewhere', async () => {
    const answer = await get(
      `${new URL(web.openUrl()).pathname}?t=${web.keys.mint()}&r=${encodeURIComponent('"><script>alert(1)</script>//evil')}`,
    );
    expect(answer.body).not.toMatch(/<script|"><(?!meta|title)/);
    expect(answer.body).toContain('url=/#');
  });
});

describe('requests', () => {
  it('serves the page with a fresh nonce and every security header', async () => {
    const [first, second] = [await get('/', withSession()), await get('/', withSession())];
    expect(first.status).toBe(200);
    const policy = String(first.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '?';
    expect(first.body).toContain(`content="${nonce}"`);
    expect(second.body).not.toContain(nonce);
    expect(first.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  it('serves nothing without the session', async () => {
    expect((await get('/')).status).toBe(401);
    expect((await get('/assets/app.js')).status).toBe(401);
    expect((await get('/', { Cookie: `${cookieName(web.port)}=${'0'.repeat(64)}` })).status).toBe(401);
    expect((await get('/', { Cookie: `${cookieName(web.port + 1)}=${session}` })).status).toBe(401);
  });

  it('refuses names that are not its own address (DNS rebinding)', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${web.port}`,
      '127.0.0.1',
      `127.0.0.1:${web.port + 1}`,
      `127.0.0.1.evil.example:${web.port}`,
      `[::1]:${web.port}`,
    ]) {
      expect((await get('/', { ...withSession(), Host: host })).status, host).toBe(421);
    }
  });

  it('refuses other sites and other methods', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect((await get('/', { ...withSession(), 'Sec-Fetch-Site': site })).status).toBe(403);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await get('/', withSession(), method)).status).toBe(405);
  });

  it('serves no file outside its folder and none of an unknown kind', async () => {
    const paths = [
      '/../secret.html',
      '/..%2fsecret.html',
      '/%2e%2e/secret.html',
      '/assets/..%2f..%2fsecret.html',
      '/..%5csecret.html',
      '/link.html',
      '/.env',
      '/assets',
      '/%00index.html',
      '/nothing.js',
    ];
    for (const path of paths) expect((await get(path, withSession())).status, path).toBe(404);
    expect((await get('/%E0%A4%A', withSession())).status).toBe(400);
  });

  it('answers garbage with 400', async () => {
    expect(await raw('NONSENSE\r\n\r\n')).toMatch(/400|reset/);
  });
});

describe('links', () => {
  const good = (): Record<string, string> => ({ ...withSession(), Origin: `http://127.0.0.1:${web.port}` });

  it('opens for the page itself', async () => {
    expect(await upgrade('/link/execution', good())).toBe(101);
    expect(linked).toContain('execution');
  });

  it('refuses a foreign, missing or half-right origin, and a missing session', async () => {
    expect(await upgrade('/link/execution', withSession())).toBe(403);
    for (const origin of [
      'http://evil.example',
      'null',
      `http://localhost:${web.port}`,
      `https://127.0.0.1:${web.port}`,
      `http://127.0.0.1:${web.port + 1}`,
    ]) {
      expect(await upgrade('/link/execution', { ...withSession(), Origin: origin }), origin).toBe(403);
    }
    expect(await upgrade('/link/execution', { Origin: `http://127.0.0.1:${web.port}` })).toBe(401);
  });

  it('knows only its own links', async () => {
    for (const path of ['/link/practice', '/link/', '/link/execution/x', '/other', '/link/..%2fhost'])
      expect(await upgrade(path, good()), path).toBe(404);
  });
});
