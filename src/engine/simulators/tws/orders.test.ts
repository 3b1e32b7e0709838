import { expect, onTestFinished, test } from 'vitest';
import { openSimulator } from './testing/open-simulator.ts';
import { spy } from './testing/test-instruments.ts';
import { placeOrder, type PlainOrder, type WireClient } from './testing/wire-client.ts';

const spyOrder = { conId: spy.conId, action: 'BUY', quantity: 100, type: 'LMT' } as const;

async function place(wire: WireClient, order: PlainOrder): Promise<void> {
  wire.send(...placeOrder(order));
  await wire.settle();
}

function statuses(wire: WireClient, orderId: number): readonly string[] {
  return wire
    .of('orderStatus')
    .filter((frame) => Number(frame[1]) === orderId)
    .map((frame) => `${frame[2]} ${frame[3]}/${frame[4]} ${frame[10]}`.trim());
}

test('a market order sends what TWS sends, in its order', async () => {
  const { client } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...placeOrder({ ...spyOrder, orderId: 1, type: 'MKT' }));
  await wire.until(() => wire.of('commission').length === 1);
  expect(wire.kinds()).toEqual([
    'openOrder',
    'orderStatus',
    'execution',
    'openOrder',
    'orderStatus',
    'openOrder',
    'commission',
  ]);
  expect(statuses(wire, 1)).toEqual(['PreSubmitted 0/100', 'Filled 100/0']);
  expect(wire.of('commission')[0]?.slice(3)).toEqual([
    '1',
    'USD',
    '1.7976931348623157E308',
    '1.7976931348623157E308',
    '',
  ]);
});

test('a resting order waits behind the displayed size, fills in parts and is cancelled', async () => {
  const { client, market } = await openSimulator(onTestFinished);
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, limit: 600 });
  market.trade(spy.id, { price: 600, size: 250, aggressor: -1 });
  expect(wire.of('execution')).toHaveLength(0);
  market.trade(spy.id, { price: 600, size: 90, aggressor: -1 });
  market.trade(spy.id, { price: 600, size: 500, aggressor: 1 });
  await wire.settle();
  expect(wire.of('execution').map((frame) => [frame[19], frame[20]])).toEqual([['40', '600']]);
  wire.send(4, 1, '', '', '');
  await wire.until(() => wire.errors().length > 0);
  expect(statuses(wire, 1)).toEqual(['PreSubmitted 0/100', 'Submitted 0/100', 'Submitted 40/60', 'Cancelled 40/60']);
  expect(wire.errors()).toEqual(['1|202']);
});

test('a large market order walks the book level by level', async () => {
  const { client, market, simulator } = await openSimulator(onTestFinished);
  market.setDepth(spy.id, {
    bids: [{ price: 600, size: 300, maker: 'ARCA' }],
    asks: [
      { price: 600.02, size: 100, maker: 'ARCA' },
      { price: 600.03, size: 200, maker: 'NASDAQ' },
      { price: 600.05, size: 900, maker: 'BATS' },
    ],
  });
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, type: 'MKT', quantity: 500 });
  expect(wire.of('execution').map((frame) => `${frame[19]}@${frame[20]} ${frame[17]}`)).toEqual([
    '100@600.02 ARCA',
    '200@600.03 NASDAQ',
    '200@600.05 BATS',
  ]);
  expect(simulator.orders()[0]).toMatchObject({ status: 'Filled', commission: 2.5 });
  expect(market.reported).toHaveLength(3);
});

test('stops, stop-limits and trailing stops follow the last price', async () => {
  const { client, market } = await openSimulator(onTestFinished);
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, type: 'MKT', quantity: 300 });
  await place(wire, { ...spyOrder, orderId: 2, action: 'SELL', type: 'STP', aux: 598 });
  await place(wire, { ...spyOrder, orderId: 3, action: 'SELL', type: 'STP LMT', aux: 598, limit: 597.9 });
  await place(wire, { ...spyOrder, orderId: 4, action: 'SELL', type: 'TRAIL', aux: 3, trailStop: 597 });
  market.trade(spy.id, { price: 602, size: 10, aggressor: 1 });
  market.setQuote(spy.id, { bid: 598.9, ask: 599 });
  market.trade(spy.id, { price: 598.95, size: 10, aggressor: -1 });
  await wire.settle();
  expect([2, 3, 4].map((id) => statuses(wire, id).at(-1))).toEqual([
    'PreSubmitted 0/100 trigger',
    'PreSubmitted 0/100 trigger',
    'Filled 100/0',
  ]);
  market.setQuote(spy.id, { bid: 597.5, ask: 597.6 });
  market.trade(spy.id, { price: 597.5, size: 10, aggressor: -1 });
  await wire.settle();
  expect([2, 3].map((id) => statuses(wire, id).at(-1))).toEqual(['Filled 100/0', 'Submitted 0/100']);
});

