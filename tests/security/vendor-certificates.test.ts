import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { createHttpClient } from '../../src/engine/adapters/system/http-client.ts';
import { createStreamDialler } from '../../src/engine/adapters/system/stream-dialler.ts';
import { authority, expiredCertificate, goodCertificate, serverKey } from '../support/test-certificates.ts';

const usual = getCACertificates('default');
const key = 'a-key-nobody-else-may-see';

/** A vendor's server that notes who asks. */
async function vendor(cert: string) {
  const asked: string[] = [];
  const server = createServer({ cert, key: serverKey }, (request, response) => {
    asked.push(request.headers.authorization ?? '');
    response.end('{}');
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (_socket, request) => void asked.push(request.headers.authorization ?? ''));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  return { asked, host: `127.0.0.1:${port}` };
}

async function ask(host: string) {
  const http = createHttpClient({ userAgent: 'Quorum test' });
  onTestFinished(() => http.close());
  return http.request({
    method: 'GET',
    url: `https://${host}/quotes`,
    headers: { authorization: key },
    body: null,
    timeoutMs: 5_000,
    mostBytes: 1_000,
  });
}

async function dial(url: string) {
  const dialler = createStreamDialler({ userAgent: 'Quorum test' });
  onTestFinished(() => dialler.close());
  const dialled = await dialler.dial({
    url,
    headers: { authorization: key },
    body: null,
    connectTimeoutMs: 5_000,
    mostFrameBytes: 1_000,
  });
  if (dialled.ok) dialled.value.close();
  return dialled;
}

beforeAll(() => setDefaultCACertificates([...usual, authority]));
afterAll(() => setDefaultCACertificates(usual));

test('a certificate that is good is trusted: what follows is refused for its date alone', async () => {
  const { asked, host } = await vendor(goodCertificate);
  expect(await ask(host)).toMatchObject({ ok: true, value: { status: 200 } });
  expect(await dial(`wss://${host}/tape`)).toMatchObject({ ok: true });
  expect(asked).toEqual([key, key]);
});

test('an expired certificate is refused by every way in, by name, and the key is not shown to it', async () => {
  const { asked, host } = await vendor(expiredCertificate);
  const answers = [await ask(host), await dial(`wss://${host}/tape`), await dial(`https://${host}/events`)];
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, failure: { code: 'certificate' } });
    expect(answer.ok ? '' : answer.failure.message).toMatch(/^The certificate of 127\.0\.0\.1:\d+ has expired/);
  }
  expect(asked).toEqual([]);
});

test('so is one of an authority nobody knows', async () => {
  setDefaultCACertificates(usual);
  const { asked, host } = await vendor(goodCertificate);
  for (const answer of [await ask(host), await dial(`wss://${host}/tape`)])
    expect(answer).toMatchObject({ ok: false, failure: { code: 'certificate' } });
  expect(asked).toEqual([]);
});
