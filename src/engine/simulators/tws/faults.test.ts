import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import type { FaultAction, FaultScript } from './faults/fault-script.ts';
import { openSimulator } from './testing/open-simulator.ts';
import { spy } from './testing/test-instruments.ts';
import { byConId, placeOrder, WireClient } from './testing/wire-client.ts';

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

test('messages of a kind are dropped, repeated, swapped and delayed', async () => {
  const { wire, inject, step } = await troubled();
  inject(
    { kind: 'drop', message: 'orderStatus' },
    { kind: 'duplicate', message: 'execution' },
    { kind: 'delay', message: 'commission', forMs: 500 },
  );
  wire.send(...placeOrder(market));
  await wire.settle();
  expect(wire.kinds()).toEqual([
    'openOrder',
    'execution',
    'execution',
    'openOrder',
    'orderStatus',
    'openOrder',
    'currentTime',
  ]);
  step(501);
  await wire.until(() => wire.of('commission').length === 1);
  wire.frames.length = 0;
  inject({ kind: 'reorder', message: 'openOrder' });
  wire.send(...placeOrder({ ...limit, orderId: 2 }));
  await wire.settle();
  expect(wire.kinds().slice(0, 2)).toEqual(['orderStatus', 'openOrder']);
});

test('order status can be left out altogether', async () => {
  const { wire, inject } = await troubled();
  inject({ kind: 'omit-order-status', on: true });
  wire.send(...placeOrder(market));
  await wire.settle();
  expect(wire.of('orderStatus')).toHaveLength(0);
  expect(wire.of('execution')).toHaveLength(1);
});

test('connectivity codes are told; 1101 forgets the data subscriptions, 1102 keeps them', async () => {
  const { wire, inject, simulator } = await troubled();
  wire.send(1, 11, 1, ...byConId(spy.conId), false, '', false, false, '');
  await wire.settle();
  inject({ kind: 'info-code', code: 1100 }, { kind: 'info-code', code: 1102 });
  expect(simulator.clients()[0]?.count('marketData')).toBe(1);
  inject({ kind: 'info-code', code: 1101 }, { kind: 'info-code', code: 2103 }, { kind: 'info-code', code: 2110 });
  await wire.settle();
  expect(simulator.clients()[0]?.count('marketData')).toBe(0);
  expect(wire.errors()).toEqual(['-1|1100', '-1|1102', '-1|1101', '-1|2103', '-1|2110']);
});

test('the next valid id rolls back', async () => {
  const { wire, inject } = await troubled();
  wire.send(...placeOrder({ ...limit, orderId: 50 }));
  await wire.settle();
  inject({ kind: 'nextValidId-rollback', by: 40 });
  await wire.until(() => wire.of('nextValidId').length === 1);
  expect(wire.of('nextValidId')).toEqual([['9', '1', '11']]);
  wire.send(...placeOrder({ ...limit, orderId: 11 }));
  await wire.settle();
  expect(wire.errors()).toEqual(['11|103']);
});

test('the next order is rejected on request', async () => {
  const { wire, inject } = await troubled();
  inject({ kind: 'reject-next', code: 201, text: 'Order rejected - reason:no' });
  wire.send(...placeOrder(limit));
  wire.send(...placeOrder({ ...limit, orderId: 2 }));
  await wire.settle();
  expect(wire.errors()).toEqual(['1|201']);
  expect(wire.of('orderStatus').map((frame) => frame.slice(1, 3))).toEqual([
    ['1', 'Inactive'],
    ['2', 'PreSubmitted'],
    ['2', 'Submitted'],
  ]);
});

test('a farm comes back but its feed stays dead', async () => {
  const { wire, inject, step, market: venue } = await troubled();
  wire.send(1, 11, 1, ...byConId(spy.conId), false, '', false, false, '');
  await wire.settle();
  inject(
    { kind: 'info-code', code: 2103 },
    { kind: 'dead-feed', feed: 'marketData', on: true },
    { kind: 'info-code', code: 2104 },
  );
  wire.frames.length = 0;
  venue.setQuote(spy.id, { bid: 599 });
  step(1_000);
  await wire.settle();
  expect(wire.of('tickPrice')).toEqual([]);
  inject({ kind: 'clear' });
  venue.setQuote(spy.id, { bid: 598 });
  step(1_000);
  await wire.until(() => wire.of('tickPrice').length > 0);
});

