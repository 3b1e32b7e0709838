import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closedPort } from '../../../../tests/support/closed-port.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import type { HttpRequest } from '../../ports/http.ts';
import type { EmulatorFault } from '../../simulators/vendors/kit/emulator.ts';
import { startHttpEmulator } from '../../simulators/vendors/kit/http-emulator.ts';
import { jsonReply, textReply } from '../../simulators/vendors/kit/reply.ts';
import { createHttpClient } from './http-client.ts';

function client() {
  const http = createHttpClient({ userAgent: 'Quorum test' });
  onTestFinished(() => http.close());
  const get = (url: string, change: Partial<HttpRequest> = {}, signal?: AbortSignal) =>
    http.request(
      { method: 'GET', url, headers: {}, body: null, timeoutMs: 2_000, mostBytes: 1_000_000, ...change },
      signal,
    );
  return get;
}

async function emulator(fault?: EmulatorFault) {
  const body = { rows: Array.from({ length: 500 }, (_none, index) => ({ index, text: 'some text' })) };
  const started = await startHttpEmulator({
    routes: [
      { method: 'GET', path: '/rows', answer: () => jsonReply(body) },
      {
        method: 'GET',
        path: '/gone',
        answer: () => textReply('', 'text/plain', { location: 'http://127.0.0.1:1/' }, 302),
      },
      {
        method: 'POST',
        path: '/echo',
        answer: ({ body: text, headers }) => jsonReply({ text, type: headers['content-type'] }),
      },
    ],
    log: keptLog(),
    now: () => Date.now(),
    after: (delayMs, task) => void setTimeout(task, delayMs).unref(),
  });
  onTestFinished(() => started.close());
  if (fault) started.addFault({ fault, path: '/rows', times: 1 });
  return { origin: started.origin, body, statistics: started.statistics };
}

/** A server that answers exactly what a test says, byte for byte. */
async function plain(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('an answer comes unpacked, with lower-case headers and its time', async () => {
  const { origin, body } = await emulator();
  const answer = await client()(`${origin}/rows`);
  if (!answer.ok) throw new Error(answer.failure.message);
  expect(JSON.parse(textOf(answer.value.body))).toEqual(body);
  expect(answer.value.headers['content-encoding']).toBe('gzip');
  expect(answer.value.elapsedMs).toBeGreaterThan(0);
});

test('a body is sent as it is', async () => {
  const { origin } = await emulator();
  const answer = await client()(`${origin}/echo`, { method: 'POST', body: 'a=1', headers: { 'content-type': 'x/y' } });
  expect(answer.ok && JSON.parse(textOf(answer.value.body))).toEqual({ text: 'a=1', type: 'x/y' });
});

test('a redirect is an answer and not followed', async () => {
  const { origin } = await emulator();
  expect(await client()(`${origin}/gone`)).toMatchObject({ ok: true, value: { status: 302 } });
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
] as const)('%s is unpacked', async (encoding, pack) => {
  const origin = await plain((_request, response) => {
    response.writeHead(200, { 'content-encoding': encoding, 'set-cookie': 'secret=1' });
    response.end(pack('hello'));
  });
  const answer = await client()(origin);
  expect(answer.ok && textOf(answer.value.body)).toBe('hello');
  expect(answer.ok && Object.keys(answer.value.headers)).not.toContain('set-cookie');
});

describe('a bad day', () => {
  test.each([
    ['truncated', { kind: 'truncate', share: 0.5 }, 'truncated'],
    ['reset', { kind: 'reset' }, 'unreachable'],
    ['stalled', { kind: 'stall', ms: 60_000 }, 'timeout'],
    ['slow', { kind: 'slow', bytesPerSecond: 1_000 }, 'timeout'],
    ['huge', { kind: 'huge', bytes: 5_000_000 }, 'too-large'],
  ] as const)('%s is named', async (_name, fault, code) => {
    const { origin } = await emulator(fault);
    const get = client();
    const started = performance.now();
    expect(await get(`${origin}/rows?token=canary-key`, { timeoutMs: 400 })).toMatchObject({
      ok: false,
      failure: { code },
    });
    expect(performance.now() - started).toBeLessThan(2_000);
    // The same client goes on.
    expect(await get(`${origin}/rows`)).toMatchObject({ ok: true, value: { status: 200 } });
  });

  test('a small answer that unpacks to a huge one is stopped', async () => {
    const origin = await plain((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(50_000_000)));
    });
    expect(await client()(origin)).toMatchObject({ ok: false, failure: { code: 'too-large' } });
  });

  test('packed and cut off is truncated', async () => {
    const origin = await plain((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('hello '.repeat(1_000)).subarray(0, 30));
    });
    expect(await client()(origin)).toMatchObject({ ok: false, failure: { code: 'truncated' } });
  });

  test('nobody there is unreachable', async () => {
    const answer = await client()(`http://127.0.0.1:${await closedPort()}/x?token=canary-key`);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  test('given up is cancelled', async () => {
    const { origin } = await emulator({ kind: 'stall', ms: 60_000 });
    const abort = new AbortController();
    const answering = client()(`${origin}/rows`, {}, abort.signal);
    abort.abort();
    expect(await answering).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});

test.each([
  'http://example.com/',
  'http://127.0.0.1.example.com/',
  'https://user:password@example.com/',
  'file:///etc/passwd',
  'ftp://127.0.0.1/',
  'not an address',
])('%s is not asked', async (url) => {
  expect(await client()(url)).toMatchObject({ ok: false, failure: { code: 'bad-url' } });
});
