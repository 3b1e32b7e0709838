import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { fail, ok } from '../../src/engine/domain/outcome.ts';
import { backOffMs } from '../../src/engine/link/back-off.ts';
import { connect } from '../../src/engine/link/connect.ts';
import type { Frame } from '../../src/engine/link/frames.ts';
import { messagePortPipe } from '../../src/engine/link/message-port-pipe.ts';
import type { Pipe } from '../../src/engine/link/pipe.ts';
import { createServer } from '../../src/engine/link/serve.ts';
import { eventually } from '../support/eventually.ts';
import { manualTimers } from './manual-timers.ts';
import { memoryLog } from './memory-log.ts';
import { hello } from './raw-peer.ts';
import { sampleContract } from './sample-contract.ts';
import { createSample } from './sample-implementation.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('the wait before a redial doubles from 0.2 s to 5 s', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1_000].map(backOffMs)).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
});

test('a client that reaches nobody dials with growing waits', async () => {
  const timers = manualTimers();
  const dialledMs: number[] = [];
  const client = connect(sampleContract, {
    timers,
    dial: () => {
      dialledMs.push(timers.monotonicMs());
      return Promise.resolve(fail('link-lost', 'nobody there'));
    },
  });
  for (let step = 0; step < 120; step += 1) {
    await settle();
    timers.advance(100);
  }
  expect(dialledMs).toEqual([0, 200, 600, 1_400, 3_000, 6_200, 11_200]);
  expect(client.status()).toMatchObject({ phase: 'lost', detail: 'nobody there', attempts: 7 });
  client.close();
  expect(timers.pending).toBe(0);
});

test('a dial that never answers is given up after 10 s', async () => {
  const timers = manualTimers();
  let dials = 0;
  const client = connect(sampleContract, { timers, dial: () => ((dials += 1), new Promise(() => undefined)) });
  timers.advance(10_000);
  expect(client.status().phase).toBe('lost');
  timers.advance(200);
  expect(dials).toBe(2);
  client.close();
});

/** The other end of a port, driven by the test. */
function halfOpenStage(): { readonly pipe: Pipe; readonly far: Pipe; readonly frames: Frame[] } {
  const { port1, port2 } = new MessageChannel();
  const far = messagePortPipe(port1);
  const frames: Frame[] = [];
  far.onFrame((frame) => frames.push(frame));
  return { pipe: messagePortPipe(port2), far, frames };
}

test('a client finds a half-open link: pings stay unanswered for 15 s', async () => {
  const timers = manualTimers();
  const { pipe, far, frames } = halfOpenStage();
  const client = connect(sampleContract, { timers, dial: () => Promise.resolve(ok(pipe)) });
  await eventually(() => expect(frames.map((frame) => frame.k)).toEqual(['hello']));
  far.send({ k: 'welcome', v: 1, hash: hello.hash, epoch: 'first' });
  await eventually(() => expect(client.status().phase).toBe('open'));
  timers.advance(5_000);
  await eventually(() => expect(frames.at(-1)).toEqual({ k: 'ping', t: 5_000 }));
  far.send({ k: 'pong', t: 5_000 });
  await settle();
  timers.advance(15_000);
  expect(client.status().phase).toBe('open');
  timers.advance(5_000);
  expect(client.status()).toMatchObject({ phase: 'lost', detail: 'The other end is silent' });
  client.close();
});

test('a client gives up on a server that never welcomes it', async () => {
  const timers = manualTimers();
  const { pipe, frames } = halfOpenStage();
  const client = connect(sampleContract, { timers, dial: () => Promise.resolve(ok(pipe)) });
  await eventually(() => expect(frames.length).toBe(1));
  timers.advance(5_000);
  expect(client.status()).toMatchObject({ phase: 'lost', detail: 'No answer to the greeting' });
  client.close();
});

test('a server asks a silent peer for a sign of life and lets it go after 45 s', async () => {
  const timers = manualTimers();
  const sample = createSample();
  const server = createServer(sampleContract, sample.implementation, { timers, log: memoryLog().log });
  const { pipe, far, frames } = halfOpenStage();
  server.accept(pipe, { role: 'window', id: 'one' });
  far.send({ ...hello, token: '' });
  far.send({ k: 'sub', id: 1, s: 'events', p: {}, after: null, epoch: '' });
  await eventually(() => expect(sample.open).toBe(1));
  timers.advance(15_000);
  await eventually(() => expect(frames.at(-1)).toMatchObject({ k: 'ping' }));
  far.send({ k: 'pong', t: 0 });
  await settle();
  timers.advance(44_000);
  expect(server.connections).toBe(1);
  timers.advance(15_000);
  expect([server.connections, sample.open, timers.pending]).toEqual([0, 0, 0]);
});

test('a latest stream sends one frame a flush interval', async () => {
  const timers = manualTimers();
  const sample = createSample();
  const server = createServer(sampleContract, sample.implementation, { timers, log: memoryLog().log });
  const { pipe, far, frames } = halfOpenStage();
  server.accept(pipe, { role: 'window', id: 'one' });
  far.send({ ...hello, token: '' });
  far.send({ k: 'sub', id: 1, s: 'quotes', p: { tickers: [] }, after: null, epoch: '' });
  await eventually(() => expect(frames.at(-1)).toMatchObject({ k: 'latest', n: 1 }));
  far.send({ k: 'ack', id: 1, n: 1 });
  await settle();
  sample.setQuote('SPY', 1);
  timers.advance(49);
  sample.setQuote('SPY', 2);
  await settle();
  expect(frames.at(-1)).toMatchObject({ n: 1 });
  timers.advance(1);
  await eventually(() => expect(frames.at(-1)).toMatchObject({ n: 2, items: [{ ticker: 'SPY', last: 2 }] }));
  server.close();
});