test('a competing session takes the data away, permissions change, books reset and halt', async () => {
  const { wire, inject } = await troubled();
  wire.send(1, 11, 1, ...byConId(spy.conId), false, '', false, false, '');
  wire.send(10, 5, 2, ...byConId(spy.conId, 'ARCA'), 5, false, '');
  await wire.settle();
  inject({ kind: 'competing-session', on: true });
  wire.send(1, 11, 3, ...byConId(spy.conId), false, '', false, false, '');
  await wire.settle();
  inject({ kind: 'competing-session', on: false }, { kind: 'entitlement', symbol: 'SPY', value: 'none' });
  wire.send(1, 11, 4, ...byConId(spy.conId), false, '', false, false, '');
  await wire.settle();
  wire.of('depth');
  const rows = wire.of('depth').length;
  inject({ kind: 'depth-reset' });
  inject({ kind: 'depth-reset', code: 316 });
  await wire.settle();
  expect(wire.of('depth')).toHaveLength(rows * 2);
  expect(wire.errors()).toEqual(['1|10197', '3|10197', '4|354', '2|317', '2|316']);
});

test('an execution is corrected under the next suffix', async () => {
  const { wire, inject } = await troubled();
  wire.send(...placeOrder(market));
  await wire.settle();
  inject({ kind: 'correct-execution', by: -0.01 });
  await wire.settle();
  expect(wire.of('execution').map((frame) => [frame[14]?.slice(-5), frame[20]])).toEqual([
    ['01.01', '600.02'],
    ['01.02', '600.01'],
  ]);
});

test('a rejection carries its details, and any frame can be made up', async () => {
  const { wire, inject } = await troubled();
  inject(
    { kind: 'reject-next', json: '{"reject":[{"tag":8229}]}' },
    { kind: 'raw', fields: [59, 1, 'x.01', 'NaN', 'USD', '-1', '', ''] },
  );
  wire.send(...placeOrder(limit));
  await wire.settle();
  expect(wire.of('error')[0]?.slice(2)).toEqual([
    '1',
    '201',
    'Order rejected - reason:Scripted rejection',
    '{"reject":[{"tag":8229}]}',
  ]);
  expect(wire.of('commission')).toEqual([['59', '1', 'x.01', 'NaN', 'USD', '-1', '', '']]);
});

test('a start may be partial or begin with orders', async () => {
  const { simulator, inject, client } = await troubled({ settings: { ordersBeforeWelcome: true } });
  simulator.placeManualOrder({
    conId: spy.conId,
    action: 'BUY',
    quantity: 1,
    orderType: 'LMT',
    limitPrice: 590,
  });
  inject({ kind: 'drop', message: 'managedAccounts' });
  const zero = await WireClient.dial(simulator.port);
  onTestFinished(() => zero.close());
  zero.greet();
  zero.startApi(0);
  await zero.until(() => zero.errors().includes('-1|2158'));
  expect(zero.kinds().slice(1, 4)).toEqual(['openOrder', 'orderStatus', 'nextValidId']);
  (await client(5)).close();
});

test('a script runs by venue time and by message, for one client or all', async () => {
  const script: FaultScript = [
    { on: 'currentTime', count: 2, do: { kind: 'info-code', code: 2105 } },
    { onRequest: 'placeOrder', clientId: 2, do: { kind: 'reset' } },
    { after: 1_000, do: { kind: 'info-code', code: 2106 } },
  ];
  const { wire, client, step, simulator } = await troubled({ faults: script });
  const second = await client(2);
  await wire.settle();
  expect(wire.errors()).toEqual([]);
  await wire.settle();
  expect(wire.errors()).toEqual(['-1|2105']);
  step(1_000);
  await wire.settle();
  expect(wire.errors()).toEqual(['-1|2105', '-1|2106']);
  wire.send(...placeOrder(limit));
  await wire.settle();
  second.send(...placeOrder(limit));
  await hungUp(second);
  expect(simulator.orders().map((order) => order.clientId)).toEqual([1]);
});
