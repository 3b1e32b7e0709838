import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { openMetrics } from '../../src/engine/adapters/prometheus/metrics-server.ts';
import { settingsSchema } from '../../src/engine/contract/settings-schema.ts';
import type { Metric } from '../../src/engine/ports/metrics.ts';
import { eventually } from '../support/eventually.ts';

const metrics: readonly Metric[] = [
  { name: 'quorum_feed_gaps_total', help: 'holes', type: 'counter', samples: [{ labels: {}, value: 3 }] },
];

async function opened(read: () => readonly Metric[] = () => metrics): Promise<number> {
  const server = await openMetrics({ port: 0, read });
  if (!server.ok) throw new Error(server.failure.message);
  onTestFinished(() => server.value.close());
  return server.value.port;
}

function dial(port: number, host = '127.0.0.1'): { readonly socket: Socket; heard: string; ended: boolean } {
  const socket = connect(port, host);
  const state = { socket, heard: '', ended: false };
  socket.on('data', (chunk: Buffer) => (state.heard += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  socket.on('close', () => (state.ended = true));
  onTestFinished(() => void socket.destroy());
  return state;
}

const get = (port: number, lines = ''): string => `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines}\r\n`;

test('is off until the trader wants it', () => {
  expect(settingsSchema.parse({}).metrics.enabled).toBe(false);
});

test('is served on no other address of this machine', async () => {
  const port = await opened();
  const others = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  const outward = others.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
  for (const host of outward) {
    const state = dial(port, host);
    await eventually(() => expect(state.ended).toBe(true));
    expect(state.heard).toBe('');
  }
});

test.for([
  ['a name that was bound anew', 'GET /metrics HTTP/1.1\r\nHost: evil.test\r\n\r\n', '421'],
  ['our address at another port', 'GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n', '421'],
  ['no host', 'GET /metrics HTTP/1.0\r\n\r\n', '421'],
  ['two hosts', 'GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.test\r\n\r\n', '4'],
  ['a whole address', 'GET http://evil.test/metrics HTTP/1.1\r\nHost: evil.test\r\n\r\n', '421'],
  ['no HTTP', 'SSH-2.0-x\r\n\r\n', '400'],
] as const)('%s reads nothing', async ([, text, status]) => {
  const state = dial(await opened());
  state.socket.write(text);
  await eventually(() => expect(state.heard).toContain(`HTTP/1.1 ${status}`));
  expect(state.heard).not.toContain('quorum_');
});

test('numbers that cannot be read are an answer without details, and the page lives on', async () => {
  let broken = true;
  const port = await opened(() => {
    if (broken) throw new Error('a secret place');
    return metrics;
  });
  const first = dial(port);
  first.socket.write(get(port));
  await eventually(() => expect(first.heard).toContain('HTTP/1.1 500'));
  expect(first.heard).not.toContain('secret');
  broken = false;
  const second = dial(port);
  second.socket.write(get(port));
  await eventually(() => expect(second.heard).toContain('quorum_feed_gaps_total 3'));
});

test('clients who say nothing, or never finish, give their places back', { timeout: 30_000 }, async () => {
  const port = await opened();
  const silent = Array.from({ length: 8 }, () => dial(port));
  const endless = Array.from({ length: 8 }, () => dial(port));
  for (const { socket } of endless) {
    socket.write('GET /metrics HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 200);
    socket.on('close', () => clearInterval(drip));
  }
  await eventually(() => expect([...silent, ...endless].every(({ ended }) => ended)).toBe(true), { timeoutMs: 15_000 });
  const late = dial(port);
  late.socket.write(get(port));
  await eventually(() => expect(late.heard).toContain('quorum_feed_gaps_total 3'));
});
