import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { cookieName } from '../../src/main/browser/request-guard.ts';
import { startWebServer, type WebServer } from '../../src/main/browser/web-server.ts';
import type { PipeClose } from '../../src/engine/link/pipe.ts';
import { maxClientFrameBytes } from '../../src/engine/link/frame-codec.ts';
import { createServer, type LinkServer } from '../../src/engine/link/serve.ts';
import { hello } from '../contract/raw-peer.ts';
import { realTimers } from '../contract/real-timers.ts';
import { sampleContract } from '../contract/sample-contract.ts';
import { createSample } from '../contract/sample-implementation.ts';
import { eventually } from '../support/eventually.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const requestTimeoutMs = 400;
let web: WebServer;
let links: LinkServer;
let session = '';
let closes: PipeClose[] = [];

beforeEach(async () => {
  const root = join(temporaryFolder(), 'renderer');
  mkdirSync(root);
  writeFileSync(join(root, 'index.html'), '<!doctype html>page');
  // Sockets of the test before may still be closing.
  const own: PipeClose[] = [];
  closes = own;
  links = createServer(sampleContract, createSample().implementation, { timers: realTimers, log: keptLog() });
  web = await startWebServer({
    root,
    port: 0,
    requestTimeoutMs,
    onLink: (_name, pipe) => {
      pipe.onClose((close) => own.push(close));
      links.accept(pipe, { role: 'window', id: 'page' });
    },
  });
  onTestFinished(() => web.close());
  const entry = await fetch(web.openUrl());
  session = /=([0-9a-f]{64})/.exec(entry.headers.get('set-cookie') ?? '')?.[1] ?? '';
});

const cookie = (): string => `${cookieName(web.port)}=${session}`;

async function expectServed(): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${web.port}/`, { headers: { cookie: cookie() } });
  expect(answer.status).toBe(200);
}

/** A page's socket, greeted. */
async function page(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${web.port}/link/execution`, {
    headers: { cookie: cookie(), origin: `http://127.0.0.1:${web.port}` },
  });
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  await new Promise((resolve) => socket.once('open', resolve));
  const welcomed = new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify(hello));
  expect(String(await welcomed)).toContain('"welcome"');
  return socket;
}

describe('requests that never end', () => {
  /** Sends a byte now and then, as a slow-loris does; resolves with what came back when the server has had enough. */
  function drip(start: string): Promise<string> {
    return new Promise((resolve) => {
      let answer = '';
      const socket: Socket = connect(web.port, '127.0.0.1', () => socket.write(start));
      const timer = setInterval(() => socket.write('a'), 30);
      socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        resolve(answer.split('\r\n')[0] ?? '');
      });
    });
  }

  it.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['a request line', 'GET /'],
    ['a body nobody asked for', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n'],
    ['an upgrade', 'GET /link/execution HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Slow: '],
  ])('%s: cut off, while others are served', async (_what, start) => {
    const ended = drip(start);
    await expectServed();
    expect(await ended).toMatch(/^$|^HTTP\/1\.1 (408|405|421|400)/);
    await expectServed();
  });

  it('a hundred of them do not keep a page out', async () => {
    const slow = Array.from({ length: 100 }, () => drip('GET / HTTP/1.1\r\nX: '));
    await expectServed();
    await Promise.all(slow);
  });

  it('headers without end are refused by size', async () => {
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(web.port, '127.0.0.1', () =>
        socket.write(`GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n`),
      );
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 431/);
  });
});

describe('a page that turned hostile', () => {
  it.each([
    ['a frame over the limit', 'x'.repeat(maxClientFrameBytes + 1), 'too-large', 1009],
    ['many bytes over the limit', Buffer.alloc(4 * maxClientFrameBytes), 'too-large', 1009],
    [
      'bytes that are no frame',
      Buffer.from(Array.from({ length: 4_096 }, (_each, index) => (index * 131) % 256)),
      'hostile',
      4001,
    ],
    ['a single byte', Buffer.from([0]), 'hostile', 4001],
    ['text that is no frame', '{"k":"hello","v":', 'hostile', 4001],
    ['a frame of another kind', '{"k":"welcome"}', 'hostile', 4001],
  ])('%s: loses its link and nobody else does', async (_what, message, code, socketCode) => {
    const [good, bad] = [await page(), await page()];
    const closed = new Promise<number>((resolve) => bad.once('close', resolve));
    bad.send(message);
    await eventually(() => expect(closes).toMatchObject([{ code }]));
    // The close frame may be overtaken by the end of the connection.
    expect([socketCode, 1006]).toContain(await closed);
    await eventually(() => expect(links.connections).toBe(1));
    const answered = new Promise((resolve) => good.once('message', resolve));
    good.send(JSON.stringify({ k: 'req', id: 1, m: 'echo', p: { text: 'still here' } }));
    expect(JSON.parse(String(await answered))).toMatchObject({
      k: 'res',
      id: 1,
      ok: true,
      r: { text: 'still here', role: 'window' },
    });
  });

  it('frames in pieces without end are refused by size', async () => {
    const bad = await page();
    const closed = new Promise<number>((resolve) => bad.once('close', resolve));
    for (let piece = 0; piece < 40; piece += 1)
      bad.send('x'.repeat(maxClientFrameBytes / 20), { fin: false }, () => undefined);
    expect([1009, 1006]).toContain(await closed);
    await expectServed();
  });
});

it('a window opened on a route is led there, and nowhere else', async () => {
  const text = await (await fetch(web.openUrl('#/window/deep-dive?ticker=NVDA&group=A'))).text();
  expect(text).toContain('url=/#/window/deep-dive?ticker=NVDA&amp;group=A"');
  const hostile = await (await fetch(web.openUrl('"><script>alert(1)</script>;url=https://evil.example'))).text();
  expect(hostile).toMatch(/content="0;url=\/#[\w/?=.%-]*"><title>Quorum<\/title>$/);
});
