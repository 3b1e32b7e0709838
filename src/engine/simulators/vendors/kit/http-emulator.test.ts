import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../../../../tests/support/eventually.ts';
import { keptLog } from '../../../../../tests/support/silent-log.ts';
import { realClock } from '../../real-clock.ts';
import { startHttpEmulator, type EmulatedSocket, type HttpEmulatorOptions } from './http-emulator.ts';

const frame = 'x'.repeat(1_000_000);

/** One client of an emulator, seen from both sides. */
async function connected(change: Partial<HttpEmulatorOptions> = {}) {
  const opened: EmulatedSocket[] = [];
  const emulator = await startHttpEmulator({
    routes: [],
    log: keptLog(),
    now: () => 0,
    after: realClock.after,
    sockets: [{ path: '/tape', accept: () => null, open: (socket) => void opened.push(socket) }],
    ...change,
  });
  onTestFinished(() => emulator.close());
  const client = new WebSocket(`${emulator.socketOrigin}/tape`);
  client.on('error', () => undefined);
  onTestFinished(() => client.terminate());
  await once(client, 'open');
  const [socket] = opened;
  if (!socket) throw new Error('nobody was let in');
  let ended = 0;
  socket.onClose(() => void (ended += 1));
  return { emulator, client, socket, ended: () => ended };
}

test('a client that reads nothing is cut off, and what it left unread goes with it', async () => {
  const { client, socket, ended } = await connected();
  client.pause();
  for (let count = 0; count < 60; count += 1) socket.send(frame);
  await eventually(() => expect(ended()).toBe(1));
});

test('a client that keeps up is sent as much and stays', async () => {
  const { client, socket, ended } = await connected();
  let read = 0;
  client.on('message', () => void (read += 1));
  for (let count = 1; count <= 60; count += 1) {
    socket.send(frame);
    await eventually(() => expect(read).toBe(count));
  }
  expect(ended()).toBe(0);
});

test('a half-open connection is forgotten by the server after a while, and the client is told nothing', async () => {
  const forget: (() => void)[] = [];
  const { emulator, client, socket, ended } = await connected({ after: (_ms, task) => void forget.push(task) });
  let [read, closed] = [0, 0];
  client.on('message', () => void (read += 1));
  client.on('close', () => void (closed += 1));
  socket.send('before');
  await eventually(() => expect(read).toBe(1));
  emulator.addFault({ fault: { kind: 'socket-freeze' }, path: '', times: 1 });
  socket.send('after');
  expect(ended()).toBe(0);
  for (const task of forget) task();
  expect(ended()).toBe(1);
  expect({ state: client.readyState, read, closed }).toEqual({ state: WebSocket.OPEN, read: 1, closed: 0 });
  client.terminate();
  await once(client, 'close');
  // It ends once, whoever notices it twice.
  expect(ended()).toBe(1);
});
