import { createServer, type RequestListener } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { createHttpClient } from '../../src/engine/adapters/system/http-client.ts';
import { createLineSplitter } from '../../src/engine/adapters/system/line-splitter.ts';
import { createStreamDialler } from '../../src/engine/adapters/system/stream-dialler.ts';
import type { StreamEnd } from '../../src/engine/ports/stream-socket.ts';
import { eventually } from '../support/eventually.ts';

const megabyte = 1024 * 1024;

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A server that answers over HTTP whatever a test says. */
async function http(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${await listening(server)}`;
}

/** A server without manners: it writes bytes. */
async function raw(speak: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    speak(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listening(server);
}

function get(url: string, timeoutMs = 3_000) {
  const client = createHttpClient({ userAgent: 'Quorum test' });
  onTestFinished(() => client.close());
  return client.request({ method: 'GET', url, headers: {}, body: null, timeoutMs, mostBytes: megabyte });
}

function dial(url: string, headers: Readonly<Record<string, string>> = {}) {
  const dialler = createStreamDialler({ userAgent: 'Quorum test' });
  onTestFinished(() => dialler.close());
  return dialler.dial({ url, headers, body: null, connectTimeoutMs: 1_000, mostFrameBytes: megabyte });
}

/** Bytes this process takes more afterwards than before. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  await work();
  return process.memoryUsage.rss() - before;
}

describe('an answer that unpacks into more than there is room for', () => {
  const zeros = Buffer.alloc(64 * megabyte);
  test.for([
    ['gzip', gzipSync(zeros)],
    ['deflate', deflateSync(zeros)],
    ['br', brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['gzip, gzip', gzipSync(gzipSync(zeros))],
  ] as const)('%s', async ([encoding, body]) => {
    const url = await http((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(body);
    });
    const grown = await growth(async () => {
      expect(await get(url)).toMatchObject({ ok: false, failure: { code: 'too-large' } });
    });
    expect(grown).toBeLessThan(32 * megabyte);
  });

  test('packed a thousand times over is not unpacked at all', async () => {
    const url = await http((_request, response) => {
      response.writeHead(200, { 'content-encoding': Array(1_000).fill('gzip').join(', ') });
      response.end(gzipSync('x'));
    });
    expect(await get(url)).toMatchObject({ ok: false, failure: { code: 'truncated' } });
  });

  test.for(['__proto__', 'constructor', 'toString'])('packed by %s is handed on as it is', async (encoding) => {
    const url = await http((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end('[]');
    });
    const answered = await get(url);
    expect(answered.ok && Buffer.from(answered.value.body).toString()).toBe('[]');
  });
});

describe('an answer that does not end', () => {
  test('is left at its limit', async () => {
    const url = await http((_request, response) => {
      const write = (): void =>
        void (response.write(Buffer.alloc(65_536)) ? setImmediate(write) : response.once('drain', write));
      write();
    });
    expect(await get(url)).toMatchObject({ ok: false, failure: { code: 'too-large' } });
  });

  test('is left at its deadline when it comes a byte at a time', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await get(`http://127.0.0.1:${port}`, 500)).toMatchObject({ ok: false, failure: { code: 'timeout' } });
  });

  test('nor do its headers: a flood of them is refused', async () => {
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const flood = setInterval(() => socket.write(`x-${'y'.repeat(100)}: ${'z'.repeat(10_000)}\r\n`), 1);
      socket.on('close', () => clearInterval(flood));
    });
    expect(await get(`http://127.0.0.1:${port}`)).toMatchObject({ ok: false });
  });
});

