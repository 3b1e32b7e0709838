import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { handTurnedWall } from './testing/hand-turned-wall.ts';
import { openSimulator } from './testing/open-simulator.ts';
import { aapl, spy, spyOptions, vix, vxFuture } from './testing/test-instruments.ts';
import { byConId, placeOrder, WireClient, type PlainOrder } from './testing/wire-client.ts';
import type { Message } from './wire/field-writer.ts';

const order = { orderId: 1, conId: spy.conId, action: 'BUY', quantity: 100, type: 'LMT', limit: 590 } as const;

function line(requestId: number, contract: Message = byConId(spy.conId), ticks = '', snapshot = false): Message {
  return [1, 11, requestId, ...contract, false, ticks, snapshot, false, ''];
}

function history(
  requestId: number,
  change: { end?: string; bar?: string; duration?: string; what?: string; keep?: boolean } = {},
): Message {
  return [
    20,
    requestId,
    ...byConId(spy.conId),
    false,
    change.end ?? '',
    change.bar ?? '5 mins',
    change.duration ?? '1 D',
    1,
    change.what ?? 'TRADES',
    1,
    change.keep ?? false,
    '',
  ];
}

const unknown: Message = [0, 'NOPE', 'STK', '', 0, '', '', 'SMART', '', 'USD', '', ''];
const ambiguous: Message = [0, 'SPY', 'OPT', '', 0, '', '', 'SMART', '', 'USD', '', ''];

const refused: readonly (readonly [name: string, messages: readonly Message[], errors: readonly string[]])[] = [
  ['unknown contract', [line(1, unknown)], ['1|200']],
  ['ambiguous contract', [line(1, ambiguous)], ['1|200']],
  ['no exchange', [line(1, byConId(spy.conId, ''))], ['1|321']],
  ['same ticker id twice', [line(1), line(1)], ['1|102']],
  ['generic tick that does not exist', [line(1, byConId(spy.conId), '999')], ['1|321']],
  ['generic ticks of a snapshot', [line(1, byConId(spy.conId), '100', true)], ['1|321']],
  ['cancel of an unknown line', [[2, 2, 9]], ['9|300']],
  ['cancel of an unknown book', [[11, 1, 9, false]], ['9|310']],
  ['book of an index', [[10, 5, 1, ...byConId(vix.conId, 'CBOE'), 5, false, '']], ['1|10092']],
  ['tick-by-tick of an option', [[97, 1, ...byConId(spyOptions[0]?.conId ?? 0), 'Last', 0, false]], ['1|10189']],
  ['real-time bars of a volatility', [[50, 3, 1, ...byConId(spy.conId), 5, 'HISTORICAL_VOLATILITY', 1, '']], ['1|420']],
  ['bar size', [history(1, { bar: '7 mins' })], ['1|321']],
  ['duration', [history(1, { duration: '1 fortnight' })], ['1|321']],
  ['history that keeps up to an end', [history(1, { end: '20260105-15:00:00', keep: true })], ['1|321']],
  ['history from before there was any', [history(1, { end: '20100105-15:00:00', bar: '1 day' })], ['1|162']],
  ['end without a zone (a warning)', [history(1, { end: '20260105 10:00:00' })], ['1|2174']],
  [
    'the same small bars twice',
    [history(1, { bar: '5 secs', duration: '60 S' }), history(2, { bar: '5 secs', duration: '60 S' })],
    ['2|162'],
  ],
  ['cancel of an unknown history', [[25, 1, 7]], ['7|366']],
  ['unknown market rule', [[91, 4711]], ['-1|321']],
  [
    'third account summary',
    [
      [62, 1, 1, 'All', 'BuyingPower'],
      [62, 1, 2, 'All', 'BuyingPower'],
      [62, 1, 3, 'All', 'BuyingPower'],
    ],
    ['3|322'],
  ],
  ['profit of somebody else', [[92, 1, 'U999', '']], ['1|321']],
  ['auto binding by another client', [[15, 1, true]], ['-1|321']],
];

test.each(refused)('%s', async (_name, messages, errors) => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  for (const message of messages) wire.send(...message);
  await wire.settle();
  expect(wire.errors()).toEqual(errors);
  expect(simulator.stats.protocolErrors).toEqual([]);
});

const refusedOrders: readonly (readonly [name: string, order: PlainOrder, code: string])[] = [
  ['price between ticks', { ...order, limit: 590.005 }, '110'],
  ['limit far through the market', { ...order, limit: 800 }, '109'],
  ['order type nobody knows', { ...order, type: 'MAGIC' }, '387'],
  ['order in an index', { ...order, conId: vix.conId, exchange: 'CBOE', limit: 16 }, '387'],
  ['time in force of a closing order', { ...order, type: 'MOC', tif: 'GTC' }, '111'],
  ['half a future', { ...order, conId: vxFuture.conId, exchange: 'CFE', quantity: 0.5, limit: 17.5 }, '388'],
  ['nothing', { ...order, quantity: 0 }, '434'],
  ['no exchange', { ...order, exchange: '' }, '321'],
  ['no limit', { orderId: 1, conId: spy.conId, action: 'BUY', quantity: 1, type: 'LMT' }, '321'],
  ['unknown contract', { ...order, conId: 42 }, '200'],
  ['unknown account', { ...order, account: 'U999' }, '435'],
  ['parent that does not exist', { ...order, parentId: 77 }, '135'],
  ['more than the account can carry', { ...order, quantity: 10_000 }, '201'],
  ['id zero', { ...order, orderId: 0 }, '103'],
];

