import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket as RawWebSocket } from 'ws';
import { encodeLocalFrame } from '../../src/engine/link/local-frame-reader.ts';
import { localSocketPipe } from '../../src/engine/link/local-socket-pipe.ts';
import type { PipeClose } from '../../src/engine/link/pipe.ts';
import { openStage, type Stage } from '../contract/link-stage.ts';
import { manualTimers } from '../contract/manual-timers.ts';
import { hello } from '../contract/raw-peer.ts';
import { openTransport } from '../contract/transports.ts';
import { eventually } from '../support/eventually.ts';

let stage: Stage;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await stage.close();
});

async function closesAtServer(): Promise<PipeClose[]> {
  const closes: PipeClose[] = [];
  await eventually(() => expect(stage.pipes.length).toBe(1));
  stage.pipes[0]?.onClose((close) => closes.push(close));
  return closes;
}

async function expectUnharmed(): Promise<void> {
  await eventually(() => expect(stage.server.connections).toBe(0));
  expect(await stage.client().call.echo({ text: 'still here' })).toMatchObject({ ok: true });
}

async function localAttack(): Promise<{ readonly socket: Socket; readonly closes: PipeClose[] }> {
  stage = await openStage('local-socket');
  const socket = connect(stage.transport.address);
  sockets.push(socket);
  socket.on('error', () => undefined);
  return { socket, closes: await closesAtServer() };
}

describe('bytes on a local socket', () => {
  const greeting = encodeLocalFrame(hello, 1 << 20);
  test.each([
    ['garbage', 'hostile', Buffer.from([5, 0, 0, 0, 0x47, 0x45, 0x54, 0x20, 0x2f])],
    ['a web request', 'too-large', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['zeros', 'hostile', Buffer.alloc(100)],
    ['a frame of 4 GB', 'too-large', Buffer.from([0xff, 0xff, 0xff, 0xff, 1])],
    ['a frame of one byte over the limit', 'too-large', Buffer.from([0x01, 0x00, 0x10, 0x00, 1])],
    [
      'half a greeting with garbage behind',
      'hostile',
      Buffer.concat([greeting.subarray(0, 20), Buffer.alloc(200, 0xaa)]),
    ],
    ['a greeting with garbage behind', 'hostile', Buffer.concat([greeting, Buffer.from([3, 0, 0, 0, 2, 1, 2, 3])])],
  ])('%s: closed as %s', async (_what, code, bytes) => {
    const { socket, closes } = await localAttack();
    socket.write(bytes);
    await eventually(() => expect(closes).toMatchObject([{ code }]));
    await expectUnharmed();
  });

  test('a peer that asks for much and reads nothing is closed before memory grows without bound', async () => {
    stage = await openStage('local-socket', { limits: { maxBufferedBytes: 4 << 20 } });
    const socket = connect(stage.transport.address);
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.pause();
    const closes = await closesAtServer();
    socket.write(greeting);
    for (let id = 1; id <= 100; id += 1)
      socket.write(encodeLocalFrame({ k: 'req', id, m: 'large', p: { bytes: 1_000_000 } }, 1 << 20));
    await eventually(() => expect(closes).toEqual([{ code: 'lost', reason: 'The reader does not read' }]));
    await expectUnharmed();
  });

  test('one byte at a time does not hold a frame open for longer than 10 s', async () => {
    stage = await openStage('local-socket');
    const timers = manualTimers();
    const { createServer } = await import('node:net');
    const closes: PipeClose[] = [];
    const server = createServer((socket) => {
      localSocketPipe(socket, { timers, maxReceiveBytes: 1 << 20, maxSendBytes: 1 << 20 }).onClose((close) =>
        closes.push(close),
      );
    });
    const path = `${stage.transport.address}-slow`;
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const socket = connect(path);
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write(greeting);
    socket.write(greeting.subarray(0, 3));
    await eventually(() => expect(timers.pending).toBe(1));
    timers.advance(9_999);
    socket.write(greeting.subarray(3, 4));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closes).toEqual([]);
    timers.advance(1);
    expect(closes).toEqual([{ code: 'hostile', reason: 'A frame was never completed' }]);
    await new Promise((resolve) => server.close(resolve));
  });

  test('the socket file is closed to other users, and a live one is not taken over', async () => {
    stage = await openStage('local-socket');
    const { stat } = await import('node:fs/promises');
    expect((await stat(stage.transport.address)).mode & 0o777).toBe(0o600);
    const { listenLocal } = await import('../../src/engine/link/local-socket.ts');
    const second = await listenLocal({
      path: stage.transport.address,
      timers: manualTimers(),
      onPipe: () => undefined,
    });
    expect(second).toMatchObject({ ok: false, failure: { code: 'in-use' } });
    expect(await stage.client().call.echo({ text: 'still here' })).toMatchObject({ ok: true });
  });

  test('a socket file left behind by a crash is replaced', async () => {
    stage = await openStage('local-socket');
    const path = `${stage.transport.address}-stale`;
    const { spawnSync } = await import('node:child_process');
    const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', script, path]);
    const { listenLocal } = await import('../../src/engine/link/local-socket.ts');
    const listener = await listenLocal({ path, timers: manualTimers(), onPipe: () => undefined });
    expect(listener.ok).toBe(true);
    if (listener.ok) await listener.value.close();
  });
});

describe('messages on a WebSocket', () => {
  test.each([
    ['text that is not JSON', 'hostile', 'GET /'],
    ['an empty text', 'hostile', ''],
    ['random bytes', 'hostile', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9])],
    ['no bytes', 'hostile', Buffer.alloc(0)],
    ['deep nesting', 'hostile', '['.repeat(500_000)],
    ['a text just over the limit', 'too-large', 'x'.repeat((1 << 20) + 1)],
  ])('%s: closed as %s', async (_what, code, message) => {
    stage = await openStage('web-socket');
    const socket = new RawWebSocket(stage.transport.address);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('open', resolve));
    const closes = await closesAtServer();
    socket.send(message);
    await eventually(() => expect(closes).toMatchObject([{ code }]));
    await expectUnharmed();
  });

  test('a hostile sender does not keep the connection open by ignoring the close', async () => {
    stage = await openStage('web-socket');
    const { port, hostname } = new URL(stage.transport.address);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write(
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await closesAtServer();
    socket.write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x7b]));
    socket.resume();
    await ended;
    await expectUnharmed();
  });

  test('compression is never agreed on', async () => {
    stage = await openStage('web-socket');
    const socket = new RawWebSocket(stage.transport.address, { perMessageDeflate: true });
    await new Promise((resolve) => socket.once('open', resolve));
    expect(socket.extensions).toBe('');
    socket.terminate();
  });
});

test('a port that hands over what is no frame is closed', async () => {
  stage = await openStage('message-port');
  const closes: PipeClose[] = [];
  const transport = await openTransport('message-port', (pipe) => pipe.onClose((close) => closes.push(close)));
  for (const garbage of [undefined, null, 7, 'x', new Map(), { k: 'ping', t: Number.NaN }, { data: { k: 'cancel' } }]) {
    const dialled = await transport.dial();
    // A frame is what `send` takes; a port takes anything.
    if (dialled.ok) dialled.value.send(garbage as never);
    if (dialled.ok) dialled.value.onFrame(() => undefined);
  }
  await eventually(() => expect(closes.map((close) => close.code)).toEqual(Array.from({ length: 7 }, () => 'hostile')));
  await transport.close();
});
