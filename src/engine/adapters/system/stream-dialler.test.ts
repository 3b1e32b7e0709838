import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closedPort } from '../../../../tests/support/closed-port.ts';
import { eventually } from '../../../../tests/support/eventually.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import type { StreamDial, StreamEnd, StreamSocket } from '../../ports/stream-socket.ts';
import { startHttpEmulator, type EmulatedSocket } from '../../simulators/vendors/kit/http-emulator.ts';
import { createStreamDialler } from './stream-dialler.ts';

async function stage() {
  const sockets: EmulatedSocket[] = [];
  const heard: string[] = [];
  const emulator = await startHttpEmulator({
    routes: [],
    log: keptLog(),
    now: () => Date.now(),
    after: (delayMs, task) => void setTimeout(task, delayMs).unref(),
    sockets: [
      {
        path: '/socket',
        accept: () => null,
        open: (socket) => {
          sockets.push(socket);
          socket.send('first');
          socket.onFrame((text) => void heard.push(text));
        },
      },
    ],
  });
  const dialler = createStreamDialler({ userAgent: 'Quorum test' });
  onTestFinished(async () => {
    await dialler.close();
    await emulator.close();
  });
  const dial = (url: string, change: Partial<StreamDial> = {}) =>
    dialler.dial({ url, headers: {}, body: null, connectTimeoutMs: 500, mostFrameBytes: 10_000, ...change });
  return { emulator, sockets, heard, dial, url: `${emulator.socketOrigin}/socket?token=canary-key` };
}

function followed(socket: StreamSocket) {
  const frames: (string | Uint8Array)[] = [];
  const ends: StreamEnd[] = [];
  socket.onFrame((frame) => void frames.push(frame));
  socket.onEnd((end) => void ends.push(end));
  return { frames, ends };
}

async function opened(answer: ReturnType<Awaited<ReturnType<typeof stage>>['dial']>): Promise<StreamSocket> {
  const dialled = await answer;
  if (!dialled.ok) throw new Error(dialled.failure.message);
  onTestFinished(() => dialled.value.close());
  return dialled.value;
}

describe('a WebSocket', () => {
  test('loses no frame that comes with the handshake, says and hears, and tells of its end', async () => {
    const { dial, url, sockets, heard } = await stage();
    const socket = await opened(dial(url));
    await new Promise((resolve) => setImmediate(resolve));
    const { frames, ends } = followed(socket);
    await eventually(() => expect(frames).toEqual(['first']));
    socket.send('hello');
    await eventually(() => expect(heard).toEqual(['hello']));
    let pongs = 0;
    socket.onPong(() => void (pongs += 1));
    socket.ping();
    await eventually(() => expect(pongs).toBe(1));
    sockets[0]?.close(1012);
    await eventually(() => expect(ends).toMatchObject([{ code: 1012, clean: false }]));
  });

  test('paused reads nothing, resumed everything', async () => {
    const { dial, url, sockets } = await stage();
    const socket = await opened(dial(url));
    const { frames } = followed(socket);
    await eventually(() => expect(frames).toHaveLength(1));
    socket.pause();
    for (let index = 0; index < 100; index += 1) sockets[0]?.send(`frame ${index}`);
    let answered = false;
    socket.onPong(() => {
      answered = true;
    });
    socket.ping();
    await new Promise((resolve) => setImmediate(resolve));
    expect([frames.length, answered]).toEqual([1, false]);
    socket.resume();
    await eventually(() => expect(frames).toHaveLength(101));
  });

  test('with a frame beyond the limit ends', async () => {
    const { dial, url, sockets } = await stage();
    const { ends, frames } = followed(await opened(dial(url)));
    sockets[0]?.send('x'.repeat(20_000));
    await eventually(() => expect(ends).toHaveLength(1));
    expect(frames).toEqual(['first']);
  });

  test.each([401, 403, 429, 503])('refused with %i says so, without the key', async (status) => {
    const { dial, url, emulator } = await stage();
    emulator.addFault({ fault: { kind: 'refuse-upgrade', status }, path: '/socket', times: 1 });
    const answer = await dial(url);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'refused', facts: { status, text: 'refused' } } });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  test('to nobody is unreachable, to somebody who says nothing a time-out', async () => {
    const { dial } = await stage();
    expect(await dial(`ws://127.0.0.1:${await closedPort()}/`)).toMatchObject({ failure: { code: 'unreachable' } });
    const silent = createServer();
    silent.on('upgrade', () => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    expect(await dial(`ws://127.0.0.1:${port}/`)).toMatchObject({ failure: { code: 'timeout' } });
  });

  test('in the clear is dialled on this machine only', async () => {
    const { dial } = await stage();
    expect(await dial('ws://example.com/')).toMatchObject({ failure: { code: 'bad-url' } });
  });
});

describe('a long answer', () => {
  async function line(answer: (write: (text: string) => void, end: () => void) => void, status = 200) {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
      request.on('end', () => {
        asked.push(`${request.method} ${body}`);
        response.writeHead(status);
        answer(
          (text) => void response.write(text),
          () => void response.end(),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events` };
  }

  test('comes line by line, however it is cut', async () => {
    const { dial } = await stage();
    const { asked, url } = await line((write, end) => {
      write('{"a":1}\n{"b":');
      setTimeout(() => {
        write('"é"}\r\n\n');
        end();
      }, 20);
    });
    const { frames, ends } = followed(await opened(dial(url, { body: 'symbols=SPY' })));
    await eventually(() => expect(ends).toMatchObject([{ clean: true }]));
    expect(frames).toEqual(['{"a":1}', '{"b":"é"}']);
    expect(asked).toEqual(['POST symbols=SPY']);
  });

  test('without an end to its line is ended', async () => {
    const { dial } = await stage();
    const { url } = await line((write) => write('x'.repeat(50_000)));
    const { ends } = followed(await opened(dial(url)));
    await eventually(() =>
      expect(ends).toMatchObject([{ clean: false, reason: expect.stringContaining('10000 bytes') }]),
    );
  });

  test('that is refused says with which status', async () => {
    const { dial } = await stage();
    const { url } = await line((write, end) => {
      write('no scope');
      end();
    }, 403);
    expect(await dial(url)).toMatchObject({ failure: { code: 'refused', facts: { status: 403, text: 'no scope' } } });
  });
});
