import { expect, onTestFinished, test } from 'vitest';
import { openSimulator } from './testing/open-simulator.ts';
import { aapl, spy } from './testing/test-instruments.ts';
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

test('children wait for their parent; the filled target cancels the stop', async () => {
  const { client, market } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...placeOrder({ ...spyOrder, orderId: 1, limit: 599.5, transmit: false }));
  wire.send(...placeOrder({ ...spyOrder, orderId: 2, action: 'SELL', limit: 605, parentId: 1, transmit: false }));
  await wire.settle();
  expect(wire.kinds()).toEqual(['currentTime']);
  await place(wire, { ...spyOrder, orderId: 3, action: 'SELL', type: 'STP', aux: 598, parentId: 1 });
  expect(statuses(wire, 2)).toEqual(['PreSubmitted 0/100 child']);
  market.setQuote(spy.id, { ask: 599.5, bid: 599.4 });
  await wire.settle();
  expect(statuses(wire, 3)).toEqual(['PreSubmitted 0/100 child', 'PreSubmitted 0/100 trigger']);
  market.setQuote(spy.id, { bid: 605, ask: 605.02 });
  await wire.settle();
  expect(statuses(wire, 2).at(-1)).toBe('Filled 100/0');
  expect(statuses(wire, 3).at(-1)).toBe('Cancelled 0/100');
});

test('a partly filled target shrinks the stop; a cancelled parent takes its children along', async () => {
  const { client, market, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...placeOrder({ ...spyOrder, orderId: 1, type: 'MKT', transmit: false }));
  wire.send(...placeOrder({ ...spyOrder, orderId: 2, action: 'SELL', limit: 605, parentId: 1, transmit: false }));
  await place(wire, { ...spyOrder, orderId: 3, action: 'SELL', type: 'STP', aux: 598, parentId: 1 });
  market.setQuote(spy.id, { bid: 605, ask: 605.02, bidSize: 30 });
  expect(simulator.orders().map((order) => [order.status, order.terms.quantity, order.filled])).toEqual([
    ['Filled', 100, 100],
    ['Submitted', 100, 30],
    ['PreSubmitted', 70, 0],
  ]);
  wire.send(...placeOrder({ ...spyOrder, orderId: 4, limit: 590, transmit: false }));
  await place(wire, { ...spyOrder, orderId: 5, action: 'SELL', limit: 620, parentId: 4 });
  wire.send(4, 4, '', '', '');
  await wire.settle();
  expect([statuses(wire, 4).at(-1), statuses(wire, 5).at(-1)]).toEqual(['Cancelled 0/100', 'Cancelled 0/100']);
});

test('a child outlives its filled parent and is changed without naming it; named, the parent is not found', async () => {
  const { client, market, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  const stop = { ...spyOrder, orderId: 3, action: 'SELL', type: 'STP', parentId: 1 } as const;
  wire.send(...placeOrder({ ...spyOrder, orderId: 1, type: 'MKT', transmit: false }));
  wire.send(...placeOrder({ ...spyOrder, orderId: 2, action: 'SELL', limit: 605, parentId: 1, transmit: false }));
  await place(wire, { ...stop, aux: 598 });
  const stopPrice = () => simulator.orders().find(({ orderId }) => orderId === 3)?.terms.auxPrice;
  await place(wire, { ...stop, aux: 597 });
  expect([wire.errors().at(-1), stopPrice()]).toEqual(['3|135', 598]);
  await place(wire, { ...stop, aux: 597, parentId: 0 });
  expect(stopPrice()).toBe(597);
  market.setQuote(spy.id, { bid: 605, ask: 605.02 });
  await wire.settle();
  expect(statuses(wire, 3).at(-1)).toBe('Cancelled 0/100');
});

test('one fill of a cancelling group ends the others', async () => {
  const { client, market } = await openSimulator(onTestFinished);
  const wire = await client();
  const group = { ocaGroup: 'g1', ocaType: 1 };
  await place(wire, { ...spyOrder, orderId: 1, limit: 599, ...group });
  await place(wire, { conId: aapl.conId, action: 'BUY', quantity: 10, type: 'LMT', orderId: 2, limit: 249, ...group });
  market.setQuote(spy.id, { bid: 598.9, ask: 599, askSize: 10 });
  await wire.settle();
  expect(statuses(wire, 2).at(-1)).toBe('Cancelled 0/10');
});

test('global cancel ends the orders of every client', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const first = await client(1);
  const second = await client(2);
  await place(first, { ...spyOrder, orderId: 1, limit: 590 });
  await place(second, { ...spyOrder, orderId: 1, limit: 591 });
  second.send(58, '', '');
  await second.settle();
  expect(simulator.orders().map((order) => order.status)).toEqual(['Cancelled', 'Cancelled']);
  await first.settle();
  expect(first.errors()).toEqual(['1|202']);
});

test('an order from TWS is seen by all, bound by client 0 and filled into the account', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const zero = await client(0);
  const other = await client(3);
  const manual = simulator.placeManualOrder({
    conId: spy.conId,
    action: 'BUY',
    quantity: 10,
    orderType: 'LMT',
    limitPrice: 590,
  });
  other.send(16, 1);
  await other.until(() => other.of('openOrderEnd').length === 1);
  expect(other.of('openOrder').map((frame) => frame[1])).toEqual(['0']);
  zero.send(15, 1, true);
  await zero.until(() => zero.of('orderBound').length === 1);
  expect(zero.of('orderBound')).toEqual([['100', String(manual.permId), '0', '-1']]);
  zero.send(4, -1, '', '', '');
  await zero.until(() => zero.errors().includes('-1|202'));
  expect(simulator.orders()[0]?.status).toBe('Cancelled');
});