test.each(refusedOrders)('order refused: %s', async (_name, refusedOrder, code) => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...placeOrder(refusedOrder));
  await wire.settle();
  expect(wire.errors()).toEqual([`${refusedOrder.orderId}|${code}`]);
  expect(simulator.orders().filter((kept) => kept.status !== 'Inactive')).toEqual([]);
  expect(simulator.stats.protocolErrors).toEqual([]);
});

test('ids never come back, finished orders cannot change, cancels say why not', async () => {
  const { client } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...placeOrder({ ...order, orderId: 5, type: 'MKT' }));
  wire.send(...placeOrder({ ...order, orderId: 5 }));
  wire.send(...placeOrder({ ...order, orderId: 4 }));
  wire.send(4, 5, '', '', '');
  wire.send(4, 99, '', '', '');
  await wire.settle();
  expect(wire.errors()).toEqual(['5|104', '4|103', '5|10148', '99|10147']);
});

test('an instrument is given tick by tick once in 15 s of real time, whatever the kind', async () => {
  const wall = handTurnedWall();
  const { client } = await openSimulator(onTestFinished, { wall });
  const wire = await client();
  const ask = async (id: number, conId: number): Promise<void> => {
    wire.send(97, id, ...byConId(conId), id % 2 === 0 ? 'BidAsk' : 'AllLast', 0, false);
    await wire.settle();
  };
  await ask(1, spy.conId);
  wire.send(98, 1);
  await ask(2, spy.conId);
  await ask(3, aapl.conId);
  wall.turn(14_999);
  await ask(4, spy.conId);
  wall.turn(1);
  await ask(6, spy.conId);
  expect(wire.errors()).toEqual(['2|10190', '4|10190']);
});

test('limits are shared by all clients: a hundred lines, three books, three tick-by-tick', async () => {
  const settings = { maxMessagesPerSecond: 1_000, tickByTickAgainRealMs: 0 };
  const { client, simulator } = await openSimulator(onTestFinished, { settings });
  const first = await client(1);
  const second = await client(2);
  for (let id = 1; id <= 99; id += 1) first.send(...line(id));
  await first.settle();
  second.send(...line(1));
  await second.settle();
  second.send(...line(2));
  for (let id = 1; id <= 4; id += 1) {
    second.send(10, 5, 10 + id, ...byConId(spy.conId, 'ARCA'), 5, false, '');
    second.send(97, 20 + id, ...byConId(spy.conId), 'BidAsk', 0, false);
  }
  await second.settle();
  expect(second.errors()).toEqual(['2|101', '14|309', '24|10190']);
  first.close();
  await eventually(() => expect(simulator.clients()).toHaveLength(1));
  second.send(...line(3));
  await second.settle();
  expect(second.errors()).toHaveLength(3);
});

test('delayed and missing permissions are told apart', async () => {
  const { client } = await openSimulator(onTestFinished, {
    settings: { entitlement: ({ symbol }) => (symbol === 'SPY' ? 'delayed' : 'none') },
  });
  const wire = await client();
  wire.send(...line(1));
  wire.send(59, 1, 3);
  wire.send(...line(2));
  wire.send(...line(3, byConId(265598)));
  await wire.settle();
  expect(wire.errors()).toEqual(['1|10168', '2|10167', '3|354']);
  expect(wire.of('marketDataType').map((frame) => frame.slice(2))).toEqual([['2', '3']]);
  expect(wire.of('tickPrice').map((frame) => frame[3])).toEqual(expect.arrayContaining(['66', '67', '68']));
});

test('a client id in use is refused and hung up, and free again afterwards', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const first = await client(4);
  const twin = await WireClient.dial(simulator.port);
  onTestFinished(() => twin.close());
  twin.greet();
  twin.startApi(4);
  await twin.until(() => twin.errors().includes('-1|326'));
  await twin.until(() => twin.closed).catch(() => undefined);
  first.close();
  await eventually(() => expect(simulator.clients()).toEqual([]));
  await client(4);
});

test('a request of the wrong shape is logged, answered 320 and has no effect', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...placeOrder(order), 'left over');
  wire.send(...placeOrder(order).slice(0, -1));
  wire.send(1, 11, 'abc', ...byConId(spy.conId), false, '', false, false, '');
  wire.send(4711, 1);
  await wire.settle();
  expect(wire.errors()).toEqual(['-1|320', '-1|320', '-1|320', '-1|320']);
  expect(simulator.stats.protocolErrors).toHaveLength(4);
  expect(simulator.orders()).toEqual([]);
});

test('too many messages a second are warned about and finally hung up on', async () => {
  const { client, simulator } = await openSimulator(onTestFinished, {
    settings: { rateWarningsBeforeClose: 1, maxMessagesPerSecond: 10 },
  });
  const wire = await client();
  for (let message = 0; message < 300; message += 1) wire.send(49, 1);
  await eventually(() => expect(wire.closed).toBe(true));
  expect(wire.errors()).toEqual(['-1|100']);
  expect(simulator.stats.rateWarnings).toBe(1);
});

test('read-only mode refuses orders but not questions', async () => {
  const { client } = await openSimulator(onTestFinished, { settings: { readOnly: true } });
  const wire = await client();
  wire.send(...placeOrder(order));
  wire.send(16, 1);
  await wire.until(() => wire.of('openOrderEnd').length === 1);
  expect(wire.errors()).toEqual(['1|321']);
});
