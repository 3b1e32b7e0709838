import { expect, onTestFinished, test } from 'vitest';
import { openSimulator, sessionStart } from './testing/open-simulator.ts';
import { aapl, spy } from './testing/test-instruments.ts';
import { placeOrder } from './testing/wire-client.ts';
import { createServer } from 'node:net';
import { once } from 'node:events';

test('an exported state is plain JSON and continues in a new simulator', async () => {
  const first = await openSimulator(onTestFinished);
  const wire = await first.client();
  wire.send(...placeOrder({ orderId: 1, conId: spy.conId, action: 'BUY', quantity: 100, type: 'MKT' }));
  wire.send(
    ...placeOrder({
      orderId: 2,
      conId: aapl.conId,
      action: 'BUY',
      quantity: 50,
      type: 'LMT',
      limit: 249,
      tif: 'GTC',
      transmit: false,
    }),
  );
  wire.send(
    ...placeOrder({
      orderId: 3,
      conId: aapl.conId,
      action: 'SELL',
      quantity: 50,
      type: 'STP',
      aux: 240,
      tif: 'GTC',
      parentId: 2,
    }),
  );
  await wire.settle();
  const state = JSON.parse(JSON.stringify(first.simulator.exportState()));
  await first.simulator.close();

  const second = await openSimulator(onTestFinished, { state, startMs: sessionStart + 86_400_000 });
  const again = await second.client();
  expect(second.simulator.positions()).toMatchObject([{ instrument: 'SPY.STK', quantity: 100, averageCost: 600.03 }]);
  expect(second.simulator.account()).toMatchObject({ cash: 39_997, realized: 0 });
  again.send(8, 1, 1);
  await again.settle();
  expect(again.of('nextValidId')).toEqual([['9', '1', '4']]);
  second.market.setQuote(aapl.id, { bid: 248.9, ask: 249 });
  second.market.trade(aapl.id, { price: 239, size: 10, aggressor: -1 });
  second.market.setQuote(aapl.id, { bid: 239, ask: 239.1 });
  await again.settle();
  expect(second.simulator.orders().map((order) => [order.orderId, order.status])).toEqual([
    [2, 'Filled'],
    [3, 'Filled'],
  ]);
  // Yesterday's order and execution are gone, their numbers are not used again.
  expect(second.simulator.executions().map((execution) => execution.execId.slice(9, 17))).toEqual([
    '60000002',
    '60000003',
  ]);
});

test('a taken port falls back to a free one', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { simulator, client } = await openSimulator(onTestFinished, { port });
  expect(simulator.port).not.toBe(port);
  await client();
});

test('several accounts: orders say which, positions and profit are kept apart', async () => {
  const { simulator, client } = await openSimulator(onTestFinished, {
    accounts: ['DU1', 'DU2'],
    startingCash: 200_000,
  });
  const wire = await client();
  const order = { orderId: 1, conId: spy.conId, action: 'BUY', quantity: 10, type: 'MKT' } as const;
  wire.send(...placeOrder(order));
  wire.send(...placeOrder({ ...order, account: 'DU2' }));
  await wire.settle();
  expect(wire.errors()).toEqual(['1|435']);
  expect([simulator.positions('DU1'), simulator.positions('DU2').length]).toEqual([[], 1]);
});

test('subscriptions are counted for whoever asks, so that doubled requests show', async () => {
  const { simulator, client } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(61, 1);
  wire.send(61, 1);
  await wire.settle();
  expect([
    simulator.stats.requests('positions'),
    simulator.stats.requests('pnl'),
    simulator.stats.byMessageId()[61],
  ]).toEqual([2, 0, 2]);
});
