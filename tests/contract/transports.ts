import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { WebSocketServer } from 'ws';
import { fail, ok } from '../../src/engine/domain/outcome.ts';
import type { Dial } from '../../src/engine/link/api.ts';
import { maxClientFrameBytes } from '../../src/engine/link/frame-codec.ts';
import { dialLocal, listenLocal } from '../../src/engine/link/local-socket.ts';
import { messagePortPipe } from '../../src/engine/link/message-port-pipe.ts';
import type { Pipe } from '../../src/engine/link/pipe.ts';
import { dialWebSocket } from '../../src/engine/link/web-socket-dial.ts';
import { webSocketPipe } from '../../src/engine/link/web-socket-pipe.ts';
import { realTimers } from './real-timers.ts';

export const transportNames = ['message-port', 'local-socket', 'web-socket'] as const;
export type TransportName = (typeof transportNames)[number];

/** A real server of one transport with the way to reach it. */
export type Transport = {
  readonly dial: Dial;
  /** Path of the socket or address of the WebSocket server; empty for ports. */
  readonly address: string;
  close(): Promise<void>;
};

export async function openTransport(name: TransportName, onPipe: (pipe: Pipe) => void): Promise<Transport> {
  if (name === 'local-socket') return openLocal(onPipe);
  return name === 'web-socket' ? openWebSocket(onPipe) : openPorts(onPipe);
}

function openPorts(onPipe: (pipe: Pipe) => void): Transport {
  let closed = false;
  return {
    address: '',
    dial: () => {
      if (closed) return Promise.resolve(fail('link-lost', 'Nobody hands out ports'));
      const { port1, port2 } = new MessageChannel();
      onPipe(messagePortPipe(port1));
      return Promise.resolve(ok(messagePortPipe(port2)));
    },
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}

async function openLocal(onPipe: (pipe: Pipe) => void): Promise<Transport> {
  const folder = await mkdtemp(join(tmpdir(), 'link-'));
  const path = join(folder, 'link.sock');
  const listener = await listenLocal({ path, timers: realTimers, onPipe });
  if (!listener.ok) throw new Error(listener.failure.message);
  return {
    address: path,
    dial: dialLocal(path),
    close: async () => {
      await listener.value.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openWebSocket(onPipe: (pipe: Pipe) => void): Promise<Transport> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    perMessageDeflate: false,
    maxPayload: maxClientFrameBytes,
  });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) =>
    onPipe(webSocketPipe(socket, { timers: realTimers, maxReceiveBytes: maxClientFrameBytes })),
  );
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    dial: dialWebSocket(() => new WebSocket(address), realTimers),
    close: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate();
        server.close(() => resolve());
      }),
  };
}