test('a redirect is an answer, not an order, and takes no key along', async () => {
  const asked: string[] = [];
  const other = await http((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  const url = await http((_request, response) => {
    response.writeHead(302, { location: `${other}/taken` });
    response.end();
  });
  expect(await get(`${url}/?apikey=canary`)).toMatchObject({ ok: true, value: { status: 302 } });
  expect(asked).toEqual([]);
});

test.for([
  'https://127.0.0.1.evil.test',
  'http://evil.test',
  'file:///etc/passwd',
  'http://me:pw@127.0.0.1/',
  'ftp://a',
  '',
])('%s is not asked by practice', async (url) => {
  const client = createHttpClient({ userAgent: 'Quorum test', reach: 'this-machine' });
  onTestFinished(() => client.close());
  const asked = await client.request({ method: 'GET', url, headers: {}, body: null, timeoutMs: 500, mostBytes: 10 });
  expect(asked).toMatchObject({ ok: false, failure: { code: 'bad-url' } });
  const dialler = createStreamDialler({ userAgent: 'Quorum test', reach: 'this-machine' });
  onTestFinished(() => dialler.close());
  const socket = {
    url: url.replace(/^http/, 'ws'),
    headers: {},
    body: null,
    connectTimeoutMs: 500,
    mostFrameBytes: 10,
  };
  expect(await dialler.dial(socket)).toMatchObject({ ok: false, failure: { code: 'bad-url' } });
});

describe('a stream that does not want to be one', () => {
  test.for(['ws', 'http'])('a %s refusal without end is left after its beginning', async (scheme) => {
    const url = await http((_request, response) => {
      response.writeHead(503);
      const write = (): void =>
        void (response.write('no '.repeat(20_000)) ? setImmediate(write) : response.once('drain', write));
      write();
    });
    // A server without upgrades answers one like any other request.
    const grown = await growth(async () => {
      const dialled = await dial(url.replace('http', scheme));
      expect(dialled).toMatchObject({ ok: false, failure: { code: 'refused', facts: { status: 503 } } });
    });
    expect(grown).toBeLessThan(50 * megabyte);
  });

  test.for([
    ['head', 'HTTP/1.1 101 Switching Protocols\r\nx: '],
    ['refusal', 'HTTP/1.1 503 No\r\ncontent-length: 100000\r\n\r\n'],
  ])('a handshake whose %s comes a byte at a time is given up', async ([, start = '']) => {
    const port = await raw((socket) => {
      socket.write(start);
      const drip = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await dial(`ws://127.0.0.1:${port}`)).toMatchObject({ ok: false, failure: { code: 'timeout' } });
  });

  test.for(['ws', 'http'])('a key no header can carry is refused, and ends nothing (%s)', async (scheme) => {
    const dialled = await dial(`${scheme}://127.0.0.1:9/`, { authorization: 'Bearer canary-key\r\nx: y' });
    expect(dialled.ok).toBe(false);
    expect(JSON.stringify(dialled)).not.toContain('canary-key');
  });
});

async function webSocket(speak: (socket: WebSocket, rawSocket: Socket) => void): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket, request) => {
    socket.on('error', () => undefined);
    speak(socket, request.socket);
  });
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A frame of a server: no mask. */
function frame(opcode: number, payload: Buffer, last = true): Buffer {
  const head = Buffer.alloc(payload.length < 126 ? 2 : 10);
  head[0] = (last ? 0x80 : 0) | opcode;
  head[1] = payload.length < 126 ? payload.length : 127;
  if (payload.length >= 126) head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}

describe('frames made to hurt end the connection and nothing else', () => {
  test.for([
    ['one over the limit', [frame(1, Buffer.alloc(megabyte + 1, 0x61))]],
    ['one that claims 2^62 bytes', [Buffer.from([0x81, 127, 0x3f, 255, 255, 255, 255, 255, 255, 255])]],
    [
      'one over the limit in pieces',
      [frame(1, Buffer.alloc(700_000, 0x61), false), frame(0, Buffer.alloc(700_000, 0x61))],
    ],
    [
      'fragments without end',
      [frame(1, Buffer.from('a'), false), ...Array(40_000).fill(frame(0, Buffer.from('a'), false))],
    ],
    ['bytes that are no frame', [Buffer.from('GET / HTTP/1.1\r\n\r\n')]],
    ['text that is no UTF-8', [frame(1, Buffer.from([0xff, 0xfe, 0xc0]))]],
    ['a ping too long', [frame(9, Buffer.alloc(126))]],
    ['a masked frame', [Buffer.from([0x81, 0x81, 1, 2, 3, 4, 0x61])]],
  ] as const)('%s', async ([, bytes]) => {
    const url = await webSocket((_socket, below) => void below.write(Buffer.concat(bytes as readonly Buffer[])));
    const dialled = await dial(url);
    if (!dialled.ok) throw new Error(dialled.failure.message);
    const ends: StreamEnd[] = [];
    const frames: unknown[] = [];
    dialled.value.onFrame((one) => void frames.push(one));
    dialled.value.onEnd((end) => void ends.push(end));
    await eventually(() => expect(ends).toHaveLength(1));
    expect(ends[0]?.clean).toBe(false);
    expect(frames).toEqual([]);
  });

  test('pings without end from a vendor who fetches no answer fill no memory', async () => {
    let sent = 0;
    const ping = Buffer.concat(Array<Buffer>(500).fill(frame(9, Buffer.alloc(125))));
    const url = await webSocket((_socket, below) => {
      // What comes back stays in the system's buffers, then in ours.
      below.pause();
      const flood = (): void => {
        if (below.destroyed || sent > 60 * megabyte) return;
        sent += ping.length;
        if (below.write(ping)) setImmediate(flood);
        else below.once('drain', flood);
      };
      flood();
    });
    const dialled = await dial(url);
    if (!dialled.ok) throw new Error(dialled.failure.message);
    onTestFinished(() => dialled.value.close());
    await eventually(() => expect(sent).toBeGreaterThan(60 * megabyte), { timeoutMs: 15_000 });
    expect(dialled.value.bufferedBytes).toBeLessThan(megabyte);
  });
});

test('a line in a million pieces is put together once', () => {
  const split = createLineSplitter(2 * megabyte);
  const piece = Buffer.from('x');
  const startedMs = performance.now();
  for (let at = 0; at < megabyte; at += 1) split(piece);
  expect(split(Buffer.from('\nlast\nre'))?.map((line) => line.length)).toEqual([megabyte, 4]);
  expect(split(Buffer.from('st\n'))).toEqual(['rest']);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  const narrow = createLineSplitter(10);
  expect(narrow(Buffer.from('12345'))).toEqual([]);
  expect(narrow(Buffer.from('678901'))).toBeNull();
});
