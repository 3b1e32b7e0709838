import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { openSimulator } from './testing/open-simulator.ts';
import { spy } from './testing/test-instruments.ts';
import { byConId } from './testing/wire-client.ts';

test('a burst of 50,000 messages a second reaches a client that reads', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  const startedMs = performance.now();
  simulator.faults.inject({ kind: 'burst', messages: 50_000 });
  await wire.until(() => wire.frames.length >= 50_000);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(simulator.journal.frames().length).toBeLessThanOrEqual(50_000);
  expect(simulator.stats.slowClientsClosed).toBe(0);
});

test('a client that does not read is cut off instead of growing the memory', async () => {
  const { client, simulator } = await openSimulator(onTestFinished, { settings: { maxBufferedBytes: 4_000_000 } });
  const wire = await client();
  wire.socket.pause();
  for (let second = 0; second < 20 && simulator.stats.slowClientsClosed === 0; second += 1) {
    simulator.faults.inject({ kind: 'burst', messages: 50_000 });
  }
  expect(simulator.stats.slowClientsClosed).toBe(1);
  await eventually(() => expect(simulator.clients()).toEqual([]));
});

test('sampled quotes wait for a congested client and then show the newest state only', async () => {
  const { client, simulator, market, step } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(1, 11, 1, ...byConId(spy.conId), false, '', false, false, '');
  await wire.settle();
  wire.socket.pause();
  simulator.faults.inject({ kind: 'stall', forRealMs: 60_000 });
  simulator.faults.inject({ kind: 'burst', messages: 60_000 });
  const before = simulator.stats.framesOut;
  for (let change = 0; change < 1_000; change += 1) {
    market.setQuote(spy.id, { bid: 500 + change / 100 });
    step(250);
  }
  expect(simulator.stats.framesOut).toBe(before);
});

test('closing a session detaches every listener', async () => {
  const { client, simulator, market } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(1, 11, 1, ...byConId(spy.conId), false, '233', false, false, '');
  wire.send(10, 5, 2, ...byConId(spy.conId, 'ARCA'), 5, false, '');
  wire.send(97, 3, ...byConId(spy.conId), 'Last', 0, false);
  await wire.settle();
  expect(market.listenerCount()).toBe(4);
  wire.close();
  await eventually(() => expect(simulator.clients()).toEqual([]));
  expect(market.listenerCount()).toBe(0);
});
