import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import type { FaultAction } from './faults/fault-script.ts';
import { openSimulator } from './testing/open-simulator.ts';
import { spy } from './testing/test-instruments.ts';
import { placeOrder, WireClient } from './testing/wire-client.ts';

const limit = { orderId: 1, conId: spy.conId, action: 'BUY', quantity: 100, type: 'LMT', limit: 599 } as const;
const market = { ...limit, type: 'MKT' } as const;

/** A connected client and a function that lets faults happen to it. */
async function troubled(options: Parameters<typeof openSimulator>[1] = {}) {
  const opened = await openSimulator(onTestFinished, options);
  const wire = await opened.client();
  const inject = (...actions: readonly FaultAction[]): void =>
    actions.forEach((action) => opened.simulator.faults.inject(action));
  return { ...opened, wire, inject };
}

async function hungUp(wire: WireClient): Promise<void> {
  await eventually(() => expect(wire.closed).toBe(true));
}

test('reset and close end the connection', async () => {
  const { wire, inject, client } = await troubled();
  inject({ kind: 'reset' });
  await hungUp(wire);
  const second = await client(2);
  inject({ kind: 'close' });
  await hungUp(second);
  expect([wire.closed, second.closed]).toEqual([true, true]);
});

test('a half-open connection takes requests and answers nothing', async () => {
  const { wire, inject, simulator } = await troubled();
  inject({ kind: 'half-open' });
  const framesBefore = simulator.stats.framesIn;
  wire.send(49, 1);
  simulator.faults.inject({ kind: 'info-code', code: 1100 });
  await expect(
    Promise.race([
      wire.settle().then(() => 'answered'),
      new Promise((resolve) => void setTimeout(resolve, 100, 'silent')),
    ]),
  ).resolves.toBe('silent');
  expect(simulator.stats.framesIn).toBe(framesBefore);
  expect([wire.closed, wire.frames.length]).toEqual([false, 0]);
});

test('a stall holds everything back and then delivers it', async () => {
  const { wire, inject } = await troubled();
  inject({ kind: 'stall', forRealMs: 60 });
  const startedMs = performance.now();
  await wire.settle();
  expect(performance.now() - startedMs).toBeGreaterThan(40);
});

test('a mute handshake accepts and never answers', async () => {
  const { inject, simulator } = await troubled();
  inject({ kind: 'mute-handshake', on: true });
  const mute = await WireClient.dial(simulator.port);
  onTestFinished(() => mute.close());
  mute.greet();
  await eventually(() => expect(simulator.stats.connections).toBe(2));
  expect(mute.frames).toEqual([]);
});

test('frames arrive cut into single bytes, or glued together', async () => {
  const { wire, inject } = await troubled();
  inject({ kind: 'bytes', mode: 'fragment', size: 3 });
  wire.chunks.length = 0;
  await wire.settle();
  expect(Math.max(...wire.chunks)).toBeLessThanOrEqual(6);
  expect(wire.chunks.length).toBeGreaterThan(2);
  inject({ kind: 'bytes', mode: 'coalesce', forMs: 30 });
  wire.chunks.length = 0;
  for (let message = 0; message < 5; message += 1) wire.send(49, 1);
  await wire.until(() => wire.of('currentTime').length === 6);
  expect(wire.chunks).toHaveLength(1);
});

test('broken payloads: bad JSON, garbage, a frame beyond every limit', async () => {
  const { wire, inject } = await troubled();
  inject({ kind: 'bad-json' }, { kind: 'garbage' });
  await wire.settle();
  expect(wire.frames[0]?.at(-1)).toBe('{"reject": [unterminated');
  expect(() => JSON.parse(wire.frames[0]?.at(-1) ?? '')).toThrow();
  const raw: Buffer[] = [];
  wire.socket.on('data', (chunk: Buffer) => void raw.push(chunk));
  inject({ kind: 'huge-frame' });
  await eventually(() => expect(Buffer.concat(raw).readUInt32BE(0)).toBeGreaterThan(0xff_ffff));
});

test('a restart drops everybody, forgets untransmitted orders and keeps the rest', async () => {
  const { wire, simulator, client } = await troubled();
  wire.send(...placeOrder(limit));
  wire.send(...placeOrder({ ...limit, orderId: 2, transmit: false }));
  wire.send(...placeOrder({ ...market, orderId: 3 }));
  await wire.settle();
  const { port } = simulator;
  await simulator.restart();
  await hungUp(wire);
  expect(simulator.port).toBe(port);
  const again = await client(1);
  again.send(5, 1);
  again.send(7, 3, 9, 0, '', '', '', '', '', '');
  again.send(61, 1);
  await again.settle();
  expect(again.of('openOrder').map((frame) => frame[1])).toEqual(['1']);
  expect(again.of('execution').map((frame) => frame[1])).toEqual(['9']);
  expect(again.of('position').map((frame) => frame[14])).toEqual(['100']);
  again.send(4, 1, '', '', '');
  await again.settle();
  expect(again.errors()).toEqual(['1|202']);
});

test('while it restarts the port refuses', async () => {
  const { simulator } = await troubled();
  const restarted = simulator.restart(100);
  await eventually(async () => {
    await expect(WireClient.dial(simulator.port)).rejects.toThrow('ECONNREFUSED');
  });
  await restarted;
  (await WireClient.dial(simulator.port)).close();
});