test('an Adaptive order works from the near side to the far side of the spread', async () => {
  const { client, step, market } = await openSimulator(onTestFinished);
  market.setQuote(spy.id, { bid: 600, ask: 600.1 });
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, type: 'MKT', algo: 'Urgent' });
  expect(wire.of('openOrder')[0]).toEqual(expect.arrayContaining(['Adaptive', 'adaptivePriority', 'Urgent']));
  step(500);
  await wire.settle();
  expect(wire.of('execution')).toHaveLength(0);
  step(600);
  await wire.settle();
  expect(wire.of('execution').map((frame) => frame[20])).toEqual(['600.1']);
});

test('latency lets a fill overtake a cancel', async () => {
  const { client, step, market } = await openSimulator(onTestFinished, {
    latency: { orderMs: [5, 5], cancelMs: [50, 50] },
  });
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, limit: 599 });
  expect(statuses(wire, 1)).toEqual(['PreSubmitted 0/100']);
  step(10);
  wire.send(4, 1, '', '', '');
  wire.send(4, 1, '', '', '');
  await wire.settle();
  expect(wire.errors()).toEqual(['1|161']);
  step(60);
  await wire.settle();
  expect(wire.errors()).toEqual(['1|161', '1|202']);
  await place(wire, { ...spyOrder, orderId: 2, limit: 599 });
  step(10);
  wire.send(4, 2, '', '', '');
  await wire.settle();
  market.setQuote(spy.id, { bid: 598.9, ask: 599 });
  step(100);
  await wire.settle();
  expect(statuses(wire, 2).at(-1)).toBe('Filled 100/0');
  expect(wire.errors()).toEqual(['1|161', '1|202', '2|10148']);
});

test('day orders end at the close, closing orders trade there, good-till-cancelled ones stay', async () => {
  const { client, step, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, limit: 590 });
  await place(wire, { ...spyOrder, orderId: 2, limit: 590, tif: 'GTC' });
  await place(wire, { ...spyOrder, orderId: 3, type: 'MOC' });
  step(6 * 3_600_000 + 10);
  await wire.settle();
  expect(simulator.orders().map((order) => order.status)).toEqual(['Cancelled', 'Submitted', 'Filled']);
  expect(wire.errors()).toEqual(['1|202']);
});

test('before the open an order waits with a warning and trades at the open', async () => {
  const { client, step } = await openSimulator(onTestFinished, { startMs: Date.UTC(2026, 0, 5, 14, 0) });
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, type: 'MKT' });
  expect(wire.errors()).toEqual(['1|399']);
  expect(statuses(wire, 1)).toEqual(['PreSubmitted 0/100']);
  step(31 * 60_000);
  await wire.settle();
  expect(statuses(wire, 1).at(-1)).toBe('Filled 100/0');
});

test('a change keeps the id and permId, echoes, and loses its place in the queue', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, limit: 599 });
  await place(wire, { ...spyOrder, orderId: 1, limit: 599.5, quantity: 80 });
  expect(simulator.orders()).toMatchObject([
    { orderId: 1, permId: 600_000_700, terms: { limitPrice: 599.5, quantity: 80 }, status: 'Submitted' },
  ]);
  expect(statuses(wire, 1)).toEqual(['PreSubmitted 0/100', 'Submitted 0/100', 'Submitted 0/80']);
  await place(wire, { ...spyOrder, orderId: 1, action: 'SELL', limit: 601 });
  await place(wire, { ...spyOrder, orderId: 1, type: 'MKT' });
  expect(wire.errors()).toEqual(['1|105', '1|329']);
});

test('immediate-or-cancel takes what there is; a short sale opens a short position', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  await place(wire, { ...spyOrder, orderId: 1, limit: 600.02, quantity: 150, tif: 'IOC' });
  await place(wire, { ...spyOrder, orderId: 2, action: 'SELL', limit: 600, quantity: 400, tif: 'IOC' });
  expect(simulator.orders().map((order) => [order.status, order.filled])).toEqual([
    ['Filled', 150],
    ['Cancelled', 300],
  ]);
  expect(simulator.positions()).toMatchObject([{ quantity: -150 }]);
});

test('options settle in cash at their intrinsic value when they expire', async () => {
  const { client, simulator, market, step } = await openSimulator(onTestFinished, {
    startMs: Date.UTC(2026, 0, 9, 20, 30),
  });
  const wire = await client();
  wire.send(61, 1);
  await place(wire, { ...spyOrder, conId: 800_002, orderId: 1, type: 'MKT', quantity: 2 });
  await place(wire, { ...spyOrder, conId: 800_007, orderId: 2, action: 'SELL', type: 'MKT', quantity: 1 });
  market.trade(spy.id, { price: 601.5, size: 1, aggressor: 1 });
  const cash = simulator.account().cash;
  step(31 * 60_000);
  await wire.settle();
  // Two calls struck at 595 and one written put struck at 605.
  expect(simulator.account().cash - cash).toBeCloseTo(2 * 650 - 350, 6);
  expect(simulator.positions()).toEqual([]);
  expect(
    wire
      .of('position')
      .slice(-2)
      .map((frame) => frame[14]),
  ).toEqual(['0', '0']);
});
