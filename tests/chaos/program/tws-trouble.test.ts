import { createServer, type Socket } from 'node:net';
import { IBApi } from '@stoqey/ib';
import { expect, onTestFinished, test } from 'vitest';
import { startPracticeWorld } from '../../../src/engine/simulators/practice-world.ts';
import { closedPort } from '../../support/closed-port.ts';
import { engineView, type EngineView } from '../../support/engine-view.ts';
import { eventually } from '../../support/eventually.ts';
import { expectAgreement } from '../../support/order-checkers.ts';
import { orderOf } from '../../support/order-of.ts';
import { keptLog } from '../../support/silent-log.ts';
import { startEngine } from '../../support/start-engine.ts';
import { startQuorum } from '../../support/start-quorum.ts';

const patience = { timeoutMs: 60_000, pollMs: 100 };

/** The program as it would run on a paper account, told to look for TWS on `port`. */
async function paperProgram(port: number): Promise<EngineView> {
  const quorum = await startQuorum({ world: 'paper', settings: { watchlist: ['SPY'], broker: { paperPort: port } } });
  onTestFinished(() => quorum.stop());
  const view = engineView(await quorum.links());
  onTestFinished(() => view.close());
  return view;
}

/** Both connections say where they looked and what they met; the gate stays shut and says why. */
async function expectSaid(view: EngineView, words: RegExp): Promise<void> {
  await eventually(() => {
    for (const feed of [...view.dataFeed.rows(), ...view.orderFeed.rows()]) {
      expect(feed.phase).not.toBe('ready');
      expect(feed.failure?.message ?? feed.detail).toMatch(words);
    }
    expect(view.dataFeed.rows()).not.toEqual([]);
    expect(view.orderFeed.rows()).not.toEqual([]);
    expect(view.gateState()).toBe('closed');
    expect(view.gate.row('gate')?.reason).toMatch(/TWS|connect/i);
  }, patience);
  const answer = await view.execution.call.submit(orderOf({ mode: 'paper' }), { timeoutMs: 15_000 });
  expect(answer).toMatchObject({ ok: true, value: { outcome: 'denied' } });
}

test('TWS absent: said with host and port, orders denied; when it comes up the program finds it by itself', async () => {
  const port = await closedPort();
  const view = await paperProgram(port);
  await expectSaid(view, new RegExp(`127\\.0\\.0\\.1:${port}`));
  const world = await startPracticeWorld({ seed: 7, speed: 1, dataDir: null, port, log: keptLog() });
  onTestFinished(() => world.close());
  expect(world.state().twsPort).toBe(port);
  await eventually(() => {
    for (const rows of [view.dataFeed.rows(), view.orderFeed.rows()]) {
      expect(new Set(rows.map(({ phase }) => phase))).toEqual(new Set(['ready']));
    }
    expect(view.gateState()).toBe('active');
  }, patience);
});

test.each<[string, (socket: Socket) => void]>([
  ['a web server', (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['something that never speaks', () => undefined],
])('wrong port: %s there is not taken for TWS', async (_name, answer) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expectSaid(await paperProgram(port), new RegExp(`127\\.0\\.0\\.1:${port}`));
});

test('client id in use: named, not hammered, and taken when it becomes free', async () => {
  const engine = await startEngine({
    ready: false,
    prepare: async (world) => {
      const other = new IBApi({ host: '127.0.0.1', port: world.state().twsPort, clientId: 72 });
      other.on('error' as never, () => undefined);
      onTestFinished(() => void other.disconnect());
      other.connect();
      await eventually(() => expect(world.tws.clients()).toHaveLength(1));
    },
  });
  onTestFinished(() => engine.stop());
  await eventually(() => {
    expect(engine.orderFeed.rows()[0]?.failure?.code).toBe('client-id-in-use');
    expect(engine.orderFeed.rows()[0]?.failure?.message).toMatch(/72/);
    expect(engine.gateState()).toBe('closed');
  }, patience);
  // Data has a client id of its own and does not suffer.
  await eventually(() => expect(engine.dataFeed.rows()[0]?.phase).toBe('ready'), patience);
  const tried = engine.world().tws.stats.connections;
  await eventually(() => expect(engine.quotes.row('SPY.STK')?.bid ?? null).not.toBeNull(), patience);
  expect(engine.world().tws.stats.connections).toBe(tried);
});

test('TWS restarts in the middle of an order: the order is found again, never sent twice', async () => {
  const engine = await startEngine();
  onTestFinished(() => engine.stop());
  const bid = engine.quotes.row('SPY.STK')?.bid ?? 0;
  const resting = orderOf({ type: 'LMT', limitPrice: Math.floor(bid) - 5 });
  await engine.execution.call.submit(resting);
  // The answer says it was sent; only what the broker has taken stands through its restart.
  await eventually(() => expect(engine.orders.row(resting.intent)?.state).toBe('working'), patience);
  const flying = [orderOf(), orderOf({ instrument: 'AAPL.STK', quantity: 3 }), orderOf({ instrument: 'NVDA.STK' })];
  const answers = flying.map((order) => engine.execution.call.submit(order, { timeoutMs: 15_000 }));
  void engine.world().tws.restart(300);
  await Promise.all(answers);
  await expectAgreement(engine);
  expect(engine.orders.row(resting.intent)?.state).toBe('working');
  for (const order of flying) {
    // Asking again with the same intent is harmless, whatever became of it.
    await engine.execution.call.submit(order, { timeoutMs: 15_000 });
  }
  await expectAgreement(engine);
});
